import Civic

/// The sections of a plain summary, each written from its part of the definition.
struct SummaryWords {
    typealias Section = PlainSummary.Section
    typealias Item = PlainSummary.Section.Item

    let definition: Definition
    let language: Language

    func say(_ id: String, _ en: String) -> String { language == .id ? id : en }

    /// "a", "a dan b", "a, b, dan c".
    func list(_ words: [String], or isOr: Bool = false) -> String {
        let word = isOr ? say("atau", "or") : say("dan", "and")
        switch words.count {
        case 0: return ""
        case 1: return words[0]
        case 2: return "\(words[0]) \(word) \(words[1])"
        default: return words.dropLast().joined(separator: ", ") + ", \(word) " + words[words.count - 1]
        }
    }

    func sentence(_ text: String) -> String {
        let text = text.prefix(1).uppercased() + text.dropFirst()
        return text.hasSuffix(".") || text.hasSuffix("?") || text.hasSuffix("!") ? text : text + "."
    }

    /// With a small first letter, but for names written in capitals: "Tim", "TKKSD".
    func inside(_ name: String) -> String {
        let second = name.dropFirst().first
        guard let second, second.isLowercase else { return name }
        return name.prefix(1).lowercased() + name.dropFirst()
    }

    func state(_ id: StateID) -> String { "“" + (definition.state(id)?.name.text(language) ?? id.text) + "”" }

    func role(_ id: RoleID) -> String {
        say("", "the ") + inside(definition.roles[id]?.name.text(language) ?? id.text)
    }

    // MARK: Who may start

    var whoMayStart: Section {
        let title = say("Siapa yang boleh memulai", "Who may start")
        let people = definition.start.by.compactMap(\.role)
        let sides = peers(definition.start.by)
        if definition.start.by.isEmpty {
            let needsNoName = definition.form.all.allSatisfy {
                $0.element.privacy != .person || $0.element.required == .never
            }
            var text = say(
                "Siapa saja. Petugas dapat mencatatnya untuk warga yang datang atau menelepon, dengan persetujuannya.",
                "Anybody. An officer can enter it for somebody who comes or calls, with their consent."
            )
            if needsNoName {
                text += say(
                    " Nama dan nomor telepon tidak wajib diisi.",
                    " Name and phone number need not be given."
                )
            }
            return Section(title: title, body: [.paragraph(text)])
        }
        let names = people.map(role)
        var text = sentence(
            say("Hanya ", "Only ") + list(names, or: true)
        )
        if !sides.isEmpty {
            text += say(
                " Bila pemerintah lain yang memulai, perbuatannya datang dengan tanda tangan sistemnya.",
                " Where the other government starts it, its act arrives signed by its system."
            )
        }
        return Section(title: title, body: [.paragraph(text)])
    }

    func peers(_ by: [Who]) -> [Side] {
        by.compactMap { if case .peer(let side) = $0 { side } else { nil } }
    }

    // MARK: What is asked

    var whatIsAsked: Section? {
        guard !definition.form.isEmpty else { return nil }
        let items = definition.form.all.map { question($0.element) }
        return Section(
            title: say("Apa yang ditanyakan", "What is asked"),
            body: [.list(items, isNumbered: true)]
        )
    }

    private func question(_ field: Field) -> Item {
        var notes: [String] = []
        switch field.required {
        case .always: notes.append(say("wajib", "required"))
        case .when: notes.append(say("wajib pada sebagian jawaban", "required with some answers"))
        case .never: notes.append(say("boleh dikosongkan", "may be left out"))
        }
        if field.when != nil { notes.append(say("ditanyakan hanya bila perlu", "asked only where it matters")) }
        switch field.privacy {
        case .open: break
        case .caseBox: notes.append(say("hanya dilihat petugas dan Anda", "seen only by officers and you"))
        case .person: notes.append(say("data pribadi, disandikan", "personal, encrypted"))
        }
        let label = field.label.text(language)
        let lead = label.hasSuffix("?") || label.hasSuffix(".") ? label : label + "."
        let hint = field.hint.map { " " + sentence($0.text(language)) } ?? ""
        return Item(sentence(notes.joined(separator: ", ")) + hint, lead: lead)
    }

    // MARK: Money, sight, time

    var cost: Section {
        Section(
            title: say("Berapa biayanya", "What it costs"),
            body: [.paragraph(sentence(definition.standard.fee.text(language)))]
        )
    }

    var whatIsPublished: Section {
        let publication = definition.publication
        let fields = publication.fields.compactMap { id in
            definition.form[id].map { "“\($0.label.text(language))”" }
        }
        let text: String
        switch publication.ledger {
        case .open:
            let more = fields.isEmpty ? "" : say(", ditambah jawaban atas ", ", and the answers to ") + list(fields)
            text = say(
                "Siapa pun dapat melihat setiap langkah: nomor samaran, keadaan, perangkat daerah, kelurahan dan waktunya\(more). Tempat digeser ke petak \(publication.placeMetres) meter. Uraian, foto, nama dan nomor tidak pernah ditampilkan.",
                "Anybody can see each step: a stand-in number, state, agency, village and time\(more). Places are moved onto a grid of \(publication.placeMetres) metres. Descriptions, photos, names and numbers are never shown."
            )
        case .coarse:
            text = say(
                "Siapa pun dapat melihat berapa banyak dan sampai di mana: aplikasi, keadaan, hari dan kecamatan. Isinya tidak ditampilkan.",
                "Anybody can see how many there are and how far they are: application, state, day and district. What they contain is not shown."
            )
        case .sealed:
            text = say(
                "Hanya jumlah setiap bulan yang ditampilkan, dan hanya bila tidak ada orang yang dapat dikenali darinya.",
                "Only monthly totals are shown, and only where nobody can be recognised from them."
            )
        }
        return Section(title: say("Apa yang dapat dilihat siapa pun", "What anybody can see"), body: [.paragraph(text)])
    }

    var howLongKept: Section {
        let years = definition.retention.years
        var text = say(
            "Data pribadi dihapus \(years) tahun setelah selesai. Angka dan buku besar tetap utuh.",
            "Personal data are erased \(years) \(years == 1 ? "year" : "years") after the end. Figures and the ledger stay whole."
        )
        if let basis = definition.retention.basis {
            text += " " + say("Dasarnya: ", "The basis: ") + sentence(basis.text(language))
        }
        return Section(title: say("Berapa lama disimpan", "How long it is kept"), body: [.paragraph(text)])
    }

    var rules: Section? {
        guard !definition.legal.isEmpty || !definition.national.isEmpty else { return nil }
        var body: [Section.Body] = []
        if !definition.legal.isEmpty {
            body.append(.list(definition.legal.map { Item($0.text.text(language)) }, isNumbered: false))
        }
        body += definition.national.map { .paragraph(national($0)) }
        return Section(title: say("Dasarnya", "What it rests on"), body: body)
    }

    private func national(_ relation: NationalRelation) -> String {
        let system = relation.system
        let what: String =
            switch relation.relation {
            case .none: sentence(say("Tidak terkait dengan \(system)", "Not connected with \(system)"))
            case .feeds: sentence(say("Datanya diteruskan ke \(system)", "Its data go on to \(system)"))
            case .fronts:
                sentence(
                    say(
                        "Permohonan disiapkan di sini dan diajukan di \(system)",
                        "The application is prepared here and made in \(system)"
                    )
                )
            case .mirrors: sentence(say("Datanya dibaca dari \(system)", "Its data are read from \(system)"))
            case .replaced:
                sentence(say("Layanan ini sudah digantikan \(system)", "This service has been replaced by \(system)"))
            }
        return what + " " + sentence(relation.basis.text(language))
    }
}
