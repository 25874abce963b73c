import Foundation

/// What travels with the program: `Apps/`, `Data/`, `Site/`, `Tools/` and the programs of `.venv/`.
package enum CarriedFiles {
    /// `LUMBUNG_HOME`, then beside the program or above it, then the working folder or above it.
    private static var places: [URL] {
        let program = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
        var places = ProcessInfo.processInfo.environment["LUMBUNG_HOME"].map { [URL(filePath: $0)] } ?? []
        for start in [program, URL(filePath: FileManager.default.currentDirectoryPath)] {
            var place = start
            for _ in 0..<6 {
                places.append(place)
                place.deleteLastPathComponent()
            }
        }
        return places
    }

    /// The path of a file or folder, from the first place that has it; nil where none has.
    package static func path(_ name: String, where isMeant: (String) -> Bool = { _ in true }) -> String? {
        places.lazy.map { $0.appending(path: name).path }
            .first { FileManager.default.fileExists(atPath: $0) && isMeant($0) }
    }

    /// A program of the project's own virtual environment (`scripts/setup`); its plain name, for the PATH, where there is none.
    static func program(_ name: String) -> String {
        path(".venv/bin/\(name)") { FileManager.default.isExecutableFile(atPath: $0) } ?? name
    }

    /// A tool that Lumbung brings, by its name in `Tools/`.
    ///
    /// Throws a fault that says what to do where it is missing.
    static func tool(_ name: String) throws -> String {
        guard let path = path("Tools/\(name)") else {
            throw Fault.unusable("Tools/\(name) is missing: set LUMBUNG_HOME to the folder that Lumbung came in.")
        }
        return path
    }
}
