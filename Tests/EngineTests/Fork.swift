import Civic
import Definition
import Engine

/// A small permit in which a visit, a reading and a measurement go on side by side.
enum Fork {
    static let yaml = """
        app: fork-permit
        version: 1.2.0
        prefix: FORK
        name: { id: Izin cabang, en: Fork permit }
        summary: { id: Izin, en: Permit }
        group: public-service
        pillar: governance
        owner: front-office
        legal: [{ text: { id: UU 25/2009, en: Law 25/2009 } }]
        \(Town.standard)
        roles:
          citizen: { name: { id: Warga, en: Citizen }, scope: public }
          inspector: { name: { id: Pemeriksa lapangan, en: Inspector }, scope: owner }
          planner: { name: { id: Perencana, en: Planner }, scope: owner }
          head: { name: { id: Kepala, en: Head }, scope: owner }
        form:
          what: { type: text, label: { id: Apa, en: What }, required: true }
        states:
          received: { name: { id: Diterima, en: Received }, start: true, tone: new }
          reviewing:
            name: { id: Diperiksa, en: Under review }
            tone: working
            join: deciding
            branches:
              site:
                name: { id: Lokasi, en: Site }
                states:
                  to_visit: { name: { id: Belum dikunjungi, en: To be visited }, start: true, tone: working }
                  visited: { name: { id: Dikunjungi, en: Visited }, end: true, tone: done }
              paper:
                name: { id: Berkas, en: Papers }
                states:
                  to_read: { name: { id: Belum dibaca, en: Unread }, start: true, tone: working }
                  asked: { name: { id: Ditanyakan, en: Asked }, tone: waiting }
                  read: { name: { id: Dibaca, en: Read }, end: true, tone: done }
              size:
                name: { id: Ukuran, en: Size }
                states:
                  to_measure: { name: { id: Belum diukur, en: Unmeasured }, start: true, tone: working }
                  measured: { name: { id: Diukur, en: Measured }, end: true, tone: done }
          deciding: { name: { id: Diputuskan, en: To be decided }, tone: working }
          issued: { name: { id: Terbit, en: Issued }, end: true, tone: done }
          refused: { name: { id: Ditolak, en: Refused }, end: true, tone: refused }
          withdrawn: { name: { id: Ditarik, en: Withdrawn }, end: true, tone: refused }
        actions:
          accept: { name: { id: Terima, en: Accept }, done: { id: Diterima, en: Accepted }, from: received, to: reviewing, by: head }
          visit: { name: { id: Kunjungi, en: Visit }, done: { id: "{from} → {to}", en: "{from} → {to}" }, from: to_visit, to: visited, by: inspector, form: { sound: { type: yes-no, label: { id: Kokoh, en: Sound }, required: true } }, set: { verdict: "= form.sound ? 'sound' : 'weak'" } }
          revisit: { name: { id: Ulangi, en: Again }, done: { id: Diulang, en: Again }, from: visited, to: to_visit, by: inspector, at_most: 1 }
          ask: { name: { id: Tanya, en: Ask }, done: { id: Ditanya, en: Asked }, from: to_read, to: asked, by: planner, form: { until: { type: date, label: { id: Sampai, en: Until }, required: true } } }
          answer: { name: { id: Jawab, en: Answer }, done: { id: Dijawab, en: Answered }, from: asked, to: to_read, by: [citizen, timer.until] }
          read_it: { name: { id: Baca, en: Read }, done: { id: Dibaca, en: Read }, from: to_read, to: read, by: [planner, timer after 8 workdays] }
          measure: { name: { id: Ukur, en: Measure }, done: { id: Diukur, en: Measured }, from: to_measure, to: measured, by: inspector, form: { height: { type: integer, min: 1, label: { id: Tinggi, en: Height }, required: true } } }
          lengthen: { name: { id: Perpanjang, en: Lengthen }, done: { id: Diperpanjang, en: Lengthened }, from: reviewing, to: reviewing, by: head, at_most: 1, extend: { whole: 7 workdays } }
          stop: { name: { id: Hentikan, en: Stop }, done: { id: Dihentikan, en: Stopped }, from: reviewing, to: refused, by: head, reason: required }
          again: { name: { id: Periksa lagi, en: Review again }, done: { id: Diperiksa lagi, en: Reviewed again }, from: deciding, to: reviewing, by: head }
          issue: { name: { id: Terbitkan, en: Issue }, done: { id: Terbit, en: Issued }, from: deciding, to: issued, by: [head, inspector], not_by: actor_of.visit, when: sound == true, otherwise: { id: Tidak kokoh., en: Not sound. } }
          refuse: { name: { id: Tolak, en: Refuse }, done: { id: Ditolak, en: Refused }, from: deciding, to: refused, by: head }
          withdraw: { name: { id: Tarik, en: Withdraw }, done: { id: Ditarik, en: Withdrawn }, from: [received, reviewing], to: withdrawn, by: citizen, when: case.branches.site != 'visited', otherwise: { id: Sudah dikunjungi., en: Visited already. } }
        clocks:
          whole: { name: { id: Seluruhnya, en: Whole }, runs_in: [received, reviewing, deciding], target: 14 workdays, at: { 100%: { notify: head } } }
          visiting: { name: { id: Kunjungan, en: Visit }, runs_in: to_visit, met_in: visited, target: 3 workdays, at: { 100%: { notify: head, assign: head } }, restarts_on: revisit }
          reading: { name: { id: Pembacaan, en: Reading }, runs_in: to_read, pauses_in: asked, met_in: read, target: 5 workdays, at: { 50%: { notify: planner }, 100%: { notify: head } } }
          outside: { name: { id: Lapangan, en: Field }, runs_in: [to_visit, to_measure], target: 6 workdays, at: { 100%: { notify: head } } }
          sizing: { name: { id: Ukuran, en: Size }, runs_in: [to_measure, deciding], target: 9 workdays, at: { 100%: { notify: head } } }
        notices:
          to_decide: { on: reviewing joined, to: head, text: { id: "{number} menunggu keputusan", en: "{number} waits for a decision" } }
          read_out: { on: read_it, to: citizen, text: { id: "{number} dibaca", en: "{number} read" } }
        publish: { ledger: open }
        retention: { years: 5 }
        """

    static func compiled() throws -> CompiledDefinition { try Town.compiled(yaml) }
}

extension Actor {
    static let inspector = Actor.officer("indra", "inspector", at: "front-office")
    static let planner = Actor.officer("putri", "planner", at: "front-office")
    static let chief = Actor.officer("ketua", "head", at: "front-office")
}

extension Story {
    /// Taken in: the branches have begun.
    mutating func accepted() throws {
        try start(["what": "Papan nama"])
        try act("accept", by: .chief)
    }

    var branches: [BranchID: StateID] { state?.branches.mapValues(\.state) ?? [:] }
}
