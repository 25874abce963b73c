import ArgumentParser

/// `lumbung import`: brings in what a government had before.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Masukkan data yang sudah ada. Bring in what was there before.",
        subcommands: [ImportReports.self, ImportRegions.self]
    )
}
