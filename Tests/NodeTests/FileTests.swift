import Civic
import Engine
import Foundation
import Node
import Store
import Testing

@Suite struct FileTests {
    @Test func `a photo loses its metadata, is shrunk, encrypted, and opens for its own case alone`() async throws {
        let city = try await City()
        let files = city.tangerang.files
        let visit = city.tangerang.identity.newVisit()
        let draft = try await files.newDraft("laksa", visit: visit)
        let secret = "GPS-6.17S-106.63E"
        let file = try await city.upload(
            try Picture.jpeg(width: 2_400, height: 1_800, exif: secret),
            named: "rumah.jpg",
            to: .draft(draft.id, visit)
        )
        #expect(file.width == 1_600 && file.height == 1_200)
        let photo = try #require(try files.read(file.name, thumbnail: false, of: draft.caseID))
        #expect(photo.type == "image/jpeg")
        #expect(Array(photo.bytes.prefix(3)) == [0xFF, 0xD8, 0xFF])
        #expect(!photo.bytes.contains(secret))
        #expect(
            try #require(try files.read(file.name, thumbnail: true, of: draft.caseID)).bytes.count < photo.bytes.count
        )
        let path = "\(city.folder)/36.71/files/\(file.name.prefix(2))/\(file.name)"
        let stored = Array(try Data(contentsOf: URL(filePath: path)))
        #expect(sha256(stored).hex == file.name)
        #expect(!stored.contains("JFIF"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(city.folder)/36.71/files/masuk").isEmpty)
        let other = try await city.start()
        #expect(throws: Fault.self) { try files.read(file.name, thumbnail: false, of: other.id) == nil }
        #expect(try files.read("../../ledger.sqlite", thumbnail: false, of: draft.caseID) == nil)
    }

    @Test func `a report sent from a draft has its photos, and a repeat gets the first receipt`() async throws {
        let city = try await City()
        let files = city.tangerang.files
        let visit = city.tangerang.identity.newVisit()
        let draft = try await files.newDraft("laksa", visit: visit)
        let file = try await city.upload(try Picture.jpeg(), named: "a.jpg", to: .draft(draft.id, visit))
        try await files.save(["description": "Jalan berlubang besar"], in: draft.id, visit: visit)
        let kept = try #require(try files.draft(draft.id, visit: visit))
        #expect(kept.answers == ["description": "Jalan berlubang besar"])
        #expect(kept.files == [file])
        #expect(try files.draft(draft.id, visit: city.tangerang.identity.newVisit()) == nil)
        let answers: [FieldID: JSON] = ["category": "road_damage", "photos": .array([.string(file.name)])]
        let key = try city.key("send")
        let report = try await city.start(answers, key: key, draft: draft.id)
        #expect(report.id == draft.caseID)
        let again = try await city.start(answers, key: key, draft: draft.id)
        #expect(again.number == report.number)
        #expect(try files.draft(draft.id, visit: visit) == nil)
        let content = try #require(try city.tangerang.cases.stored(report.number)?.content)
        #expect(content.fields["photos"]?[0]?["file"]?.string == file.name)
        await #expect(throws: Refusal.unknownDraft) { try await city.start(answers, draft: draft.id) }
    }

    @Test func `a photo of somebody else's draft can't be named in a report`() async throws {
        let city = try await City()
        let visit = city.tangerang.identity.newVisit()
        let draft = try await city.tangerang.files.newDraft("laksa", visit: visit)
        let file = try await city.upload(try Picture.jpeg(), named: "a.jpg", to: .draft(draft.id, visit))
        await #expect(throws: Rejection.self) {
            try await city.start(["category": "road_damage", "photos": .array([.string(file.name)])])
        }
    }

    @Test func `a file that is not what it says is refused with a sentence that says so`() async throws {
        let city = try await City()
        let cases: [(bytes: [UInt8], name: String, type: String?, refusal: Refusal)] = [
            (Array("%PDF-1.7 x".utf8), "foto.jpg", "image/jpeg", .fileNotWhatItSays(says: "image/jpeg", is: "PDF")),
            (try Picture.png(), "foto.jpg", nil, .fileNotWhatItSays(says: "image/jpeg", is: "image/png")),
            (Array("<svg onload=alert(1)>".utf8), "a.png", nil, .fileNotWhatItSays(says: "image/png", is: "SVG/XML")),
            (Array("MZ program".utf8), "laporan", nil, .fileNotAPhoto),
            ([], "kosong.jpg", nil, .fileNotAPhoto),
            ([0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3], "rusak.jpg", nil, .fileBroken),
        ]
        for (bytes, name, type, refusal) in cases {
            await #expect(throws: refusal) { try await city.upload(bytes, named: name, type: type) }
            #expect(refusal.message(.id).count > 20 && refusal.message(.en) != refusal.message(.id))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(city.folder)/36.71/files/masuk").isEmpty)
    }

    @Test func `a file beyond fifteen megabytes is refused at the first byte too many`() async throws {
        let city = try await City()
        let report = try await city.start()
        let upload = try city.tangerang.files.begin(
            .aCase(report.id),
            field: "photos",
            fileName: "besar.jpg",
            declaredType: nil
        )
        let piece = [UInt8](repeating: 0xFF, count: 1_024 * 1_024)
        for _ in 0..<15 { try upload.write(piece) }
        #expect(throws: Refusal.fileTooBig(bytesMax: 15 * 1_024 * 1_024)) { try upload.write([0]) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(city.folder)/36.71/files/masuk").isEmpty)
    }

    @Test func `a small file that unpacks to too many pixels is refused before it is decoded`() async throws {
        let city = try await City(run: { program in
            // The header says so; nothing may be decoded after it.
            guard program.name == "vipsheader" else { throw Missing(what: "decoded") }
            return ProgramOutcome(status: 0, output: Array("60000\n".utf8), complaint: "")
        })
        await #expect(throws: Refusal.fileTooManyPixels(max: 60_000_000)) {
            try await city.upload(try Picture.jpeg(), named: "bom.jpg")
        }
    }

    @Test func `a draft that nobody sends is forgotten, with its photos and its key`() async throws {
        let city = try await City()
        let visit = city.tangerang.identity.newVisit()
        let draft = try await city.tangerang.files.newDraft("laksa", visit: visit)
        let file = try await city.upload(try Picture.jpeg(), named: "a.jpg", to: .draft(draft.id, visit))
        city.world.pass(.days(8))
        try await city.tangerang.sweep()
        #expect(try city.tangerang.files.files(of: draft.caseID).isEmpty)
        #expect(try city.tangerang.files.read(file.name, thumbnail: false, of: draft.caseID) == nil)
        #expect(try city.tangerang.book.keys.keys(of: CaseEvent.stream(draft.caseID)).isEmpty)
    }
}

/// Pictures made by libvips for the tests.
enum Picture {
    static func jpeg(width: Int = 640, height: Int = 480, exif: String? = nil) throws -> [UInt8] {
        var bytes = try made("jpg", width, height)
        if let exif {
            // An APP1 segment right behind the start of image, as a camera writes it.
            let content = Array("Exif\0\0".utf8) + Array(exif.utf8)
            let length = content.count + 2
            bytes.insert(contentsOf: [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 0xFF)] + content, at: 2)
        }
        return bytes
    }

    static func png() throws -> [UInt8] { try made("png", 64, 64) }

    private static func made(_ kind: String, _ width: Int, _ height: Int) throws -> [UInt8] {
        let path = NSTemporaryDirectory() + "lumbung-\(UUID().uuidString).\(kind)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let outcome = try Outside.live().run(
            Program("vips", ["black", path, "\(width)", "\(height)", "--bands", "3"], secondsMax: 20)
        )
        guard outcome.status == 0 else { throw Missing(what: "vips: \(outcome.complaint)") }
        return Array(try Data(contentsOf: URL(filePath: path)))
    }
}

extension [UInt8] {
    func contains(_ text: String) -> Bool { Data(self).range(of: Data(text.utf8)) != nil }
}

extension City {
    @discardableResult
    func upload(_ bytes: [UInt8], named name: String, type: String? = nil, to owner: FileOwner? = nil) async throws
        -> StoredFile
    {
        let target: FileOwner
        if let owner { target = owner } else { target = .aCase(try await start().id) }
        let upload = try tangerang.files.begin(target, field: "photos", fileName: name, declaredType: type)
        for start in stride(from: 0, to: bytes.count, by: 4_096) {
            try upload.write(bytes[start..<min(bytes.count, start + 4_096)])
        }
        return try await upload.finish()
    }

    func photo(of id: CaseID) async throws -> String {
        try await upload(try Picture.jpeg(), named: "bukti.jpg", to: .aCase(id)).name
    }
}
