import ArgumentParser

/// The command line of Lumbung: one subcommand a file, listed here.
///
/// Lives here: commands, what they print, the drivers and the world (`Outside.live`) that are handed to the node.
///
/// Never here: rules, SQL, HTTP. A command exits 0 only when all is well; otherwise it says in a sentence what is not,
/// where, and what to do.
///
/// Read first: `Serve.swift`, then `Opening.swift`, which opens a node the way every command does.
@main
struct Lumbung: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lumbung",
        abstract:
            "Layanan digital sebuah kota, tumbuh di satu tempat dan dipakai bersama. A city's digital services, open.",
        subcommands: [
            Serve.self,
            Initialize.self,
            Governments.self,
            Neighbours.self,
            Verify.self,
            Rebuild.self,
            App.self,
            RulesCommand.self,
            Demo.self,
            Import.self,
            Bench.self,
        ]
    )
}
