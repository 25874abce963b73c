import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Files that are wholly there or not at all: written beside, synced, renamed, the folder synced.
enum Disk {
    static func makeFolder(_ path: String, mode: Int = 0o700) throws(Fault) {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: mode]
            )
        } catch {
            throw .unusable("The folder \(path) can't be made: \(error.localizedDescription)")
        }
    }

    /// Names of the folders in a folder, sorted; none when it does not exist.
    static func folders(in path: String) -> [String] {
        names(in: path).filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
                && isFolder.boolValue
        }
    }

    /// Everything in a folder, sorted; nothing when it does not exist.
    static func names(in path: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    static func read(_ path: String) throws(Fault) -> [UInt8] {
        guard let content = FileManager.default.contents(atPath: path) else {
            throw .unusable("The file \(path) can't be read. Check that it is there and who owns it.")
        }
        return Array(content)
    }

    /// The file's bytes, or nil where there is none.
    static func readIfThere(_ path: String) -> [UInt8]? {
        FileManager.default.contents(atPath: path).map { Array($0) }
    }

    /// Durable when it returns: file and folder are synced.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o640) throws(Fault) {
        let beside = path + ".baru"
        try writeAndSync(bytes, to: beside, mode: mode)
        guard rename(beside, path) == 0 else { throw failure("rename \(path)") }
        try syncFolder((path as NSString).deletingLastPathComponent)
    }

    private static func writeAndSync(_ bytes: [UInt8], to path: String, mode: mode_t) throws(Fault) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard file >= 0 else { throw failure("open \(path)") }
        defer { close(file) }
        var done = 0
        while done < bytes.count {
            let wrote = bytes.withUnsafeBytes { buffer in
                // Inside the array's bounds: `done` is below its count.
                buffer.baseAddress.map { Glibc.write(file, $0 + done, bytes.count - done) } ?? -1
            }
            if wrote < 0 {
                if errno == EINTR { continue }
                throw failure("write \(path)")
            }
            done += wrote
        }
        guard fsync(file) == 0 else { throw failure("sync \(path)") }
    }

    static func append(_ bytes: [UInt8], to path: String) throws(Fault) {
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure("open \(path)") }
        defer { close(file) }
        var done = 0
        while done < bytes.count {
            let wrote = bytes.withUnsafeBytes { buffer in
                buffer.baseAddress.map { Glibc.write(file, $0 + done, bytes.count - done) } ?? -1
            }
            if wrote < 0 {
                if errno == EINTR { continue }
                throw failure("write \(path)")
            }
            done += wrote
        }
    }

    static func syncFolder(_ path: String) throws(Fault) {
        let folder = open(path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw failure("open \(path)") }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure("sync \(path)") }
    }

    /// Gone when it returns; a file that was not there is fine.
    static func remove(_ path: String) throws(Fault) {
        guard unlink(path) == 0 || errno == ENOENT else { throw failure("remove \(path)") }
    }

    private static func failure(_ what: String) -> Fault {
        let code = errno
        if code == ENOSPC || code == EDQUOT { return .diskFull }
        return .notStored("\(what): \(String(cString: strerror(code)))")
    }
}
