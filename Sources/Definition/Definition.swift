/// Application definitions: what the text of an application says, and everything that can be known without running it.
///
/// Here live the model (`Definition` and its elements), the strict YAML reader, the checks, the canonical tree with its
/// hash, the overlay in which a government keeps its own changes, the scenario format, and what a definition exports of
/// itself: JSON Schema, the workflow as SVG, the printable service standard.
///
/// Never here: a case, a command, a clock that runs, a database, a page, the network. `Engine` runs what is read here.
///
/// Read first: `Definition` (Model/Definition+Model.swift), then `DefinitionReader`, then `check`.
