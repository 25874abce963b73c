package import Civic
import Definition
import Synchronization

/// Files that arrive piece by piece, so that a cut line costs one piece and not the whole file.
///
/// They live as long as the process: after a restart the browser begins again.
package final class PartialUploads: Sendable {
    /// One that is on its way in.
    package final class Piecewise: Sendable {
        package let upload: Upload
        /// Bytes that it will have.
        package let length: Int
        let begun: Moment
        private let isBusy = Mutex(false)

        init(_ upload: Upload, length: Int, begun: Moment) {
            self.upload = upload
            self.length = length
            self.begun = begun
        }

        /// Bytes that are here.
        package var offset: Int { upload.offset }
        package var isWhole: Bool { upload.offset == length }

        /// One request at a time writes; a second is told to ask again where to go on.
        package func claim() throws {
            let isMine = isBusy.withLock { busy in
                defer { busy = true }
                return !busy
            }
            guard isMine else { throw Refusal.uploadBusy }
        }

        package func release() { isBusy.withLock { $0 = false } }
    }

    private let open = Mutex<[String: Piecewise]>([:])

    /// Opens a place for so many bytes; its name is known to who began it alone.
    func begin(_ upload: Upload, length: Int, name: String, now: Moment) throws {
        guard length > 0 else { throw Refusal.fileNotTaken(documents: true, photos: true) }
        guard length <= upload.rule.bytesMax else { throw Refusal.fileTooBig(bytesMax: upload.rule.bytesMax) }
        let piecewise = Piecewise(upload, length: length, begun: now)
        let fits = open.withLock { open in
            guard open.count < Limits.partialUploadsMax else { return false }
            open[name] = piecewise
            return true
        }
        guard fits else { throw Fault.busy(retryAfterSeconds: Limits.busyRetrySeconds) }
    }

    package func find(_ name: String, of caseID: CaseID, field: FieldID) throws -> Piecewise {
        guard let found = open.withLock({ $0[name] }), found.upload.caseID == caseID, found.upload.field == field else {
            throw Refusal.unknownFile
        }
        return found
    }

    package func close(_ name: String) { open.withLock { $0[name] = nil } }

    /// Forgets what nobody went on with.
    func sweep(now: Moment) throws {
        let old = open.withLock { open in
            let old = open.filter { now - $0.value.begun > .hours(Limits.partialUploadHours) }
            for name in old.keys { open[name] = nil }
            return old.values.map(\.upload)
        }
        for upload in old { try upload.abandon() }
    }
}
