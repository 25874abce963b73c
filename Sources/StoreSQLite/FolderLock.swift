import FoundationEssentials
import Glibc
import Store
import Synchronization

/// The lock on a government's folder, held while this process serves it.
///
/// `flock` on the file `lock`, so that it ends with the process however that ends. The file says which process holds it.
final class FolderLock: Sendable {
    private let path: String
    private let descriptor: Mutex<Int32?>

    /// Makes the folder if need be.
    ///
    /// Throws `StoreFault.folderInUse` where another process holds it.
    init(folder: String) throws {
        path = folder + "/lock"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw StoreFault.io("\(folder): \(error)")
        }
        // Programs that the node starts must not inherit the lock.
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Self.fault(path) }
        guard Self.locks(file) else {
            let code = errno
            let holder = Self.holder(of: file)
            Glibc.close(file)
            if code == EWOULDBLOCK { throw StoreFault.folderInUse(path: folder, process: holder) }
            errno = code
            throw Self.fault(path)
        }
        descriptor = Mutex(file)
        let text = "process \(getpid())\n"
        guard ftruncate(file, 0) == 0, pwrite(file, text, text.utf8.count, 0) == text.utf8.count else {
            let fault = Self.fault(path)
            release()
            throw fault
        }
    }

    deinit { release() }

    /// Tries for a moment: a program that the node is just starting holds a copy of a lock given back until it runs.
    private static func locks(_ file: Int32) -> Bool {
        for attempt in 0..<Limits.lockAttempts {
            if flock(file, LOCK_EX | LOCK_NB) == 0 { return true }
            guard errno == EWOULDBLOCK, holder(of: file) == "process \(getpid())", attempt + 1 < Limits.lockAttempts
            else { return false }
            usleep(Limits.lockPauseMicroseconds)
        }
        return false
    }

    /// Throws `StoreFault.leaseLost` unless the file at the path is still the one that we locked.
    func check() throws {
        try descriptor.withLock { file in
            var (ours, theirs) = (stat(), stat())
            guard let file, fstat(file, &ours) == 0, stat(path, &theirs) == 0, ours.st_ino == theirs.st_ino,
                ours.st_dev == theirs.st_dev
            else { throw StoreFault.leaseLost(path: path) }
        }
    }

    func release() {
        descriptor.withLock { file in
            if let held = file { Glibc.close(held) }
            file = nil
        }
    }

    private static func holder(of file: Int32) -> String? {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = pread(file, &bytes, bytes.count, 0)
        guard count > 1 else { return nil }
        return String(decoding: bytes.prefix(count - 1), as: UTF8.self)
    }

    private static func fault(_ path: String) -> StoreFault {
        errno == ENOSPC ? .diskFull : .io("\(path): \(String(cString: strerror(errno)))")
    }
}
