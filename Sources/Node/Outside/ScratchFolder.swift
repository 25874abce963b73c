import Foundation

/// A folder of a moment's work that nobody else reads: what a program reads and writes lies in it.
enum ScratchFolder {
    /// Makes one whose name nobody has, and removes it with everything in it when the work is over.
    ///
    /// Throws what the work throws, or a fault where the place for temporary files can't be written.
    static func with<Result>(_ purpose: String, _ work: (URL) throws -> Result) throws -> Result {
        let pattern = FileManager.default.temporaryDirectory.appending(path: "lumbung-\(purpose)-XXXXXX").path
        // Only the system can tell that a name is free and take it in one step; 0700 is its own mode for it.
        var bytes = Array(pattern.utf8CString)
        guard mkdtemp(&bytes) != nil else {
            throw Fault.unusable("No folder for temporary files at \(pattern): \(String(cString: strerror(errno)))")
        }
        let name = String(decoding: bytes.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        let folder = URL(filePath: name, directoryHint: .isDirectory)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try work(folder)
    }
}
