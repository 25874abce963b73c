package import Civic
import Definition

extension CompiledDefinition {
    /// What the person should be asked about an answer that was taken (``Doubt``); none where nothing seems odd.
    package func doubts(_ answer: JSON?, of id: FieldID, around surroundings: Surroundings) -> [Doubt] {
        guard let answer, !answer.isNull, let field = fields[id] else { return [] }
        return field.doubts(answer, around: surroundings)
    }
}

extension CompiledField {
    func doubts(_ answer: JSON, around surroundings: Surroundings) -> [Doubt] {
        func doubts<Value: CivicValue>(_ type: Value.Type) -> [Doubt] {
            (try? Value(canonical: answer))?.doubts(around: surroundings) ?? []
        }
        switch field.type {
        case .nik: return doubts(NIK.self)
        case .kk: return doubts(KKNumber.self)
        case .npwp: return doubts(NPWP.self)
        case .nib: return doubts(NIB.self)
        case .nisn: return doubts(NISN.self)
        case .nip: return doubts(NIP.self)
        case .plate: return doubts(PlateNumber.self)
        case .postalCode: return doubts(PostalCode.self)
        case .person: return doubts(PersonName.self)
        case .address: return doubts(Address.self)
        case .group:
            var found: [Doubt] = []
            for row in answer.array ?? [] {
                for inner in rows {
                    guard let value = row[inner.id.text] else { continue }
                    for doubt in inner.doubts(value, around: surroundings) where !found.contains(doubt) {
                        found.append(doubt)
                    }
                }
            }
            return found
        case .text, .paragraph, .choice, .multipleChoice, .ranking, .yesNo, .integer, .decimal, .money, .date, .time,
            .period, .location, .area, .route, .files, .file, .photo, .phone, .email, .url, .agency, .officer,
            .caseReference, .rating, .applications, .government, .document:
            return []
        }
    }
}
