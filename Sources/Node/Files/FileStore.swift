package import Civic
import Definition
import Engine
import Foundation
import Ledger
import Store

/// Photos of a government: stripped of metadata, encrypted under their case's key, named by the hash of the ciphertext,
/// synced to disk before anything names them (DESIGN §6); and the drafts that they first belong to.
package final class FileStore: Sendable {
    let book: Book
    let photos: Photos
    let crew: Crew
    private let mark: Mark
    let folder: String

    init(_ book: Book, mark: Mark, crew: Crew) throws {
        self.book = book
        self.mark = mark
        self.crew = crew
        photos = Photos(outside: book.outside)
        folder = book.folder + "/files"
        try Disk.makeFolder(folder)
        // What a crash left half received belongs to nobody.
        let incoming = folder + "/masuk"
        for name in Disk.names(in: incoming) { try Disk.remove("\(incoming)/\(name)") }
        try Disk.makeFolder(incoming)
    }

    // MARK: Drafts

    /// Begins a draft: its case id and the case's key exist from now on.
    package func newDraft(_ app: AppID, visit: Visit) async throws -> Draft {
        let id = DraftID(book.outside.token(bytes: 16))
        let caseID = book.outside.newCaseID()
        let visitMark = mark.text("draft", visit.id)
        let receipt = try await book.submit(
            Work(stream: "draft") { turn in
                let key = try turn.boxKey(stream: CaseEvent.stream(caseID))
                let answers = self.vault(key).seal(JSON.object([:]).canonical, place: "draft/" + id.text)
                try turn.run(
                    DraftTable.insert,
                    [
                        "id": .text(id.text), "case_id": .text(caseID.text), "app": .text(app.text),
                        "visit": .text(visitMark), "answers": .blob(answers), "changed": .moment(turn.now),
                        "expires": .moment(turn.now + .days(Limits.draftDays)),
                    ]
                )
                return .null
            }
        )
        return Draft(
            id: id,
            caseID: caseID,
            app: app,
            answers: [:],
            files: [],
            changed: receipt.recorded,
            expires: receipt.recorded + .days(Limits.draftDays)
        )
    }

    /// The draft, if this browser began it and it is not sent or expired.
    package func draft(_ id: DraftID, visit: Visit) throws -> Draft? {
        try draft(id) { Mark.equal($0, self.mark.text("draft", visit.id)) }
    }

    /// A draft that its browser has just shown: the page checked whose it is.
    ///
    /// Throws when it is sent or expired.
    func ownDraft(_ id: DraftID) throws -> Draft {
        guard let draft = try draft(id, isTheirs: { _ in true }) else { throw Refusal.unknownDraft }
        return draft
    }

    private func draft(_ id: DraftID, isTheirs: (String) -> Bool) throws -> Draft? {
        guard let row = try book.database.read({ try $0.row(DraftTable.byID, ["id": .text(id.text)]) }),
            isTheirs(try row.text("visit")), try row.moment("expires") > book.outside.now()
        else { return nil }
        let caseID = try CaseID(try row.text("case_id"))
        guard let key = try caseKey(caseID) else { return nil }
        let plain = try vault(key).open(try row.blob("answers"), place: "draft/" + id.text)
        var answers: [FieldID: JSON] = [:]
        for (name, value) in try JSON(parsing: plain).object ?? [:] { answers[try FieldID(name)] = value }
        return Draft(
            id: id,
            caseID: caseID,
            app: try AppID(try row.text("app")),
            answers: answers,
            files: try files(of: caseID),
            changed: try row.moment("changed"),
            expires: try row.moment("expires")
        )
    }

    /// Keeps what has been typed so far, checked or not.
    package func save(_ answers: [FieldID: JSON], in id: DraftID, visit: Visit) async throws {
        guard let draft = try draft(id, visit: visit), let key = try caseKey(draft.caseID) else {
            throw Refusal.unknownDraft
        }
        let plain = JSON.object(Dictionary(uniqueKeysWithValues: answers.map { ($0.key.text, $0.value) })).canonical
        guard plain.count <= Limits.draftBytesMax else { throw Refusal.draftTooBig(bytesMax: Limits.draftBytesMax) }
        let sealed = vault(key).seal(plain, place: "draft/" + id.text)
        _ = try await book.submit(
            Work(stream: "draft") { turn in
                try turn.run(
                    DraftTable.save,
                    ["answers": .blob(sealed), "changed": .moment(turn.now), "id": .text(id.text)]
                )
                return .null
            }
        )
    }

    // MARK: Uploads

    /// Begins to receive one file; bytes follow, piece by piece.
    package func begin(
        _ owner: FileOwner,
        field: FieldID,
        fileName: String,
        declaredType: String?
    ) throws -> Upload {
        let caseID = try caseID(of: owner)
        guard try files(of: caseID).count < Limits.uploadsPerDraftMax else {
            throw Refusal.tooManyFiles(max: Limits.uploadsPerDraftMax)
        }
        return Upload(
            self,
            caseID: caseID,
            field: field,
            fileName: fileName,
            declaredType: declaredType,
            path: "\(folder)/masuk/\(book.outside.token(bytes: 16))"
        )
    }

    private func caseID(of owner: FileOwner) throws -> CaseID {
        switch owner {
        case .aCase(let id): return id
        case .draft(let id, let visit):
            guard let draft = try draft(id, visit: visit) else { throw Refusal.unknownDraft }
            return draft.caseID
        }
    }

    /// Makes the photo, encrypts it, syncs it, and then lets a row name it.
    func keep(_ upload: Upload) async throws -> StoredFile {
        guard let key = try caseKey(upload.caseID) else { throw Refusal.unknownDraft }
        let photos = photos
        let stored = try await crew.run {
            defer { try? Disk.remove(upload.path) }
            let made = try photos.make(
                of: upload.path,
                fileName: upload.fileName,
                declaredType: upload.declaredType
            )
            return try self.write(made, of: upload, key)
        }
        _ = try await book.submit(
            Work(stream: CaseEvent.stream(upload.caseID)) { turn in
                try turn.run(
                    UploadTable.insert,
                    [
                        "case_id": .text(upload.caseID.text), "name": .text(stored.name),
                        "field": .text(stored.field.text),
                        "bytes": .int(stored.bytes), "width": .int(stored.width), "height": .int(stored.height),
                        "made": .moment(turn.now),
                    ]
                )
                return .null
            }
        )
        return stored
    }

    private func write(_ made: Photos.Made, of upload: Upload, _ key: BoxKey) throws -> StoredFile {
        let sealed = vault(key).seal(made.photo, place: "file/" + upload.caseID.text)
        let name = sha256(sealed).hex
        let thumbnail = vault(key).seal(made.thumbnail, place: "thumbnail/\(name)")
        try Disk.makeFolder("\(folder)/\(name.prefix(2))")
        try Disk.write(sealed, to: path(name), mode: 0o600)
        try Disk.write(thumbnail, to: path(name) + ".kecil", mode: 0o600)
        return StoredFile(
            name: name,
            field: upload.field,
            bytes: made.photo.count,
            width: made.width,
            height: made.height
        )
    }

    /// Takes a file out of a draft again.
    package func drop(_ name: String, from id: DraftID, visit: Visit) async throws {
        guard let draft = try draft(id, visit: visit), draft.files.contains(where: { $0.name == name }) else {
            throw Refusal.unknownFile
        }
        try await remove(name, of: draft.caseID)
    }

    private func remove(_ name: String, of caseID: CaseID) async throws {
        let receipt = try await book.submit(
            Work(stream: CaseEvent.stream(caseID)) { turn in
                let gone = try turn.run(
                    UploadTable.delete,
                    ["case_id": .text(caseID.text), "name": .text(name)]
                )
                return .int(Int64(gone))
            }
        )
        guard receipt.answer.int == 1 else { return }
        try Disk.remove(path(name))
        try Disk.remove(path(name) + ".kecil")
    }

    // MARK: Reading

    /// The files of a case or a draft, sent or not.
    package func files(of caseID: CaseID) throws -> [StoredFile] {
        try book.database.read { connection in
            try connection.rows(UploadTable.ofCase, ["case_id": .text(caseID.text)]).map { row in
                StoredFile(
                    name: try row.text("name"),
                    field: try FieldID(try row.text("field")),
                    bytes: Int(try row.int("bytes")),
                    width: Int(try row.int("width")),
                    height: Int(try row.int("height"))
                )
            }
        }
    }

    /// The photo or its thumbnail; nil where there is none or its key was destroyed.
    ///
    /// A photo of another case does not open.
    package func read(_ name: String, thumbnail: Bool, of caseID: CaseID) throws -> StoredPhoto? {
        guard Digest(hex: name) != nil, let key = try caseKey(caseID),
            let sealed = Disk.readIfThere(path(name) + (thumbnail ? ".kecil" : ""))
        else { return nil }
        let place = thumbnail ? "thumbnail/\(name)" : "file/" + caseID.text
        return StoredPhoto(type: "image/jpeg", bytes: try vault(key).open(sealed, place: place))
    }

    func path(_ name: String) -> String { "\(folder)/\(name.prefix(2))/\(name)" }

    private func caseKey(_ id: CaseID) throws -> BoxKey? {
        try book.keys.keys(of: CaseEvent.stream(id)).first { $0.owner == .theCase }?.key
    }

    func vault(_ key: BoxKey) -> Vault { Vault(key.bytes, random: book.outside.random) }

    // MARK: Housekeeping

    /// Forgets drafts and uploads that nobody sent.
    ///
    /// A draft's key goes with it.
    func sweep() async throws {
        let now = book.outside.now()
        let expired = try book.database.read { try $0.rows(DraftTable.expired, ["now": .moment(now)]) }
        for row in expired {
            let caseID = try CaseID(try row.text("case_id"))
            for file in try files(of: caseID) { try await remove(file.name, of: caseID) }
            let id = try row.text("id")
            _ = try await book.submit(
                Work(stream: "draft") { turn in
                    try turn.run(DraftTable.delete, ["id": .text(id)])
                    guard try turn.state(caseID) == nil else { return .null }
                    _ = try self.book.keys.erase(stream: CaseEvent.stream(caseID), owner: nil)
                    return .null
                }
            )
        }
        let before = now - .days(Limits.draftDays)
        let unsent = try book.database.read { try $0.rows(UploadTable.unsent, ["before": .moment(before)]) }
        for row in unsent { try await remove(try row.text("name"), of: try CaseID(try row.text("case_id"))) }
    }
}
