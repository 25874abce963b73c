import Civic
import Definition
import Rules

extension CompiledField {
    /// What expressions see of an answer.
    func value(_ answer: JSON?, zone: Zone) -> RuleValue {
        guard let answer, !answer.isNull else { return .null }
        switch field.type {
        case .choice: return answer.string.flatMap { options[$0] } ?? .null
        case .multipleChoice, .ranking:
            return .list((answer.array ?? []).map { $0.string.flatMap { options[$0] } ?? .null })
        case .decimal: return answer.string.flatMap { RuleDecimal($0) }.map { .decimal($0) } ?? .null
        case .money: return answer.int.map { .money(Rupiah($0)) } ?? .null
        case .date:
            guard let text = answer.string, let date = try? CivilDate(iso: text) else { return .null }
            return .date(date)
        case .period:
            guard let period = try? Period(canonical: answer) else { return .null }
            return .record([
                "from": .date(period.first), "until": .date(period.last), "days": .int(Int64(period.dayCount)),
            ])
        case .location:
            guard let point = GeoPoint(answer: answer) else { return .null }
            return .point(point)
        case .area:
            guard let area = try? Area(canonical: answer) else { return .null }
            return .record([
                "square_metres": .int(Int64(area.squareMetres.rounded())), "corners": .int(Int64(area.points.count)),
            ])
        case .route:
            guard let route = try? Route(canonical: answer) else { return .null }
            return .record([
                "metres": .int(Int64(route.metres.rounded())), "points": .int(Int64(route.points.count)),
            ])
        case .address:
            guard let address = try? Address(canonical: answer) else { return .null }
            return .record([
                "street": .string(address.street), "rt": .optional(address.rt), "rw": .optional(address.rw),
                "village": .optional(address.region.flatMap { $0.level == .village ? $0.text : nil }),
                "district": .optional(address.region?.ancestor(at: .district)?.text),
                "postal_code": .optional(address.postalCode?.digits),
            ])
        case .group:
            return .list(
                (answer.array ?? []).map { row in
                    .record(
                        Dictionary(
                            rows.map { ($0.id.text, $0.value(row[$0.id.text], zone: zone)) },
                            uniquingKeysWith: { first, _ in first }
                        )
                    )
                }
            )
        case .text, .paragraph, .yesNo, .integer, .time, .files, .file, .photo, .phone, .email, .url, .person, .nik,
            .kk,
            .npwp, .nib, .nisn, .nip, .plate, .postalCode, .agency, .officer, .caseReference, .rating, .applications,
            .government, .document:
            return RuleValue(answer)
        }
    }

    /// The answer that a calculated value is kept as; nil where it does not fit the field's type.
    func answer(of value: RuleValue) -> JSON? {
        switch (field.type, value) {
        case (_, .null): return nil
        case (.decimal(let scale), .decimal(let number)):
            return ExactDecimal(significand: number.coefficient, scale: number.scale)?.rounded(to: scale)?.canonical
        case (.decimal(let scale), .int(let whole)): return ExactDecimal(whole).rounded(to: scale)?.canonical
        case (.money, .money(let amount)): return amount.canonical
        case (.money, .int(let amount)): return .int(amount)
        case (.money, .decimal(let number)):
            return ExactDecimal(significand: number.coefficient, scale: number.scale)?.rupiah?.canonical
        case (.integer, .int(let whole)): return .int(whole)
        case (.integer, .decimal(let number)): return number.whole.map { .int($0) }
        default:
            let json = value.attribute
            return json.isNull ? nil : json
        }
    }

    /// The points that must lie inside the government; none where the question does not ask for that.
    func outline(_ answer: JSON?) -> [GeoPoint] {
        guard let answer else { return [] }
        switch field.type {
        case .area(withinGovernment: true): return (try? Area(canonical: answer))?.points ?? []
        case .route(withinGovernment: true): return (try? Route(canonical: answer))?.points ?? []
        default: return []
        }
    }

    /// The case that an answer names.
    func caseNumber(_ answer: JSON?) -> [CaseNumber] {
        guard field.type == .caseReference, let typed = answer?.string.flatMap({ CleanText.clean($0, lines: false) }),
            let number = try? CaseNumber(typed: typed)
        else { return [] }
        return [number]
    }

    /// Where an answer lies, for a field that says where the case is.
    func point(_ answer: JSON?) -> GeoPoint? {
        guard let answer else { return nil }
        switch field.type {
        case .location: return GeoPoint(answer: answer)
        case .area: return (try? Area(canonical: answer))?.polygon.box.centre
        case .route: return (try? Route(canonical: answer))?.points.first
        default: return nil
        }
    }
}
