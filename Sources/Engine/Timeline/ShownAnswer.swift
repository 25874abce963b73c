package import Civic
package import Definition

/// An answer as people read it; what is not plain text stays a value, for the page to draw.
package enum ShownAnswer: Hashable, Sendable {
    case text(String)
    case point(GeoPoint, landmark: String?)
    /// Ids of files.
    case files([String])
    case rating(Int, max: Int)
    case list([String])

    /// One line of words, for lists, messages and texts to speech.
    package var line: String {
        switch self {
        case .text(let text): text
        case .point(let point, let landmark): landmark.map { "\($0) (\(point))" } ?? "\(point)"
        case .files(let files): "\(files.count)"
        case .rating(let value, let max): "\(value)/\(max)"
        case .list(let items): items.joined(separator: ", ")
        }
    }
}

extension CompiledDefinition {
    /// A field of the main form or of any action's form.
    package func field(_ id: FieldID) -> Field? { fields[id]?.field }

    /// The name of an option, hidden ones too.
    package func optionName(_ code: String, of id: FieldID) -> LocalizedText? {
        fields[id].flatMap { optionName(code, of: $0.field) }
    }

    private func optionName(_ code: String, of field: Field) -> LocalizedText? {
        guard let choices = field.type.choices, let option = try? OptionID(code) else { return nil }
        switch choices {
        case .options(let options): return options[option]
        case .register(let register): return definition.registers[register]?.rows[option]?.name
        }
    }

    /// An answer in words; nil where there is none.
    ///
    /// `regions` names villages and districts of addresses, `officers` people who work for the government.
    package func shown(
        _ answer: JSON?,
        of id: FieldID,
        formats: Formats,
        agencies: [AgencyID: LocalizedText],
        regions: @escaping (RegionCode) -> String? = { _ in nil },
        officers: @escaping (OfficerID) -> String? = { _ in nil }
    ) -> ShownAnswer? {
        guard let answer, !answer.isNull, let field = fields[id] else { return nil }
        return Showing(plan: self, formats: formats, agencies: agencies, regions: regions, officers: officers)
            .shown(answer, field)
    }

    /// What showing an answer needs from around it.
    private struct Showing {
        let plan: CompiledDefinition
        let formats: Formats
        let agencies: [AgencyID: LocalizedText]
        let regions: (RegionCode) -> String?
        let officers: (OfficerID) -> String?

        private var language: Language { formats.language }

        func shown(_ answer: JSON, _ compiled: CompiledField) -> ShownAnswer? {
            let field = compiled.field
            switch field.type {
            case .choice: return answer.string.map { .text(name(of: $0, field)) }
            case .multipleChoice:
                return .list((answer.array ?? []).compactMap { $0.string.map { name(of: $0, field) } })
            case .ranking:
                let names = (answer.array ?? []).compactMap { $0.string.map { name(of: $0, field) } }
                return .list(names.enumerated().map { "\($0 + 1). \($1)" })
            case .yesNo:
                let words = AnswerReading.truth(answer) == true ? ("Ya", "Yes") : ("Tidak", "No")
                return .text(language == .id ? words.0 : words.1)
            case .location: return GeoPoint(answer: answer).map { .point($0, landmark: answer["landmark"]?.string) }
            case .files, .file, .photo: return .files((answer.array ?? []).compactMap { $0["file"]?.string })
            case .rating: return answer.int.map { .rating(Int($0), max: field.max ?? 5) }
            case .integer: return answer.int.map { .text(field.isYear ? String($0) : formats.number(Int($0))) }
            case .agency:
                return answer.string.map { text in
                    .text((try? AgencyID(text)).flatMap { agencies[$0]?.text(language) } ?? text)
                }
            case .officer: return answer.string.map { .text(officers(OfficerID($0)) ?? $0) }
            case .applications:
                return .list(
                    (answer.array ?? []).compactMap { item in
                        item["app"]?.string.map { $0 + (item["version"]?.string.map { " " + $0 } ?? "") }
                    }
                )
            case .group: return .list((answer.array ?? []).map { row in line(row, compiled.rows) })
            case .address:
                return (try? Address(canonical: answer)).map { .text($0.line(formats, naming: regions)) }
            case .time:
                guard let time = try? TimeOfDay(canonical: answer) else { return answer.string.map { .text($0) } }
                return .text(time.display(formats) + " " + formats.zone.label)
            case .decimal, .money, .date, .period, .area, .route, .phone, .url, .nik, .kk, .npwp, .nib, .nisn, .nip,
                .plate,
                .postalCode, .caseReference:
                return (value(answer, field.type) ?? answer.string).map { .text($0) }
            case .text, .paragraph, .email, .person, .government, .document: return answer.string.map { .text($0) }
            }
        }

        private func name(of code: String, _ field: Field) -> String {
            plan.optionName(code, of: field)?.text(language) ?? code
        }

        /// `Lebar: 2,00; Tinggi: 1,50`.
        private func line(_ row: JSON, _ fields: [CompiledField]) -> String {
            fields.compactMap { inner in
                row[inner.id.text].flatMap { shown($0, inner) }.map {
                    inner.field.label.text(language) + ": " + $0.line
                }
            }.joined(separator: "; ")
        }

        /// What Civic writes of a value; nil where the answer is none.
        private func value(_ answer: JSON, _ type: FieldType) -> String? {
            func written<Value: CivicValue>(_ type: Value.Type) -> String? {
                (try? Value(canonical: answer))?.display(formats)
            }
            return switch type {
            case .decimal: written(ExactDecimal.self)
            case .money: written(Rupiah.self)
            case .date: written(CivilDate.self)
            case .period: written(Period.self)
            case .area: written(Area.self)
            case .route: written(Route.self)
            case .phone: written(Phone.self)
            case .url: written(WebAddress.self)
            case .nik: written(NIK.self)
            case .kk: written(KKNumber.self)
            case .npwp: written(NPWP.self)
            case .nib: written(NIB.self)
            case .nisn: written(NISN.self)
            case .nip: written(NIP.self)
            case .plate: written(PlateNumber.self)
            case .postalCode: written(PostalCode.self)
            case .caseReference: written(CaseNumber.self)
            default: nil
            }
        }
    }
}
