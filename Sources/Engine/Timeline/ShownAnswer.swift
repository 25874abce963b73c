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
        guard case .choice(let choices)? = fields[id]?.field.type, let option = try? OptionID(code) else { return nil }
        switch choices {
        case .options(let options): return options[option]
        case .register(let register): return definition.registers[register]?.rows[option]?.name
        }
    }

    /// An answer in words; nil where there is none.
    package func shown(
        _ answer: JSON?,
        of id: FieldID,
        formats: Formats,
        agencies: [AgencyID: LocalizedText]
    ) -> ShownAnswer? {
        guard let answer, !answer.isNull, let field = fields[id]?.field else { return nil }
        let language = formats.language
        switch field.type {
        case .choice:
            return answer.string.map { .text(optionName($0, of: id)?.text(language) ?? $0) }
        case .yesNo:
            let words = AnswerReading.truth(answer) == true ? ("Ya", "Yes") : ("Tidak", "No")
            return .text(language == .id ? words.0 : words.1)
        case .date: return answer.string.flatMap { try? CivilDate(iso: $0) }.map { .text(formats.date($0)) }
        case .location:
            return GeoPoint(answer: answer).map { .point($0, landmark: answer["landmark"]?.string) }
        case .files: return .files((answer.array ?? []).compactMap { $0["file"]?.string })
        case .rating: return answer.int.map { .rating(Int($0), max: field.max ?? 5) }
        case .integer: return answer.int.map { .text(formats.number(Int($0))) }
        case .agency:
            return answer.string.map { text in
                .text((try? AgencyID(text)).flatMap { agencies[$0]?.text(language) } ?? text)
            }
        case .applications:
            return .list(
                (answer.array ?? []).compactMap { item in
                    item["app"]?.string.map { $0 + (item["version"]?.string.map { " " + $0 } ?? "") }
                }
            )
        case .phone: return answer.string.map { .text((try? Phone(typed: $0))?.display ?? $0) }
        case .text, .paragraph, .email, .personName, .government, .document: return answer.string.map { .text($0) }
        }
    }
}
