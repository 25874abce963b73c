import Civic

/// The small grammars of single values: versions, prefixes, distances, counts of clocks, scopes, who acts.
extension Reading {
    mutating func version(_ child: Child?) -> Version? {
        guard let child, let word = word(child) else { return nil }
        if let version = Version(word) { return version }
        error(
            "bad-version",
            at: child.node.place,
            id: "\"\(word)\" bukan nomor versi.",
            en: "\"\(word)\" is no version number.",
            todo: LocalizedText(id: "Tulis tiga bilangan: 1.0.0.", en: "Write three numbers: 1.0.0.")
        )
        return nil
    }

    mutating func prefix(_ child: Child?) -> String? {
        guard let child, let word = word(child) else { return nil }
        let isSpelledWell = word.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) }
        if isSpelledWell, (2...12).contains(word.utf8.count), word.utf8.first.map({ $0 >= 65 }) == true { return word }
        error(
            "bad-prefix",
            at: child.node.place,
            id: "\"\(word)\" tidak dapat menjadi awal nomor.",
            en: "\"\(word)\" can't begin a case number.",
            todo: LocalizedText(
                id: "Tulis 2 sampai 12 huruf besar atau angka, huruf dahulu: LAKSA.",
                en: "Write 2 to 12 capital letters or digits, a letter first: LAKSA."
            )
        )
        return nil
    }

    private static let pillars = ["governance", "living", "economy", "society", "environment", "branding"]

    mutating func pillar(_ child: Child?) -> String? {
        guard let child, let word = word(child) else { return nil }
        if !Self.pillars.contains(word) { unknownWord(word, at: child.node.place, among: Self.pillars) }
        return word
    }

    /// Written `100 m`.
    mutating func metres(_ child: Child?) -> Int? {
        guard let child, let word = word(child) else { return nil }
        let parts = word.split(separator: " ")
        if parts.count == 2, parts[1] == "m", let number = Int(parts[0]), (10...10_000).contains(number) {
            return number
        }
        error(
            "bad-distance",
            at: child.node.place,
            id: "\"\(word)\" bukan jarak antara 10 m dan 10000 m.",
            en: "\"\(word)\" is no distance between 10 m and 10000 m.",
            todo: LocalizedText(id: "Tulis 100 m.", en: "Write 100 m.")
        )
        return nil
    }

    /// Written `[answering.met, answering.ended]`.
    mutating func ratio(_ child: Child) -> Measure.Ratio? {
        let counts = items(child).compactMap { clockCount($0) }
        guard counts.count == 2 else {
            error(
                "bad-ratio",
                at: child.node.place,
                id: "Perbandingan memerlukan dua bilangan.",
                en: "A ratio takes two counts.",
                todo: LocalizedText(
                    id: "Tulis [answering.met, answering.ended].",
                    en: "Write [answering.met, answering.ended]."
                )
            )
            return nil
        }
        return Measure.Ratio(counts[0], among: counts[1])
    }

    /// Written `answering.met`.
    private mutating func clockCount(_ child: Child) -> ClockCount? {
        guard let word = word(child) else { return nil }
        let parts = word.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, let kind = ClockCount.Kind(rawValue: parts[1]) else {
            unknownWord(
                word,
                at: child.node.place,
                among: ClockCount.Kind.allCases.map { "\(parts.first ?? "clock").\($0.rawValue)" }
            )
            return nil
        }
        return identifier(parts[0], at: child.node.place).map { ClockCount($0, kind) }
    }

    mutating func scope(_ child: Child?) -> RoleScope? {
        guard let child else { return nil }
        if case .map = child.node.content {
            guard let record = record(child.node, child.path, required: ["agency"]) else { return nil }
            return id(record["agency"]).map(RoleScope.agency)
        }
        guard let word = word(child) else { return nil }
        switch word {
        case "public": return .everyone
        case "case-agency": return .caseAgency
        case "owner": return .owner
        case "government": return .government
        default:
            unknownWord(word, at: child.node.place, among: ["public", "case-agency", "owner", "government"])
            return nil
        }
    }

    /// Written `actor_of.answer`.
    mutating func actorOf(_ child: Child?) -> ActionID? {
        guard let child, let word = word(child) else { return nil }
        guard word.hasPrefix("actor_of.") else {
            error(
                "bad-actor",
                at: child.node.place,
                id: "\"\(word)\" tidak menyebut pelaku sebuah tindakan.",
                en: "\"\(word)\" does not name the actor of an action.",
                todo: LocalizedText(id: "Tulis actor_of.tindakan.", en: "Write actor_of.action.")
            )
            return nil
        }
        return identifier(String(word.dropFirst("actor_of.".count)), at: child.node.place)
    }

    mutating func timeName(_ child: Child?) -> String? {
        guard let child, let word = word(child) else { return nil }
        return identifier(word, at: child.node.place, as: AttributeKind.self)?.text
    }

    mutating func who(_ child: Child) -> [Who] {
        var all: [(who: Who, place: SourcePlace)] = []
        for item in items(child) {
            guard let who = oneWho(item), !all.contains(where: { $0.who == who }) else { continue }
            all.append((who, places[item.path]))
        }
        all.sort { $0.who.text < $1.who.text }
        for (index, one) in all.enumerated() { places.keep(child.path + [String(index)], one.place) }
        return all.map(\.who)
    }

    private mutating func oneWho(_ child: Child) -> Who? {
        guard let word = word(child) else { return nil }
        let place = child.node.contentPlace
        if word.hasPrefix("timer after ") {
            guard let days = workdays(String(word.dropFirst("timer after ".count)), at: place) else { return nil }
            return .timerAfter(workdays: days)
        }
        if word.hasPrefix("timer.") {
            return identifier(String(word.dropFirst("timer.".count)), at: place).map(Who.timer)
        }
        if word.hasPrefix("peer.") {
            let side = Side(rawValue: String(word.dropFirst("peer.".count)))
            if side == nil { unknownWord(word, at: place, among: Side.allCases.map { "peer.\($0.rawValue)" }) }
            return side.map(Who.peer)
        }
        if word.hasPrefix("payment.") {
            return identifier(String(word.dropFirst("payment.".count)), at: place).map(Who.payment)
        }
        if word.hasPrefix("overdue.") {
            return identifier(String(word.dropFirst("overdue.".count)), at: place).map(Who.overdue)
        }
        return identifier(word, at: place).map(Who.role)
    }

    /// Written `10 workdays`.
    private mutating func workdays(_ text: String, at place: SourcePlace) -> Int? {
        let parts = text.split(separator: " ")
        if parts.count == 2, parts[1] == "workdays" || parts[1] == "workday", let number = Int(parts[0]),
            (1...Limits.workdaysMax).contains(number)
        {
            return number
        }
        error(
            "bad-days",
            at: place,
            id: "\"\(text)\" bukan jumlah hari kerja antara 1 dan \(Limits.workdaysMax).",
            en: "\"\(text)\" is no number of workdays between 1 and \(Limits.workdaysMax).",
            todo: LocalizedText(id: "Tulis 10 workdays.", en: "Write 10 workdays.")
        )
        return nil
    }

}
