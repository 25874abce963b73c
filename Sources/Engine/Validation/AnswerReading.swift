import Civic
import Definition

/// Why one answer was refused.
struct AnswerProblem: Error {
    let cause: FieldProblem.Cause
}

/// Reads one answer in the type of its field: from JSON (API) or from the text that a form posts.
struct AnswerReading {
    let context: Context

    /// The kept form of an answer; nil where it says nothing (empty text, empty list).
    func read(_ answer: JSON, _ field: CompiledField, isCasePlace: Bool) throws(AnswerProblem) -> JSON? {
        switch field.field.type {
        case .text, .paragraph, .person, .phone, .email: try text(answer, field.field)
        case .choice: try choice(answer, field)
        case .multipleChoice: try several(answer, field)
        case .ranking: try ranking(answer, field)
        case .decimal(let scale): try decimal(answer, field.field, scale: scale)
        case .money: try money(answer, field.field)
        case .time: try value(TimeOfDay.self, answer)
        case .period: try period(answer)
        case .area(let within): try area(answer, mustLieInside: within)
        case .route(let within): try route(answer, mustLieInside: within)
        case .address: try address(answer)
        case .url: try value(WebAddress.self, answer)
        case .nik: try value(NIK.self, answer)
        case .kk: try value(KKNumber.self, answer)
        case .npwp: try value(NPWP.self, answer)
        case .nib: try value(NIB.self, answer)
        case .nisn: try value(NISN.self, answer)
        case .nip: try value(NIP.self, answer)
        case .plate: try value(PlateNumber.self, answer)
        case .postalCode: try value(PostalCode.self, answer)
        case .officer: try officer(answer)
        case .caseReference: try caseReference(answer)
        case .group: try group(answer, field)
        case .yesNo: try yesNo(answer)
        case .integer, .rating: try number(answer, field.field)
        case .date: try date(answer, field)
        case .location(let within): try location(answer, mustLieInside: within && isCasePlace)
        case .files, .file, .photo: try files(answer, field.field)
        case .agency: try agency(answer)
        case .applications: try applications(answer, field.field)
        case .government: try government(answer)
        case .document: try document(answer)
        }
    }

    func refuse(_ cause: FieldProblem.Cause) -> AnswerProblem { AnswerProblem(cause: cause) }

    /// A text without white space at its ends; nil where it is empty.
    func line(_ answer: JSON) throws(AnswerProblem) -> String? {
        guard let typed = answer.string else { throw refuse(.notText) }
        guard let clean = CleanText.clean(typed, lines: false) else { throw refuse(.controlCharacter) }
        return clean.isEmpty ? nil : clean
    }

    // MARK: Texts

    private func text(_ answer: JSON, _ field: Field) throws(AnswerProblem) -> JSON? {
        guard let typed = answer.string else { throw refuse(.notText) }
        guard let clean = CleanText.clean(typed, lines: field.type == .paragraph) else {
            throw refuse(.controlCharacter)
        }
        if clean.isEmpty { return nil }
        switch field.type {
        case .phone:
            do throws(CivicError) { return .string(try Phone(typed: clean).e164) } catch {
                throw refuse(.notPhone(error))
            }
        case .email:
            do throws(CivicError) { return .string(try EmailAddress(typed: clean).text) } catch {
                throw refuse(.notEmail(error))
            }
        case .person:
            try bounded(clean, min: nil, max: field.max ?? Limits.nameCharactersMax)
            do throws(CivicError) { return try PersonName(typed: clean).canonical } catch {
                throw refuse(error == .name(.letters) ? .notName : .notValue(error))
            }
        case .paragraph:
            try bounded(clean, min: field.min, max: field.max ?? Limits.paragraphCharactersMax)
            return .string(clean)
        default:
            try bounded(clean, min: field.min, max: field.max ?? Limits.textCharactersMax)
            return .string(clean)
        }
    }

    private func bounded(_ text: String, min: Int?, max: Int) throws(AnswerProblem) {
        // Bytes bound characters from above, so most texts are never counted.
        if min == nil, text.utf8.count <= max { return }
        let count = text.count
        if count > max { throw refuse(.tooLong(by: count - max, max: max)) }
        if let min, count < min { throw refuse(.tooShort(min: min)) }
    }

    // MARK: Choices and numbers

    private func choice(_ answer: JSON, _ field: CompiledField) throws(AnswerProblem) -> JSON? {
        guard let option = try line(answer) else { return nil }
        guard field.shown.contains(option) else { throw refuse(.unknownOption(String(option.prefix(60)))) }
        return .string(option)
    }

    private func yesNo(_ answer: JSON) throws(AnswerProblem) -> JSON? {
        if answer.bool == nil, try line(answer) == nil { return nil }
        guard let truth = Self.truth(answer) else { throw refuse(.notYesNo) }
        return .bool(truth)
    }

    /// Yes or no, as JSON or in words; nil: neither.
    static func truth(_ answer: JSON) -> Bool? {
        if let truth = answer.bool { return truth }
        switch answer.string.flatMap({ CleanText.clean($0, lines: false) })?.lowercased() {
        case "ya", "yes", "true", "on", "1": return true
        case "tidak", "no", "false", "off", "0": return false
        default: return nil
        }
    }

    private func number(_ answer: JSON, _ field: Field) throws(AnswerProblem) -> JSON? {
        let number: Int64
        if let whole = answer.int {
            number = whole
        } else {
            guard let typed = answer.string else { throw refuse(.notWhole) }
            guard let text = try line(.string(typed)) else { return nil }
            guard let whole = Int64(text), text.utf8.first != UInt8(ascii: "+") else { throw refuse(.notWhole) }
            number = whole
        }
        if field.type == .rating {
            let max = field.max ?? 5
            guard number >= 1, number <= Int64(max) else { throw refuse(.notRating(max: max)) }
            return .int(number)
        }
        if let min = field.min, number < Int64(min) { throw refuse(.below(String(min))) }
        if let max = field.max, number > Int64(max) { throw refuse(.above(String(max))) }
        return .int(number)
    }

    private func date(_ answer: JSON, _ field: CompiledField) throws(AnswerProblem) -> JSON? {
        guard let typed = try line(answer) else { return nil }
        let date: CivilDate
        do throws(CivicError) { date = try CivilDate(typed: typed) } catch {
            if case .dateYear = error { throw refuse(.notValue(error)) }
            throw refuse(.notDate)
        }
        guard Self.years.contains(date.year) else { throw refuse(.notDate) }
        let today = context.at.date(in: context.calendar.zone)
        if field.isTimerDate, date <= today { throw refuse(.dateBefore(today.adding(days: 1))) }
        return .string(date.iso)
    }

    /// Years that a date may lie in: a birth of the oldest person, a term of an agreement.
    private static let years = 1900...2199

    // MARK: Places and files

    private func location(_ answer: JSON, mustLieInside: Bool) throws(AnswerProblem) -> JSON? {
        if let typed = answer.string, CleanText.clean(typed, lines: false)?.isEmpty ?? false { return nil }
        if answer.object?.isEmpty ?? false { return nil }
        guard let point = GeoPoint(answer: answer) else { throw refuse(.notPlace) }
        if mustLieInside, context.place == nil { throw refuse(.outsideGovernment) }
        var landmark: String?
        if let typed = answer["landmark"]?.string {
            guard let clean = CleanText.clean(typed, lines: false) else { throw refuse(.controlCharacter) }
            try bounded(clean, min: nil, max: Limits.landmarkCharactersMax)
            landmark = clean.isEmpty ? nil : clean
        }
        return point.answer(landmark: landmark)
    }

    private func files(_ answer: JSON, _ field: Field) throws(AnswerProblem) -> JSON? {
        guard let items = answer.array ?? answer.string.map({ $0.isEmpty ? [] : [.string($0)] }) else {
            throw refuse(.notFiles)
        }
        if items.isEmpty { return nil }
        let max = field.type.filesMax ?? field.max ?? Limits.filesMax
        if items.count > max { throw refuse(.tooManyFiles(max)) }
        var kept: [JSON] = []
        for item in items {
            guard let file = item.string ?? item["file"]?.string else { throw refuse(.notFiles) }
            if let known = context.files, !known.contains(file) { throw refuse(.unknownFile) }
            guard !kept.contains(where: { $0["file"]?.string == file }) else { continue }
            kept.append(["file": .string(file)])
        }
        return .array(kept)
    }

    /// A structured document is kept as it came: its canonical bytes may be signed.
    ///
    /// Else the hash of one that is held elsewhere.
    private func document(_ answer: JSON) throws(AnswerProblem) -> JSON? {
        if let members = answer.object {
            if members.isEmpty { return nil }
            let bytes = answer.canonical.count
            if bytes > Limits.documentBytesMax {
                throw refuse(.tooLong(by: bytes - Limits.documentBytesMax, max: Limits.documentBytesMax))
            }
            return answer
        }
        guard let hash = try line(answer) else { return nil }
        guard let digest = Digest(hex: hash) else { throw refuse(.notFiles) }
        return .string(digest.hex)
    }

    // MARK: The city's own things

    private func agency(_ answer: JSON) throws(AnswerProblem) -> JSON? {
        guard let typed = try line(answer) else { return nil }
        guard let id = try? AgencyID(typed), context.agencies.isEmpty || context.agencies.contains(id) else {
            throw refuse(.unknownAgency(String(typed.prefix(60))))
        }
        return .string(id.text)
    }

    private func government(_ answer: JSON) throws(AnswerProblem) -> JSON? {
        guard let typed = try line(answer) else { return nil }
        guard let code = try? RegionCode(typed), code.level <= .regency else { throw refuse(.notRegion) }
        return .string(code.text)
    }

    private func applications(_ answer: JSON, _ field: Field) throws(AnswerProblem) -> JSON? {
        guard let items = answer.array ?? answer.string.map({ $0.isEmpty ? [] : [.string($0)] }) else {
            throw refuse(.notList)
        }
        if items.isEmpty { return nil }
        let max = field.max ?? Limits.applicationsMax
        if items.count > max { throw refuse(.tooManyRows(max)) }
        var kept: [JSON] = []
        var seen: Set<AppID> = []
        for item in items {
            // `laksa@1.0.0` from a form, `{"app": …, "version": …}` from the API.
            let parts = item.string?.split(separator: "@", maxSplits: 1).map(String.init) ?? []
            guard let id = item["app"]?.string ?? parts.first, let app = try? AppID(id),
                let version = item["version"]?.string ?? parts.dropFirst().first, Version(version) != nil,
                seen.insert(app).inserted
            else { throw refuse(.notList) }
            kept.append(["app": .string(app.text), "version": .string(version)])
        }
        return .array(kept)
    }
}
