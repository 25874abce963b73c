package import Civic
import Definition
import Foundation

/// One file on its way in: bytes go to a file of their own, the limit is checked at every piece, and only `finish` makes
/// of it what is kept.
///
/// One request owns it.
package final class Upload: Sendable {
    package let caseID: CaseID
    package let field: FieldID
    let rule: FileRule
    let fileName: String
    let declaredType: String?
    let path: String
    private let store: FileStore
    private let received = Received()

    init(
        _ store: FileStore,
        caseID: CaseID,
        field: FieldID,
        rule: FileRule,
        fileName: String,
        declaredType: String?,
        path: String
    ) {
        self.store = store
        self.caseID = caseID
        self.field = field
        self.rule = rule
        self.fileName = fileName
        self.declaredType = declaredType
        self.path = path
    }

    /// Takes the next piece.
    ///
    /// Throws `Refusal.fileTooBig` at the first byte too many; what was received is gone then.
    package func write(_ bytes: some Sequence<UInt8>) throws {
        let piece = Array(bytes)
        guard received.add(piece.count) <= rule.bytesMax else {
            try abandon()
            throw Refusal.fileTooBig(bytesMax: rule.bytesMax)
        }
        try Disk.append(piece, to: path)
    }

    /// Nothing was received: the form's field was left empty.
    package var isEmpty: Bool { received.count == 0 }

    /// Bytes that are here.
    package var offset: Int { received.count }

    /// The file, stripped, encrypted and durable.
    ///
    /// Throws a `Refusal` that says what is wrong with the file.
    package func finish() async throws -> StoredFile {
        guard !isEmpty else {
            throw rule.kinds.contains(.document)
                ? Refusal.fileNotTaken(documents: true, photos: rule.kinds.contains(.image)) : Refusal.fileNotAPhoto
        }
        return try await store.keep(self)
    }

    /// Forgets what was received.
    package func abandon() throws { try Disk.remove(path) }
}
