/// Rules: what an application definition may compute, and how much that may cost.
///
/// Here live CEL in its real grammar (`Expression`: lexer, parser that goes on after a mistake, type checker, closures over
/// slots), the functions that expressions may call (`FunctionTable`), S-FEEL cells (`UnaryTest`) and tables (`DecisionTable`).
///
/// Never here: a clock, random numbers, files, sockets, the machine's time zones or locale, YAML, anything about cases.
/// The same expression over the same values gives the same answer on every machine and on every day.
///
/// Every evaluation has a budget of steps (`Limits.steps`), and the worst case is known before it runs (`Expression.worstCost`).
/// What is wrong with a text is a `RuleFinding`; what goes wrong in a run is a `RuleFault`; both speak Indonesian and English.
///
/// Read `Expression` first, then `RuleValue`.
