import Civic
import Definition
import Testing

extension Sample {
    /// The sample with a state in which an inspection and a reading go on side by side.
    static var branchedYAML: String {
        yaml.replacing(
            "  working: { name: { id: Ditangani, en: In work }, tone: working }\n",
            with: """
                  working:
                    name: { id: Diperiksa, en: Under review }
                    tone: working
                    join: judged
                    branches:
                      site:
                        name: { id: Tinjauan lokasi, en: Site visit }
                        citizen_sees: { id: Kunjungan, en: Visit }
                        states:
                          to_visit: { name: { id: Menunggu kunjungan, en: To be visited }, start: true, tone: working }
                          on_the_way: { name: { id: Di jalan, en: On the way }, tone: working }
                          visited: { name: { id: Sudah dikunjungi, en: Visited }, end: true, tone: done }
                      paper:
                        name: { id: Berkas, en: Papers }
                        states:
                          to_read: { name: { id: Belum dibaca, en: Unread }, start: true, tone: working }
                          read: { name: { id: Sudah dibaca, en: Read }, end: true, tone: done }
                  judged: { name: { id: Diputuskan, en: To be decided }, tone: working }

                """
        )
        .replacing("    from: working\n    to: done", with: "    from: judged\n    to: done")
        .replacing("clocks:\n", with: branchedActions + "clocks:\n", maxReplacements: 1)
        .replacing("    runs_in: working\n", with: "    runs_in: [judged, working]\n")
        .replacing(
            "  taking:\n",
            with: """
                  visiting:
                    name: { id: Kunjungan, en: Visit }
                    runs_in: [on_the_way, to_visit]
                    target: 2 workdays
                    at: { 100%: { notify: verifier } }
                  taking:

                """
        )
    }

    private static let branchedActions = """
          leave: { name: { id: Berangkat, en: Leave }, done: { id: Berangkat, en: Left }, from: to_visit, to: on_the_way, by: handler }
          come_back: { name: { id: Batal, en: Come back }, done: { id: Batal, en: Came back }, from: on_the_way, to: to_visit, by: handler }
          visit: { name: { id: Kunjungi, en: Visit }, done: { id: Dikunjungi, en: Visited }, from: [on_the_way, to_visit], to: visited, by: handler }
          read_it: { name: { id: Baca, en: Read }, done: { id: Dibaca, en: Read }, from: to_read, to: read, by: [verifier, timer after 3 workdays] }
          close: { name: { id: Tutup, en: Close }, done: { id: Ditutup, en: Closed }, from: judged, to: done, by: verifier }

        """

    static func branched() throws -> Definition {
        let (definition, findings) = DefinitionReader.examine(yaml: branchedYAML, file: "app.yaml")
        return try #require(definition, "\(findings.map { $0.printed(.en, source: branchedYAML) })")
    }
}
