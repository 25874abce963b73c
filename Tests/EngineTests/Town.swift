import Civic
import Definition
import Engine
import Testing

/// A small application with everything that the engine knows; LAKSA itself has scenarios of its own.
enum Town {
    static let yaml = """
        app: town-report
        version: 1.2.0
        prefix: TOWN
        name: { id: Laporan kota, en: Town report }
        summary: { id: Laporan, en: Report }
        group: public-service
        pillar: governance
        owner: front-office
        legal: [{ text: { id: UU 25/2009, en: Law 25/2009 } }]
        standard:
          requirements: [{ id: a, en: a }]
          procedure: [{ id: a, en: a }]
          time: { id: a, en: a }
          fee: { id: a, en: a }
          product: { id: a, en: a }
          complaints: { id: a, en: a }
          facilities: { id: a, en: a }
          competence: { id: a, en: a }
          supervision: { id: a, en: a }
          staff: { id: a, en: a }
          guarantee: { id: a, en: a }
          safety: { id: a, en: a }
          evaluation: { id: a, en: a }
        registers:
          kinds:
            name: { id: Jenis, en: Kinds }
            columns:
              workdays: { type: integer, required: true }
              needs_photo: { type: yes-no, required: true }
            rows:
              road: { name: { id: Jalan rusak, en: Damaged road }, values: { workdays: 3, needs_photo: true } }
              lamp: { name: { id: Lampu padam, en: Dead light }, values: { workdays: 1, needs_photo: false } }
              gone: { name: { id: Lama, en: Old }, values: { workdays: 5, needs_photo: false }, hidden: true }
        roles:
          citizen: { name: { id: Warga, en: Citizen }, scope: public }
          verifier: { name: { id: Verifikator, en: Verifier }, scope: owner }
          handler: { name: { id: Petugas, en: Handler }, scope: case-agency }
          checker: { name: { id: Pemeriksa, en: Checker }, scope: { agency: audit } }
          head: { name: { id: Kepala dinas, en: Head of agency }, scope: case-agency }
          executive: { name: { id: Pimpinan, en: Executive }, scope: government }
        form:
          category: { type: choice, from: register.kinds, label: { id: Jenis, en: Kind }, required: true }
          location: { type: location, within: government, label: { id: Tempat, en: Place }, required: true }
          photos: { type: files, accept: [image], max: 2, label: { id: Foto, en: Photos }, required_if: category.needs_photo }
          description: { type: paragraph, min: 5, max: 60, label: { id: Uraian, en: Description }, required: true }
          size: { type: integer, min: 1, max: 10, label: { id: Ukuran, en: Size } }
          seen: { type: date, label: { id: Sejak, en: Since } }
          urgency: { type: choice, options: { low: { id: Rendah, en: Low }, high: { id: Tinggi, en: High } }, label: { id: Desakan, en: Urgency } }
          anonymous: { type: yes-no, label: { id: Tanpa nama, en: Anonymous } }
          contact_name: { type: person, when: anonymous != true, label: { id: Nama, en: Name } }
          contact_phone: { type: phone, when: anonymous != true, label: { id: Telepon, en: Phone } }
          contact_email: { type: email, when: anonymous != true, label: { id: Surel, en: E-mail } }
        start:
          set:
            proposed: "= route.agency"
            priority: "= route.priority"
        states:
          received: { name: { id: Diterima, en: Received }, start: true, tone: new }
          working: { name: { id: Ditangani, en: Working }, citizen_sees: { id: Sedang ditangani, en: In hand }, tone: working }
          waiting: { name: { id: Ditunda, en: Waiting }, tone: waiting }
          answered: { name: { id: Dijawab, en: Answered }, tone: done }
          closed: { name: { id: Selesai, en: Closed }, end: true, tone: done }
          rejected: { name: { id: Ditolak, en: Rejected }, end: true, tone: refused }
          withdrawn: { name: { id: Ditarik, en: Withdrawn }, end: true, tone: refused }
        actions:
          dispatch:
            name: { id: Teruskan, en: Dispatch }
            done: { id: "Diteruskan ke {agency}", en: "Passed on to {agency}" }
            from: received
            to: working
            by: verifier
            form: { agency: { type: agency, label: { id: Dinas, en: Agency }, required: true } }
          wait:
            name: { id: Tunda, en: Put on hold }
            done: { id: "Ditunda sampai {until}", en: "On hold until {until}" }
            from: working
            to: waiting
            by: handler
            reason: required
            form: { until: { type: date, label: { id: Sampai, en: Until }, required: true } }
          resume: { name: { id: Lanjutkan, en: Resume }, done: { id: Dilanjutkan, en: Resumed }, from: waiting, to: working, by: [handler, timer.until] }
          answer:
            name: { id: Jawab, en: Answer }
            done: { id: Dijawab, en: Answered }
            from: working
            to: answered
            by: handler
            time: answered_at
            form:
              answer: { type: paragraph, label: { id: Jawaban, en: Answer }, required: true }
              proof: { type: files, accept: [image], label: { id: Bukti, en: Proof } }
          confirm:
            name: { id: Selesai, en: Confirm }
            done: { id: Dinyatakan selesai, en: Closed }
            from: answered
            to: closed
            by: [citizen, checker, timer after 10 workdays]
            not_by: actor_of.answer
            form: { rating: { type: rating, label: { id: Nilai, en: Rating } } }
          reopen:
            name: { id: Buka lagi, en: Reopen }
            done: { id: Dibuka lagi, en: Reopened }
            from: [answered, closed]
            to: working
            by: [citizen, checker]
            when: now - answered_at < duration('240h')
            otherwise: { id: Hanya dalam 10 hari., en: Only within 10 days. }
            reason: optional
          reject: { name: { id: Tolak, en: Reject }, done: { id: Ditolak, en: Rejected }, from: received, to: rejected, by: verifier, reason: required, citizen_visible: false }
          withdraw: { name: { id: Tarik, en: Withdraw }, done: { id: Ditarik, en: Withdrawn }, from: [received, working], to: withdrawn, by: citizen }
          back: { name: { id: Kembalikan, en: Return }, done: { id: Dikembalikan, en: Returned }, from: working, to: received, by: handler, set: { agency: "= case.owner", priority: low } }
        clocks:
          verifying:
            name: { id: Verifikasi, en: Verification }
            runs_in: received
            met_in: [working, rejected]
            target: 1 workday
            at: { 100%: { notify: verifier } }
            restarts_on: back
          answering:
            name: { id: Penanganan, en: Handling }
            runs_in: working
            pauses_in: waiting
            met_in: answered
            target: "= category.workdays * workday"
            at: { 50%: { notify: handler }, 100%: { notify: head, assign: head }, 150%: { notify: executive } }
            restarts_on: reopen
          patience: { name: { id: Kesabaran, en: Patience }, runs_in: answered, target: 2 days, calendar: always }
        tables:
          route:
            hit: first
            in: [category.code, region.kecamatan]
            out: [agency, priority]
            rows:
              north: ['"road"', '"36.71.02"', roads-north, urgent]
              road: ['"road"', '-', roads, normal]
              other: ['-', '-', lights, low]
        notices:
          received: { on: start, to: citizen, text: { id: "Laporan {number} ({category}) diterima, tenggat {answer_due}. {link}", en: "{number} received. {link}" } }
          new_work: { on: [dispatch, reopen], to: handler, text: { id: "{number} menunggu {agency}.", en: "{number} waits for {agency}." } }
          late: { on: answering at 100%, to: [head, citizen], text: { id: "{number} terlambat.", en: "{number} is late." } }
        publish: { ledger: open, fields: [category], place: 100 m }
        retention: { years: 5 }
        """

    /// An agreement between two governments, as each keeps it.
    static let pact = """
        app: pact
        version: 1.0.0
        prefix: PKS
        name: { id: Perjanjian, en: Agreement }
        summary: { id: Perjanjian, en: Agreement }
        group: management
        pillar: governance
        owner: cooperation-office
        legal: [{ text: { id: PP 28/2018, en: GR 28/2018 } }]
        \(standard)
        roles:
          drafter: { name: { id: Penyusun, en: Drafter }, scope: government, side: adopter }
          signer: { name: { id: Penanda tangan, en: Signer }, scope: government, side: adopter }
          other_signer: { name: { id: Penanda tangan penyedia, en: Provider's signer }, scope: government, side: provider }
        form:
          partner: { type: government, label: { id: Mitra, en: Partner }, required: true }
          annex: { type: applications, label: { id: Lampiran, en: Annex }, required: true }
          text: { type: document, label: { id: Naskah, en: Text } }
        start: { by: [drafter, peer.adopter] }
        states:
          drafted: { name: { id: Disusun, en: Drafted }, start: true, tone: new }
          half: { name: { id: Ditandatangani satu pihak, en: Signed by one }, tone: working }
          in_force: { name: { id: Berlaku, en: In force }, end: true, tone: done }
        actions:
          sign: { name: { id: Tanda tangani, en: Sign }, done: { id: Ditandatangani, en: Signed }, from: drafted, to: half, by: [signer, peer.adopter] }
          countersign: { name: { id: Tanda tangani, en: Sign }, done: { id: Ditandatangani, en: Signed }, from: half, to: in_force, by: [other_signer, peer.provider] }
        retention: { years: 10 }
        """

    static let standard = """
        standard:
          requirements: [{ id: a, en: a }]
          procedure: [{ id: a, en: a }]
          time: { id: a, en: a }
          fee: { id: a, en: a }
          product: { id: a, en: a }
          complaints: { id: a, en: a }
          facilities: { id: a, en: a }
          competence: { id: a, en: a }
          supervision: { id: a, en: a }
          staff: { id: a, en: a }
          guarantee: { id: a, en: a }
          safety: { id: a, en: a }
          evaluation: { id: a, en: a }
        """

    static func compiled(_ yaml: String = Town.yaml) throws -> CompiledDefinition {
        let (definition, findings) = DefinitionReader.read(yaml: yaml, file: "town.yaml")
        let read = try #require(definition, "\(findings.map { $0.printed(.en) })")
        return try CompiledDefinition(read, hash: Town.hash)
    }

    static let hash = Digest.zero
    static let agencies: Set<AgencyID> = [
        "front-office", "roads", "roads-north", "lights", "audit", "cooperation-office",
    ]
    static let agencyNames: [AgencyID: LocalizedText] = [
        "roads": LocalizedText(id: "Dinas Jalan", en: "Roads"),
        "lights": LocalizedText(id: "Dinas Lampu", en: "Lights"),
    ]
    static let calendar = WorkingCalendar(
        version: "2026-a",
        zone: .wib,
        hours: .office,
        closed: ["2026-12-25": "Natal", "2026-12-24": "Cuti bersama"]
    )
    static let place = PlaceFacts(village: "36.71.01.1001", district: "36.71.01")

    /// Answers that pass.
    static let answers: [FieldID: JSON] = [
        "category": "road", "location": "-6.17, 106.63", "photos": ["aa"], "description": "Lubang besar di jalan",
    ]
}

func moment(_ text: String) -> Moment {
    guard let moment = try? Moment(rfc3339: text) else { preconditionFailure("no time: \(text)") }
    return moment
}

extension Actor {
    static let stranger = Actor.citizen(holdsCase: false, person: nil)
    static let holder = Actor.citizen(holdsCase: true, person: nil)

    static func officer(_ id: OfficerID, _ role: RoleID, at agency: AgencyID? = nil) -> Actor {
        .officer(id, grants: [Grant(role: role, app: nil, agency: agency)])
    }

    static let verifier = Actor.officer("vera", "verifier", at: "front-office")
    static let handler = Actor.officer("hadi", "handler", at: "roads")
    static let checker = Actor.officer("citra", "checker", at: "audit")
    static let head = Actor.officer("kepala", "head", at: "roads")
}
