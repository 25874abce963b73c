package import Civic
import Engine
import Foundation
package import Ledger
import Store

/// A photo that has gone through the safe way of every upload once, and may be laid into many cases: a demo's past.
package struct ReadyPhoto: Sendable {
    let made: Photos.Made
}

extension FileStore {
    /// Makes a photo of bytes the way an upload is made one; throws what an upload throws.
    package func ready(_ bytes: [UInt8], fileName: String) async throws -> ReadyPhoto {
        let path = "\(folder)/masuk/\(book.outside.token(bytes: 16))"
        let photos = intake.photos
        return try await crew.run {
            defer { try? Disk.remove(path) }
            try Disk.append(bytes, to: path)
            return ReadyPhoto(made: try photos.make(of: path, fileName: fileName, declaredType: nil))
        }
    }

    /// Lays a photo into a case: encrypted under the case's own key, so every case has its own file.
    ///
    /// Not synced one by one: who lays thousands syncs the disk once, before saying that the work is done.
    package func lay(_ photo: ReadyPhoto, field: FieldID, into caseID: CaseID, key: BoxKey) throws -> StoredFile {
        let vault = vault(key)
        let sealed = vault.seal(photo.made.photo, place: "file/" + caseID.text)
        let name = sha256(sealed).hex
        let place = path(name)
        try Disk.makeFolder("\(folder)/\(name.prefix(2))")
        try Disk.lay(sealed, at: place)
        try Disk.lay(vault.seal(photo.made.thumbnail, place: "thumbnail/\(name)"), at: place + ".kecil")
        return StoredFile(
            name: name,
            field: field,
            bytes: photo.made.photo.count,
            width: photo.made.width,
            height: photo.made.height
        )
    }

    /// Lets a command of this turn name the file.
    package func allow(_ file: StoredFile, of caseID: CaseID, in turn: WriteTurn) throws {
        try turn.run(UploadTable.insert, row(file, of: caseID, nil, made: turn.now))
    }

    /// Makes the key of a case that will start, so that its photos can be laid before it does.
    package func keyForNewCases(_ ids: [CaseID]) throws -> [CaseID: BoxKey] {
        var keys: [CaseID: BoxKey] = [:]
        var stored: [StoredKey] = []
        let now = book.outside.now()
        for id in ids {
            let key = BoxKey(id: hexText(book.outside.random(16)), bytes: book.outside.random(32))
            keys[id] = key
            stored.append(StoredKey(key: key, stream: CaseEvent.stream(id), owner: .theCase, made: now))
        }
        try book.keys.put(stored)
        return keys
    }
}

extension Disk {
    /// Writes a new file without waiting for the disk.
    static func lay(_ bytes: [UInt8], at path: String) throws(Fault) {
        guard
            FileManager.default.createFile(atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        else { throw .notStored("\(path) can't be written") }
    }
}
