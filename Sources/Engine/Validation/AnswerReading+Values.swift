import Civic
import Definition

/// The types whose spelling Civic knows: read as people type them, kept in their canonical form.
extension AnswerReading {
    /// A value of one line; nil where it is empty.
    func value<Value: TypedValue>(_ type: Value.Type, _ answer: JSON) throws(AnswerProblem) -> JSON? {
        guard let typed = try line(answer) else { return nil }
        do throws(CivicError) { return try Value(typed: typed).canonical } catch { throw refuse(.notValue(error)) }
    }

    // MARK: Numbers

    /// A number as a program sends it (text or JSON number), or `{"typed": …}` as a page posts what somebody typed.
    ///
    /// The two differ in "1.250": a program means one and a quarter, a person a thousand and more.
    func decimal(_ answer: JSON, _ field: Field, scale: Int) throws(AnswerProblem) -> JSON? {
        let number: ExactDecimal
        do throws(CivicError) {
            // A comma stands in no program's number.
            let isTyped = answer["typed"] != nil || answer.string?.contains(",") == true
            let given = answer["typed"] ?? answer
            let text = try readable(given)
            if given.string != nil, text == nil { return nil }
            if isTyped {
                guard let text else { throw CivicError.notText }
                number = try ExactDecimal(typed: text, scale: scale)
            } else {
                number = try ExactDecimal(canonical: text.map { .string($0) } ?? answer, scale: scale)
            }
        } catch {
            throw refuse(.notValue(error))
        }
        if let min = field.min, number < ExactDecimal(Int64(min)) { throw refuse(.below(String(min))) }
        if let max = field.max, number > ExactDecimal(Int64(max)) { throw refuse(.above(String(max))) }
        return number.canonical
    }

    /// The line of a text; nil where it is empty or no text at all.
    private func readable(_ answer: JSON) throws(CivicError) -> String? {
        guard let typed = answer.string else { return nil }
        guard let clean = CleanText.clean(typed, lines: false) else { throw .decimal(typed: "?") }
        return clean.isEmpty ? nil : clean
    }

    func money(_ answer: JSON, _ field: Field) throws(AnswerProblem) -> JSON? {
        if answer.string != nil, try line(answer) == nil { return nil }
        let amount: Rupiah
        do throws(CivicError) { amount = try Rupiah(canonical: answer) } catch { throw refuse(.notValue(error)) }
        let min = Rupiah(Int64(field.min ?? 0))
        if amount < min { throw refuse(.below(min.description)) }
        if let max = field.max, amount > Rupiah(Int64(max)) { throw refuse(.above(Rupiah(Int64(max)).description)) }
        return amount.canonical
    }

    // MARK: Choices

    private func codes(_ answer: JSON) throws(AnswerProblem) -> [String] {
        guard let items = answer.array ?? answer.string.map({ $0.isEmpty ? [] : [.string($0)] }) else {
            throw refuse(.notList)
        }
        var codes: [String] = []
        for item in items {
            if let code = try line(item) { codes.append(code) }
        }
        return codes
    }

    private func known(_ codes: [String], _ field: CompiledField) throws(AnswerProblem) {
        for code in codes where !field.shown.contains(code) { throw refuse(.unknownOption(String(code.prefix(60)))) }
        if let min = field.field.min, codes.count < min { throw refuse(.tooFew(min: min)) }
        if let max = field.field.max, codes.count > max { throw refuse(.tooManyChosen(max: max)) }
    }

    /// Kept in the order in which the choices are offered.
    func several(_ answer: JSON, _ field: CompiledField) throws(AnswerProblem) -> JSON? {
        let codes = try codes(answer)
        if codes.isEmpty { return nil }
        try known(Array(Set(codes)), field)
        let chosen = Set(codes)
        return .array(field.order.filter(chosen.contains).map { .string($0) })
    }

    func ranking(_ answer: JSON, _ field: CompiledField) throws(AnswerProblem) -> JSON? {
        let codes = try codes(answer)
        if codes.isEmpty { return nil }
        try known(codes, field)
        do throws(CivicError) {
            return try Ranking(canonical: .array(codes.map { .string($0) })).canonical
        } catch {
            throw refuse(.notValue(error))
        }
    }

    // MARK: Times and places

    func period(_ answer: JSON) throws(AnswerProblem) -> JSON? {
        if let from = answer["from"]?.string, let until = answer["until"]?.string {
            if try line(.string(from + until)) == nil { return nil }
        } else if try line(answer) == nil {
            return nil
        }
        do throws(CivicError) { return try Period(canonical: answer).canonical } catch {
            throw refuse(.notValue(error))
        }
    }

    func address(_ answer: JSON) throws(AnswerProblem) -> JSON? {
        if let members = answer.object, members.values.allSatisfy({ $0.string?.isEmpty ?? $0.isNull }) { return nil }
        if answer.string?.isEmpty ?? false { return nil }
        do throws(CivicError) { return try Address(canonical: answer).canonical } catch {
            throw refuse(.notValue(error))
        }
    }

    func area(_ answer: JSON, mustLieInside: Bool) throws(AnswerProblem) -> JSON? {
        if isBlank(answer) { return nil }
        let area: Area
        do throws(CivicError) { area = try Area(canonical: answer) } catch { throw refuse(.notValue(error)) }
        try inside(area.points, mustLieInside: mustLieInside)
        return area.canonical
    }

    func route(_ answer: JSON, mustLieInside: Bool) throws(AnswerProblem) -> JSON? {
        if isBlank(answer) { return nil }
        let route: Route
        do throws(CivicError) { route = try Route(canonical: answer) } catch { throw refuse(.notValue(error)) }
        try inside(route.points, mustLieInside: mustLieInside)
        return route.canonical
    }

    /// Every corner, not the middle alone: an area that reaches over the border is another government's business too.
    private func inside(_ points: [GeoPoint], mustLieInside: Bool) throws(AnswerProblem) {
        guard mustLieInside else { return }
        let outside = points.count { context.strays.contains($0) }
        if outside > 0 { throw refuse(.partlyOutside(points: outside)) }
    }

    /// The number of a case that there is.
    func caseReference(_ answer: JSON) throws(AnswerProblem) -> JSON? {
        guard let canonical = try value(CaseNumber.self, answer) else { return nil }
        if let known = context.knownCases, let number = try? CaseNumber(canonical: canonical), !known.contains(number) {
            throw refuse(.unknownCase(number.text))
        }
        return canonical
    }

    private func isBlank(_ answer: JSON) -> Bool {
        answer.string?.allSatisfy(\.isWhitespace) ?? (answer.object?.isEmpty ?? false)
    }

    // MARK: People and rows

    func officer(_ answer: JSON) throws(AnswerProblem) -> JSON? {
        guard let typed = try line(answer) else { return nil }
        let isSpelled = typed.utf8.count <= 64 && !typed.utf8.contains { $0 <= 0x20 || $0 == 0x3C || $0 == 0x3E }
        guard isSpelled, context.officers?.contains(OfficerID(typed)) ?? true else { throw refuse(.unknownOfficer) }
        return .string(typed)
    }

    /// Rows of the same questions; a row without any answer is left out, the first wrong answer of the rows is named.
    func group(_ answer: JSON, _ field: CompiledField) throws(AnswerProblem) -> JSON? {
        guard let rows = answer.array ?? (answer.string?.isEmpty ?? false ? [] : nil) else { throw refuse(.notList) }
        var kept: [JSON] = []
        for row in rows {
            guard let members = row.object else { throw refuse(.notList) }
            let place = kept.count + 1
            if let unknown = members.keys.sorted().first(where: { key in !field.rows.contains { $0.id.text == key } }) {
                let id = (try? FieldID(unknown)) ?? field.id
                throw refuse(.inRow(place, id, LocalizedText(id: unknown), .unknownField))
            }
            var values: [String: JSON] = [:]
            for inner in field.rows {
                guard let given = members[inner.id.text], !given.isNull else { continue }
                do throws(AnswerProblem) {
                    if let value = try read(given, inner, isCasePlace: false) { values[inner.id.text] = value }
                } catch {
                    throw refuse(.inRow(place, inner.id, inner.field.label, error.cause))
                }
            }
            guard !values.isEmpty else { continue }
            for inner in field.rows where values[inner.id.text] == nil {
                guard case .always = inner.required else { continue }
                throw refuse(.inRow(place, inner.id, inner.field.label, .missing))
            }
            kept.append(.object(values))
        }
        if kept.isEmpty { return nil }
        if let min = field.field.min, kept.count < min { throw refuse(.tooFew(min: min)) }
        let max = field.field.max ?? AnswerLimits.rowsMax
        if kept.count > max { throw refuse(.tooManyRows(max)) }
        return .array(kept)
    }
}
