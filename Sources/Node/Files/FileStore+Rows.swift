import Civic
import Definition
import Engine
import Ledger
import Store

/// What a file's row says of it beside its name; what people called it lies sealed under the case's key.
extension FileStore {
    /// The row's values.
    func row(_ file: StoredFile, of caseID: CaseID, _ key: BoxKey?, made: Moment)
        -> KeyValuePairs<String, SQLValue>
    {
        var about: [UInt8]?
        if let key, file.type != StoredFile.photoType {
            let json: JSON = [
                "type": .string(file.type), "title": .string(file.title), "pages": .int(Int64(file.pages)),
            ]
            about = vault(key).seal(json.canonical, place: "about/" + file.name)
        }
        return [
            "case_id": .text(caseID.text), "name": .text(file.name), "field": .text(file.field.text),
            "bytes": .int(file.bytes), "width": .int(file.width), "height": .int(file.height), "made": .moment(made),
            "about": .blob(about), "scan": .text(file.scan),
        ]
    }

    func file(_ row: Row, _ key: BoxKey?) throws -> StoredFile {
        let name = try row.text("name")
        var about: JSON?
        if let key, let sealed = try row.optionalBlob("about") {
            about = try JSON(parsing: vault(key).open(sealed, place: "about/" + name))
        }
        return StoredFile(
            name: name,
            field: try FieldID(try row.text("field")),
            bytes: Int(try row.int("bytes")),
            width: Int(try row.int("width")),
            height: Int(try row.int("height")),
            type: about?["type"]?.string ?? StoredFile.photoType,
            title: about?["title"]?.string ?? "",
            pages: Int(about?["pages"]?.int ?? 0),
            scan: try row.text("scan")
        )
    }

    /// What a file is called from now on: the last part of what its owner called it, without what no name needs.
    static func title(_ fileName: String) -> String {
        let last = fileName.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let clean = (CleanText.clean(last, lines: false) ?? "").filter { !"\"<>|:*?".contains($0) }
        let stem = clean.lowercased().hasSuffix(".pdf") ? String(clean.dropLast(4)) : clean
        let short = stem.prefix(Limits.fileTitleLengthMax)
        return (short.isEmpty ? "dokumen" : short) + ".pdf"
    }

    /// Scans once more what the scanner could not look at when it came: clean ones may be opened from now on, others are gone.
    func rescan() async throws {
        let waiting = try book.database.read { try $0.rows(UploadTable.unscanned, [:]) }
        for row in waiting {
            let caseID = try CaseID(try row.text("case_id"))
            let name = try row.text("name")
            guard let key = try caseKey(caseID), let sealed = Disk.readIfThere(path(name)) else { continue }
            let plain = try vault(key).open(sealed, place: "file/" + caseID.text)
            let scanner = intake.scanner
            let path = "\(folder)/masuk/\(book.outside.token(bytes: 16))"
            let verdict = try await crew.run {
                defer { try? Disk.remove(path) }
                try Disk.append(plain, to: path)
                return try scanner.verdict(on: path)
            }
            guard verdict != .waiting else { return }
            if verdict == .infected { try Disk.remove(self.path(name)) }
            _ = try await book.submit(
                Work(stream: CaseEvent.stream(caseID)) { turn in
                    try turn.run(
                        UploadTable.scanned,
                        ["case_id": .text(caseID.text), "name": .text(name), "scan": .text(verdict.rawValue)]
                    )
                    return .null
                }
            )
        }
    }
}
