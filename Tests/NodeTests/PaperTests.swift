import Civic
import Definition
import Engine
import Foundation
import Node
import Store
import Testing

@Suite struct PaperTests {
    private let rule = FileRule(kinds: [.document], bytesMax: 1_024 * 1_024)
    private let either = FileRule(kinds: [.document, .image], bytesMax: 1_024 * 1_024)

    @Test func `a PDF loses its metadata, keeps its name and pages, and opens as a download of its own case`()
        async throws
    {
        let city = try await City()
        let files = city.tangerang.files
        let report = try await city.start()
        let pdf = Paper.pdf(info: "/Author (Warga Contoh) /Producer (Rahasia)")
        let file = try await city.send(pdf, named: "C:\\Berkas\\Denah \"rumah\".pdf", rule: rule, to: report.id)
        #expect(file.pages == 1 && file.title == "Denah rumah.pdf" && file.isPaper)
        #expect(file.scan == "unscanned")
        #expect(try files.files(of: report.id) == [file])
        let stored = try #require(try files.read(file.name, thumbnail: false, of: report.id))
        #expect(stored.type == "application/pdf" && stored.title == "Denah rumah.pdf")
        #expect(stored.bytes.contains("%PDF-") && !stored.bytes.contains("Warga Contoh"))
        #expect(try files.read(file.name, thumbnail: true, of: report.id) == nil)
        let other = try await city.start()
        #expect(throws: Fault.self) { try files.read(file.name, thumbnail: false, of: other.id) == nil }
        let path = "\(city.folder)/36.71/files/\(file.name.prefix(2))/\(file.name)"
        #expect(!Array(try Data(contentsOf: URL(filePath: path))).contains("%PDF"))
    }

    @Test func `a PDF that nobody should open is refused with its own sentence`() async throws {
        let city = try await City()
        let report = try await city.start()
        let cases: [(bytes: [UInt8], name: String, refusal: Refusal)] = [
            (
                Paper.pdf(catalogue: "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"), "a.pdf",
                .paper("active")
            ),
            (Paper.pdf(catalogue: "/Names << /EmbeddedFiles << /Names [] >> >>"), "b.pdf", .paper("attachments")),
            (Array("%PDF-1.7\nnothing of a document".utf8), "c.pdf", .paper("broken")),
            (Paper.bomb, "d.pdf", .paper("unpacks")),
            (Array("PK\u{3}\u{4}zip".utf8), "e.pdf", .fileNotWhatItSays(says: "PDF", is: "ZIP")),
            (Array("MZ program".utf8), "f", .fileNotTaken(documents: true, photos: false)),
            (Paper.pdf(), "g.jpg", .fileNotWhatItSays(says: "image/jpeg", is: "PDF")),
            (try Picture.png(), "h.png", .fileNotTaken(documents: true, photos: false)),
            ([], "i.pdf", .fileNotTaken(documents: true, photos: false)),
        ]
        for (bytes, name, refusal) in cases {
            await #expect(throws: refusal, "\(name)") {
                try await city.send(bytes, named: name, rule: rule, to: report.id)
            }
            #expect(refusal.message(.id).count > 20 && refusal.message(.en) != refusal.message(.id))
        }
        await #expect(throws: Refusal.fileTooBig(bytesMax: 1_024 * 1_024)) {
            try await city.send(
                [UInt8](repeating: 65, count: 1_024 * 1_024 + 1),
                named: "j.pdf",
                rule: rule,
                to: report.id
            )
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(city.folder)/36.71/files/masuk").isEmpty)
        #expect(try city.tangerang.files.files(of: report.id).isEmpty)
    }

    @Test func `where both are taken, a photo is made one and anything else is told what to send`() async throws {
        let city = try await City()
        let report = try await city.start()
        let photo = try await city.send(try Picture.jpeg(), named: "ktp.jpg", rule: either, to: report.id)
        #expect(!photo.isPaper && photo.width == 640)
        await #expect(throws: Refusal.fileNotTaken(documents: true, photos: true)) {
            try await city.send(Array("catatan".utf8), named: "catatan.txt", rule: either, to: report.id)
        }
    }

    @Test func `a virus is refused, and a file waits unopened while the scanner is away`() async throws {
        let answers = Scan()
        let live = Outside.live()
        let city = try await City(run: { program in
            guard program.name == "clamdscan" else { return try live.run(program) }
            return ProgramOutcome(status: answers.status(of: program.arguments.last ?? ""), output: [], complaint: "")
        })
        let files = city.tangerang.files
        let report = try await city.start()
        let eicar = "X5O!P%@AP[4\\\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
        await #expect(throws: Refusal.fileInfected) {
            try await city.send(Paper.pdf(info: "/Title (\(eicar))"), named: "a.pdf", rule: rule, to: report.id)
        }
        #expect(try await city.send(Paper.pdf(), named: "b.pdf", rule: rule, to: report.id).scan == "clean")
        answers.isAway = true
        let waiting = try await city.send(Paper.pdf(), named: "c.pdf", rule: rule, to: report.id)
        #expect(waiting.scan == "waiting")
        #expect(throws: Refusal.fileBeingChecked) { try files.read(waiting.name, thumbnail: false, of: report.id) }
        try await city.tangerang.sweep()
        #expect(throws: Refusal.fileBeingChecked) { try files.read(waiting.name, thumbnail: false, of: report.id) }
        answers.isAway = false
        try await city.tangerang.sweep()
        #expect(try files.read(waiting.name, thumbnail: false, of: report.id)?.type == "application/pdf")
    }

    @Test func `pieces of a file make the file, and a gap says where to go on`() async throws {
        let city = try await City()
        let files = city.tangerang.files
        let report = try await city.start()
        let pdf = Paper.pdf()
        let name = try files.beginPieces(
            .aCase(report.id),
            rule: rule,
            field: "photos",
            fileName: "denah.pdf",
            declaredType: nil,
            length: pdf.count
        )
        let piecewise = try files.partial.find(name, of: report.id, field: "photos")
        try piecewise.claim()
        #expect(throws: Refusal.uploadBusy) { try piecewise.claim() }
        piecewise.release()
        try piecewise.upload.write(pdf[..<100])
        #expect(try files.partial.find(name, of: report.id, field: "photos").offset == 100)
        try piecewise.upload.write(pdf[100...])
        #expect(piecewise.isWhole)
        #expect(try await piecewise.upload.finish().pages == 1)
        let other = try await city.start()
        #expect(throws: Refusal.unknownFile) { try files.partial.find(name, of: other.id, field: "photos") }
        #expect(throws: Refusal.fileTooBig(bytesMax: rule.bytesMax)) {
            try files.beginPieces(
                .aCase(report.id),
                rule: rule,
                field: "photos",
                fileName: "x.pdf",
                declaredType: nil,
                length: rule.bytesMax + 1
            )
        }
    }

    /// A scanner that finds the word that every scanner finds, while it is there.
    private final class Scan: @unchecked Sendable {
        // One test task at a time changes it.
        var isAway = false
        func status(of path: String) -> Int32 {
            if isAway { return 2 }
            return FileManager.default.contents(atPath: path).map { Array($0).contains("EICAR") } ?? false ? 1 : 0
        }
    }
}

/// Small PDFs, written by hand.
enum Paper {
    static func pdf(
        catalogue: String = "",
        info: String = "/Title (x)",
        stream: [UInt8] = Array("BT ET".utf8),
        filter: String = ""
    )
        -> [UInt8]
    {
        var bytes = Array("%PDF-1.4\n".utf8)
        var places: [Int] = []
        func add(_ text: String) { bytes += Array(text.utf8) }
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R \(catalogue) >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>",
        ]
        for (number, object) in objects.enumerated() {
            places.append(bytes.count)
            add("\(number + 1) 0 obj\n\(object)\nendobj\n")
        }
        places.append(bytes.count)
        add("4 0 obj\n<< /Length \(stream.count) \(filter) >>\nstream\n")
        bytes += stream
        add("\nendstream\nendobj\n")
        places.append(bytes.count)
        add("5 0 obj\n<< \(info) >>\nendobj\n")
        let table = bytes.count
        add("xref\n0 6\n0000000000 65535 f \n")
        for place in places { add(String(repeating: "0", count: 10 - "\(place)".count) + "\(place) 00000 n \n") }
        add("trailer\n<< /Size 6 /Root 1 0 R /Info 5 0 R >>\nstartxref\n\(table)\n%%EOF\n")
        return bytes
    }

    /// A few kilobytes that open to 400 MB, deflated twice.
    static var bomb: [UInt8] {
        let outcome = try? Outside.live().run(
            Program(
                "python3",
                [
                    "-c",
                    "import sys, zlib; sys.stdout.write(zlib.compress(zlib.compress(bytes(400_000_000), 9), 9).hex())",
                ],
                secondsMax: 60
            )
        )
        let hex = outcome?.output ?? []
        let bytes = stride(from: 0, to: hex.count - 1, by: 2).compactMap {
            UInt8(String(decoding: hex[$0..<($0 + 2)], as: UTF8.self), radix: 16)
        }
        return pdf(stream: bytes, filter: "/Filter [/FlateDecode /FlateDecode]")
    }
}

extension City {
    @discardableResult
    func send(_ bytes: [UInt8], named name: String, rule: FileRule, to id: CaseID) async throws -> StoredFile {
        let upload = try tangerang.files.begin(
            .aCase(id),
            rule: rule,
            field: "photos",
            fileName: name,
            declaredType: nil
        )
        for start in stride(from: 0, to: bytes.count, by: 65_536) {
            try upload.write(bytes[start..<min(bytes.count, start + 65_536)])
        }
        return try await upload.finish()
    }
}
