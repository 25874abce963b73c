import Civic
import Definition
import Foundation
import Testing

/// A small application, whole and free of findings, that tests break in one place.
enum Sample {
    static let yaml = """
        app: lapor-lampu
        version: 1.2.0
        prefix: LAMPU
        name: { id: "Lapor Lampu", en: "Report a street light" }
        summary: { id: "Laporkan lampu padam.", en: "Report a dead light." }
        group: public-service
        pillar: living
        owner: diskominfo
        legal:
          - text: { id: "UU 25/2009", en: "Law 25/2009" }
        standard:
          requirements: [{ id: "Lokasi", en: "A place" }]
          procedure: [{ id: "Kirim", en: "Send" }, { id: "Terima jawaban", en: "Get an answer" }]
          time: { id: "5 hari kerja", en: "5 workdays" }
          fee: { id: "Gratis", en: "Free" }
          product: { id: "Nomor", en: "A number" }
          complaints: { id: "Telepon 137", en: "Call 137" }
          facilities: { id: "Situs", en: "A site" }
          competence: { id: "Terlatih", en: "Trained" }
          supervision: { id: "Tenggat", en: "Deadlines" }
          staff: { id: "Dua orang", en: "Two people" }
          guarantee: { id: "Dijawab", en: "Answered" }
          safety: { id: "Disandikan", en: "Encrypted" }
          evaluation: { id: "Setiap hari", en: "Daily" }
        needs: { roles: [verifier, handler], agencies: [diskominfo, dishub], registers: [kinds] }
        registers:
          kinds:
            name: { id: Jenis, en: Kinds }
            columns:
              workdays: { type: integer, min: 1, max: 40, required: true, locked: "UU 25/2009 Pasal 50" }
              advice: { type: text }
            rows:
              dark: { name: { id: Padam, en: Dark }, values: { workdays: 3 } }
              broken: { name: { id: Tiang roboh, en: Pole down }, values: { workdays: 1, advice: { id: Awas, en: Beware } } }
        roles:
          citizen: { name: { id: Warga, en: Citizen }, scope: public }
          verifier: { name: { id: Verifikator, en: Verifier }, scope: owner }
          handler: { name: { id: Petugas, en: Officer }, scope: case-agency }
        form:
          kind: { type: choice, from: register.kinds, label: { id: "Apa?", en: "What?" }, required: true }
          location: { type: location, within: government, label: { id: "Di mana?", en: "Where?" }, required: true }
          story: { type: paragraph, max: 500, label: { id: Cerita, en: Story }, required_if: kind.code == 'broken' }
          phone: { type: phone, label: { id: Telepon, en: Phone } }
        start:
          set: { proposed_agency: "= route.agency", level: low }
        states:
          received: { name: { id: Diterima, en: Received }, start: true, tone: new }
          working: { name: { id: Ditangani, en: In work }, tone: working }
          waiting: { name: { id: Ditunda, en: On hold }, tone: waiting }
          done: { name: { id: Selesai, en: Done }, end: true, tone: done }
        actions:
          take:
            name: { id: Terima, en: Take }
            done: { id: "Diteruskan ke {agency}", en: "Passed to {agency}" }
            from: received
            to: working
            by: verifier
            form: { agency: { type: agency, label: { id: Dinas, en: Agency }, required: true } }
            set: { agency: "= form.agency" }
          wait:
            name: { id: Tunda, en: Hold }
            done: { id: Ditunda, en: On hold }
            from: working
            to: waiting
            by: handler
            reason: required
            form: { until: { type: date, label: { id: Sampai, en: Until }, required: true } }
          resume:
            name: { id: Lanjut, en: Resume }
            done: { id: Dilanjutkan, en: Resumed }
            from: waiting
            to: working
            by: [handler, timer.until]
          finish:
            name: { id: Selesai, en: Finish }
            done: { id: Beres, en: Finished }
            from: working
            to: done
            by: [handler, verifier]
            not_by: actor_of.wait
            when: now - take_at < duration('2400h')
        clocks:
          answering:
            name: { id: Penanganan, en: Handling }
            runs_in: working
            pauses_in: waiting
            target: "= kind.workdays * workday"
            calendar: office
            at: { 75%: { notify: handler }, 100%: { notify: verifier, assign: verifier } }
          taking:
            name: { id: Penerimaan, en: Taking }
            runs_in: received
            target: 3 workdays
            at: { 100%: { notify: verifier } }
            min: 1
            max: 5
            locked: "Permenpan-RB 62/2018"
        tables:
          route:
            in: [kind.code, region.kecamatan]
            out: [agency]
            rows:
              pole: ['"broken"', '-', dishub]
              rest: ['-', '-', dishub]
        notices:
          received: { on: start, to: citizen, text: { id: "{number} diterima", en: "{number} received" } }
          soon: { on: answering at 75%, to: handler, text: { id: "Segera {number}", en: "Soon {number}" } }
        publish: { ledger: open, fields: [kind], place: 100 m }
        measures:
          in_time: { name: { id: Tepat waktu, en: In time }, ratio: [answering.met, answering.ended], target: 0.9 }
        national:
          - { system: SP4N-LAPOR!, relation: feeds, from: 2019-01-01, basis: { id: Perpres 76/2013, en: Regulation 76/2013 } }
        retention: { years: 5 }
        """

    /// The sample's definition.
    static func definition() throws -> Definition {
        let (definition, findings) = DefinitionReader.examine(yaml: yaml, file: "app.yaml")
        return try #require(definition, "\(findings.map { $0.printed(.en) })")
    }

    /// The sample with one piece of text replaced; `«` in the new piece marks where a finding belongs.
    static func broken(_ old: String, _ new: String) throws -> (yaml: String, line: Int, column: Int) {
        try #require(yaml.contains(old), "the sample has no \(old)")
        let marked = yaml.replacing(old, with: new, maxReplacements: 1)
        return try unmarked(marked)
    }

    /// The text without its mark, and where the mark stood.
    static func unmarked(_ marked: String) throws -> (yaml: String, line: Int, column: Int) {
        let at = try #require(marked.firstIndex(of: "«"), "nothing is marked")
        let before = marked[..<at]
        let line = before.count { $0 == "\n" } + 1
        let column = before.split(separator: "\n", omittingEmptySubsequences: false).last.map { $0.count + 1 } ?? 1
        return (marked.replacing("«", with: ""), line, column)
    }

    /// A file of the project.
    static func file(_ path: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The folders in a folder of the project.
    static func folders(_ path: String) throws -> [String] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = root.appending(path: path)
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: [.isDirectoryKey])
            .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
            .map(\.lastPathComponent).sorted()
    }

    /// The files right in a folder of the project.
    static func files(_ path: String) throws -> [String] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try FileManager.default.contentsOfDirectory(atPath: root.appending(path: path).path).sorted()
            .map { "\(path)/\($0)" }
    }

    /// The archetypes of the project.
    static let archetypes = Archetypes(in: "Apps/_archetypes") { try? file($0) }

    /// LAKSA as it stands in the project.
    static func laksa() throws -> Definition { try app("laksa") }

    /// An application as it stands in the project.
    static func app(_ id: String) throws -> Definition {
        let path = "Apps/\(id)/app.yaml"
        let (definition, findings) = DefinitionReader.examine(yaml: try file(path), file: path, archetypes: archetypes)
        return try #require(definition, "\(findings.map { $0.printed(.en) })")
    }

    /// Compares with a reference under Snapshots/; `UPDATE=1` rewrites it.
    static func compare(_ text: String, with snapshot: String) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots")
        let url = folder.appending(path: snapshot)
        if ProcessInfo.processInfo.environment["UPDATE"] == "1" {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try (text + "\n").write(to: url, atomically: true, encoding: .utf8)
        }
        let reference = try String(contentsOf: url, encoding: .utf8)
        let lines = (text + "\n").split(separator: "\n"), known = reference.split(separator: "\n")
        let first = zip(lines, known).enumerated().first { $0.element.0 != $0.element.1 }
        #expect(
            text + "\n" == reference,
            "\(snapshot) differs, first in line \((first?.offset ?? min(lines.count, known.count)) + 1); UPDATE=1 rewrites it"
        )
    }
}
