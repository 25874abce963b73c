package import Foundation

/// One text file of the site, by its path inside the folder.
package struct SiteFile: Sendable {
    package let path: String
    package let text: String
}

/// Where `Site/` lies: `LUMBUNG_SITE`, beside the program, or above the working folder.
package enum SiteFolder {
    /// Throws a sentence that names every place where it looked.
    package static func find(environment: [String: String], program: String, working: String) throws(SiteError) -> URL {
        if let named = environment["LUMBUNG_SITE"] {
            guard isSite(URL(filePath: named)) else {
                throw SiteError(
                    file: named,
                    line: 0,
                    message: "LUMBUNG_SITE names no folder with layouts/layout.mustache inside."
                )
            }
            return URL(filePath: named)
        }
        var looked: [String] = []
        for start in [
            URL(filePath: program).resolvingSymlinksInPath().deletingLastPathComponent(), URL(filePath: working),
        ] {
            var folder = start
            for _ in 0..<Limits.siteFolderSteps {
                for candidate in [folder.appending(path: "Site"), folder.appending(path: "share/lumbung/Site")] {
                    if isSite(candidate) { return candidate }
                    looked.append(candidate.path)
                }
                folder = folder.deletingLastPathComponent()
            }
        }
        throw SiteError(
            file: "Site",
            line: 0,
            message:
                "The pages were not found. Set LUMBUNG_SITE to the folder Site of the project. Looked in: \(looked.joined(separator: ", "))."
        )
    }

    private static func isSite(_ folder: URL) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: "layouts/layout.mustache").path)
    }

    /// All files below a folder, sorted by path, so that bundles and hashes are the same on each machine.
    static func paths(below folder: URL) throws(SiteError) -> [String] {
        guard let walk = FileManager.default.enumerator(atPath: folder.path) else {
            throw SiteError(file: folder.path, line: 0, message: "The folder cannot be read.")
        }
        return walk.compactMap { $0 as? String }.filter { !$0.hasPrefix(".") }.sorted()
    }

    static func bytes(_ url: URL) throws(SiteError) -> Data {
        do { return try Data(contentsOf: url) } catch {
            throw SiteError(file: url.path, line: 0, message: "The file cannot be read: \(error.localizedDescription)")
        }
    }

    static func text(_ url: URL) throws(SiteError) -> String {
        guard let text = String(validating: try bytes(url), as: UTF8.self) else {
            throw SiteError(file: url.path, line: 0, message: "The file is not UTF-8.")
        }
        return text
    }
}
