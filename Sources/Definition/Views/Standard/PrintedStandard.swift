package import Civic

/// The service standard as it is hung up and printed: numbered components in the order of UU 25/2009 article 21.
package struct PrintedStandard: Sendable {
    package struct Component: Sendable {
        package let number: Int
        package let title: String
        /// One paragraph, or the items of a numbered list.
        package let lines: [String]
        /// Part 1 must be published where the service is given (Permenpan-RB 15/2014); part 2 is how it is produced.
        package let isDelivery: Bool
    }

    package let title: String
    package let summary: String
    package let components: [Component]
    /// The deadlines that the city sets itself.
    package let deadlines: [String]
    package let version: Version
}

extension Definition {
    /// The printed standard in a language.
    package func printedStandard(_ language: Language) -> PrintedStandard {
        func say(_ id: String, _ en: String) -> String { language == .id ? id : en }
        func one(_ text: LocalizedText) -> [String] { [text.text(language)] }
        let delivery: [(String, [String])] = [
            (say("Persyaratan", "Requirements"), standard.requirements.map { $0.text(language) }),
            (
                say("Sistem, mekanisme dan prosedur", "System, mechanism and procedure"),
                standard.procedure.map { $0.text(language) }
            ),
            (say("Jangka waktu penyelesaian", "Time of completion"), one(standard.time)),
            (say("Biaya atau tarif", "Fee"), one(standard.fee)),
            (say("Produk pelayanan", "Product"), one(standard.product)),
            (
                say("Penanganan pengaduan, saran dan masukan", "Complaints, suggestions and input"),
                one(standard.complaints)
            ),
        ]
        let production: [(String, [String])] = [
            (say("Dasar hukum", "Legal basis"), legal.map { $0.text.text(language) }),
            (say("Sarana, prasarana dan fasilitas", "Facilities"), one(standard.facilities)),
            (say("Kompetensi pelaksana", "Competence of staff"), one(standard.competence)),
            (say("Pengawasan internal", "Internal supervision"), one(standard.supervision)),
            (say("Jumlah pelaksana", "Number of staff"), one(standard.staff)),
            (say("Jaminan pelayanan", "Guarantee of service"), one(standard.guarantee)),
            (say("Jaminan keamanan dan keselamatan", "Guarantee of security and safety"), one(standard.safety)),
            (say("Evaluasi kinerja pelaksana", "Evaluation of performance"), one(standard.evaluation)),
        ]
        let all = delivery.map { ($0, true) } + production.map { ($0, false) }
        return PrintedStandard(
            title: say("Standar Pelayanan", "Service standard") + " " + name.text(language),
            summary: summary.text(language),
            components: all.enumerated().map { index, entry in
                .init(number: index + 1, title: entry.0.0, lines: entry.0.1, isDelivery: entry.1)
            },
            deadlines: clocks.all.map { "\($0.element.name.text(language)): \(targetText($0.element, language))" },
            version: version
        )
    }

    /// A clock's target in words; a range where it depends on a register's column.
    package func targetText(_ clock: ClockElement, _ language: Language) -> String {
        switch clock.target {
        case .workdays(let days): return Self.workdaysText("\(days)", isOne: days == 1, language)
        case .calendarDays(let days): return language == .id ? "\(days) hari" : days == 1 ? "1 day" : "\(days) days"
        case .formula(let formula):
            guard let range = columnRange(in: formula) else {
                return language == .id ? "menurut kasusnya" : "depends on the case"
            }
            let text =
                range.lowerBound == range.upperBound ? "\(range.lowerBound)" : "\(range.lowerBound)–\(range.upperBound)"
            return Self.workdaysText(text, isOne: range == 1...1, language)
        }
    }

    private static func workdaysText(_ number: String, isOne: Bool, _ language: Language) -> String {
        language == .id ? "\(number) hari kerja" : isOne ? "1 workday" : "\(number) workdays"
    }

    /// The values of `field.column` in `category.workdays * workday` over the rows that can be chosen.
    private func columnRange(in formula: Formula) -> ClosedRange<Int64>? {
        for (id, field) in form.all {
            guard case .register(let registerID)? = field.type.choices, let register = registers[registerID] else {
                continue
            }
            for (column, element) in register.columns.all where element.kind == .integer {
                guard formula.source.contains("\(id).\(column)") else { continue }
                let values = register.shown.compactMap { $0.element.values[column]?.int }
                if let low = values.min(), let high = values.max() { return low...high }
            }
        }
        return nil
    }
}
