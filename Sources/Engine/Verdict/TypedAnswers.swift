package import Civic
import Definition

/// A form of an application: the one that starts a case, or an action's.
package enum FormStage: Hashable, Sendable {
    case start
    case action(ActionID)
}

extension CompiledDefinition {
    /// What a program must not send: answers in another JSON type than the published schema names.
    ///
    /// Pages post text and are read leniently ("ya", "24/11/2026", blanks around a code); a program has the schema. What this lets
    /// pass and the schema refuses, the check of the answers refuses too. Unknown fields are left to that check.
    package func typedProblems(_ stage: FormStage, _ answers: [FieldID: JSON]) -> [FieldProblem] {
        guard let form = form(of: stage) else { return [] }
        return form.fields.compactMap { field in
            guard let answer = answers[field.id] else { return nil }
            return TypedAnswer(answer: answer, field: field.field).cause.map {
                FieldProblem(field: field.id, label: field.field.label, cause: $0)
            }
        }
    }

    func form(of stage: FormStage) -> CompiledForm? {
        switch stage {
        case .start: start.form
        case .action(let id):
            action(id).map { action in
                action.element.corrects
                    ? form(start.form.fields.filter { definition.markable.contains($0.id) } + action.form.fields)
                    : action.form
            }
        }
    }
}

/// One answer as a program sent it, held against the shape of its type (`FieldSchema.shape`).
private struct TypedAnswer {
    let answer: JSON
    let field: Field

    /// Why it has not the right shape; nil where it has.
    var cause: FieldProblem.Cause? {
        switch field.type {
        case .text: text(max: field.max ?? AnswerLimits.textCharactersMax)
        case .paragraph: text(max: field.max ?? AnswerLimits.paragraphCharactersMax)
        case .person: text(max: field.max ?? AnswerLimits.nameCharactersMax)
        case .phone: text(max: 100)
        case .email: text(max: 300)
        case .multipleChoice, .ranking: isListOfWords ? nil : .notList
        case .decimal(let scale): isDecimal(scale) ? nil : .notValue(.decimal(typed: String(answer.text.prefix(60))))
        case .money: answer.int == nil ? .notValue(.rupiah(typed: String(answer.text.prefix(60)))) : nil
        case .time: isTime ? nil : .notValue(.timeOfDay(typed: String(answer.text.prefix(60))))
        case .period: isPeriod ? nil : .notValue(.period(typed: String(answer.text.prefix(60))))
        case .nik: isDigits([16]) ? nil : .notValue(.letters(of: .nik))
        case .kk: isDigits([16]) ? nil : .notValue(.letters(of: .kk))
        case .npwp: isDigits([15, 16]) ? nil : .notValue(.letters(of: .npwp))
        case .nib: isDigits([13]) ? nil : .notValue(.letters(of: .nib))
        case .nisn: isDigits([10]) ? nil : .notValue(.letters(of: .nisn))
        case .nip: isDigits([18]) ? nil : .notValue(.letters(of: .nip))
        case .postalCode: isDigits([5]) ? nil : .notValue(.letters(of: .postalCode))
        case .url: some(max: Civic.Limits.webAddressBytesMax)
        case .plate: some(max: 30)
        case .caseReference: some(max: 60)
        case .area, .route, .address: answer.object == nil ? .notValue(.notText) : nil
        case .file, .photo: isListOfFiles ? nil : .notFiles
        case .officer: isWord ? nil : .unknownOfficer
        case .group: answer.array?.allSatisfy({ $0.object != nil }) == true ? nil : .notList
        case .choice: isWord ? nil : .unknownOption(String(answer.text.prefix(60)))
        case .yesNo: answer.bool == nil ? .notYesNo : nil
        case .integer, .rating: answer.int == nil ? .notWhole : nil
        // "24/11/2026" is a spelling of pages; programs have ISO 8601.
        case .date: isISODate ? nil : .notDate
        case .location: isPlace ? nil : .notPlace
        case .files: isListOfFiles ? nil : .notFiles
        case .agency: isWord ? nil : .unknownAgency(String(answer.text.prefix(60)))
        case .government: isWord ? nil : .notRegion
        case .document: isWord || answer.object?.isEmpty == false ? nil : .notFiles
        case .applications: isListOfApplications ? nil : .notList
        }
    }

    /// A schema counts what was sent, character by character as Unicode does; the kept text is never longer.
    private func text(max: Int) -> FieldProblem.Cause? {
        guard let text = answer.string else { return .notText }
        let count = text.unicodeScalars.count
        return count > max ? .tooLong(by: count - max, max: max) : nil
    }

    private var isWord: Bool {
        guard let text = answer.string, !text.isEmpty else { return false }
        return !text.unicodeScalars.contains { $0.properties.isWhitespace || (0x1C...0x1F).contains($0.value) }
    }

    /// A text that is not empty and not longer than the schema says.
    private func some(max: Int) -> FieldProblem.Cause? {
        answer.string?.isEmpty == true ? .missing : text(max: max)
    }

    private var isListOfWords: Bool {
        answer.array?.allSatisfy { TypedAnswer(answer: $0, field: field).isWord } ?? false
    }

    private func isDecimal(_ scale: Int) -> Bool {
        guard let text = answer.string else { return false }
        let parts = text.utf8.drop { $0 == 0x2D }.split(separator: 0x2E, omittingEmptySubsequences: false)
        let isSpelled = parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } }
        guard isSpelled, !text.hasPrefix("--"), (1...2).contains(parts.count), parts[0].count <= 28 else {
            return false
        }
        return parts.count == 1 || parts[1].count <= scale
    }

    private func matches(_ pattern: [Character?]) -> Bool {
        guard let text = answer.string, text.utf8.count == pattern.count else { return false }
        return zip(text, pattern).allSatisfy { sign, wanted in wanted.map { $0 == sign } ?? ("0"..."9").contains(sign) }
    }

    private var isTime: Bool {
        guard matches([nil, nil, ":", nil, nil]), let text = answer.string else { return false }
        return text < "24" && text.dropFirst(3) < "60"
    }

    private var isPeriod: Bool {
        let month: [Character?] = [nil, nil, nil, nil, "-", nil, nil]
        let day: [Character?] = month + ["-", nil, nil]
        for from in [month, day] {
            for until in [month, day] where matches(from + ["/"] + until) { return true }
        }
        return false
    }

    /// Digits that may be parted by blanks, dots and hyphens.
    private func isDigits(_ counts: [Int]) -> Bool {
        guard let text = answer.string else { return false }
        var count = 0
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39: count += 1
            case 0x20, 0x2D, 0x2E: continue
            default: return false
            }
        }
        return counts.contains(count)
    }

    private var isISODate: Bool {
        guard let bytes = answer.string.map({ Array($0.utf8) }), bytes.count == 10 else { return false }
        return bytes.enumerated().allSatisfy { index, byte in
            index == 4 || index == 7 ? byte == UInt8(ascii: "-") : (0x30...0x39).contains(byte)
        }
    }

    private var isPlace: Bool {
        guard let members = answer.object else { return false }
        if let landmark = members["landmark"] {
            guard let text = landmark.string, text.unicodeScalars.count <= AnswerLimits.landmarkCharactersMax else {
                return false
            }
        }
        let isPair = members["latitude"]?.double != nil && members["longitude"]?.double != nil
        let numbers = members["coordinates"]?.array ?? []
        let isPoint =
            members["type"] == "Point" && (2...3).contains(numbers.count) && numbers.allSatisfy { $0.double != nil }
        return isPair || isPoint
    }

    private var isListOfFiles: Bool {
        guard let items = answer.array else { return false }
        return items.allSatisfy { item in
            guard let file = item["file"]?.string else { return false }
            return file.utf8.count == 64
                && file.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        }
    }

    private var isListOfApplications: Bool {
        guard let items = answer.array else { return false }
        return items.allSatisfy { $0["app"]?.string != nil && $0["version"]?.string != nil }
    }
}
