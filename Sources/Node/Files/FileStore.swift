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
    let intake: FileIntake
    let crew: Crew
    package let partial = PartialUploads()
    let mark: Mark
    let folder: String

    init(_ book: Book, mark: Mark, crew: Crew) throws {
        self.book = book
        self.mark = mark
        self.crew = crew
        intake = FileIntake(outside: book.outside)
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
        rule: FileRule = .photos,
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
            rule: rule,
            fileName: fileName,
            declaredType: declaredType,
            path: "\(folder)/masuk/\(book.outside.token(bytes: 16))"
        )
    }

    /// Begins to receive one file piece by piece; gives the name under which the pieces come.
    package func beginPieces(
        _ owner: FileOwner,
        rule: FileRule,
        field: FieldID,
        fileName: String,
        declaredType: String?,
        length: Int
    ) throws -> String {
        let upload = try begin(owner, rule: rule, field: field, fileName: fileName, declaredType: declaredType)
        let name = book.outside.token(bytes: 16)
        try partial.begin(upload, length: length, name: name, now: book.outside.now())
        return name
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
        let intake = intake
        let stored = try await crew.run {
            defer { try? Disk.remove(upload.path) }
            return try self.write(intake.make(of: upload), of: upload, key)
        }
        _ = try await book.submit(
            Work(stream: CaseEvent.stream(upload.caseID)) { turn in
                try turn.run(UploadTable.insert, self.row(stored, of: upload.caseID, key, made: turn.now))
                return .null
            }
        )
        return stored
    }

    private func write(_ made: FileIntake.Made, of upload: Upload, _ key: BoxKey) throws -> StoredFile {
        switch made {
        case .photo(let photo): return try write(photo, of: upload, key)
        case .paper(let bytes, let pages, let verdict):
            let sealed = vault(key).seal(bytes, place: "file/" + upload.caseID.text)
            let name = sha256(sealed).hex
            try Disk.makeFolder("\(folder)/\(name.prefix(2))")
            try Disk.write(sealed, to: path(name), mode: 0o600)
            return StoredFile(
                name: name,
                field: upload.field,
                bytes: bytes.count,
                width: 0,
                height: 0,
                type: StoredFile.paperType,
                title: Self.title(upload.fileName),
                pages: pages,
                scan: verdict.rawValue
            )
        }
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

    func remove(_ name: String, of caseID: CaseID) async throws {
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
        let rows = try book.database.read { try $0.rows(UploadTable.ofCase, ["case_id": .text(caseID.text)]) }
        guard !rows.isEmpty else { return [] }
        let key = try caseKey(caseID)
        return try rows.map { try file($0, key) }
    }

    /// The file or a photo's thumbnail; nil where there is none or its key was destroyed.
    ///
    /// A file of another case does not open; one that the scanner has not looked at yet, or found a virus in, opens for nobody.
    package func read(_ name: String, thumbnail: Bool, of caseID: CaseID) throws -> StoredPhoto? {
        guard Digest(hex: name) != nil, let key = try caseKey(caseID),
            let sealed = Disk.readIfThere(path(name) + (thumbnail ? ".kecil" : ""))
        else { return nil }
        let place = thumbnail ? "thumbnail/\(name)" : "file/" + caseID.text
        let bytes = try vault(key).open(sealed, place: place)
        guard bytes.starts(with: Array("%PDF-".utf8)) else {
            return StoredPhoto(type: StoredFile.photoType, bytes: bytes, title: nil)
        }
        guard let known = try files(of: caseID).first(where: { $0.name == name }) else { return nil }
        switch Scanner.Verdict(rawValue: known.scan) {
        case .clean?, .unscanned?, nil: break
        case .waiting?: throw Refusal.fileBeingChecked
        case .infected?: throw Refusal.fileInfected
        }
        return StoredPhoto(type: StoredFile.paperType, bytes: bytes, title: known.title)
    }

    func path(_ name: String) -> String { "\(folder)/\(name.prefix(2))/\(name)" }

    func caseKey(_ id: CaseID) throws -> BoxKey? {
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
        try partial.sweep(now: now)
        try await rescan()
        let before = now - .days(Limits.draftDays)
        let unsent = try book.database.read { try $0.rows(UploadTable.unsent, ["before": .moment(before)]) }
        for row in unsent { try await remove(try row.text("name"), of: try CaseID(try row.text("case_id"))) }
    }
}
