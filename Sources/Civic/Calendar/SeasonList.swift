/// Times of the year with hours of their own, as dated data: the days of Ramadan year by year.
///
/// Read from `name,name_en,from,until,source,estimated`; a government gives its own rows, `Data/holidays` carries estimates.
package struct SeasonList: Sendable {
    package struct Row: Hashable, Sendable {
        package let name: LocalizedText
        package let days: ClosedRange<CivilDate>
        /// Who says so: a decree, or how it was computed.
        package let source: String
        /// True where the days were computed and nobody decided them yet.
        package let isEstimated: Bool
    }

    /// What is wrong with a line, from 1.
    package struct Problem: Error, Hashable, Sendable {
        package enum Kind: String, CaseIterable, Sendable {
            case header, columns, empty, date, order, overlap, estimated
        }

        package let line: Int
        package let kind: Kind

        package init(line: Int, kind: Kind) { (self.line, self.kind) = (line, kind) }
    }

    /// In order of their days, apart from each other.
    package let rows: [Row]

    package init(csv text: String) throws(Problem) {
        let lines = CSVLines(text).lines
        guard let header = lines.first, header.fields == ["name", "name_en", "from", "until", "source", "estimated"]
        else { throw Problem(line: lines.first?.number ?? 1, kind: .header) }
        var rows: [Row] = []
        for (line, fields) in lines.dropFirst() {
            guard fields.count == 6 else { throw Problem(line: line, kind: .columns) }
            guard !fields[0].isEmpty, !fields[4].isEmpty else { throw Problem(line: line, kind: .empty) }
            guard let from = try? CivilDate(iso: fields[2]), let until = try? CivilDate(iso: fields[3]),
                Limits.calendarYears.contains(from.year), Limits.calendarYears.contains(until.year)
            else { throw Problem(line: line, kind: .date) }
            guard from <= until else { throw Problem(line: line, kind: .order) }
            guard let isEstimated = Bool(fields[5]) else { throw Problem(line: line, kind: .estimated) }
            guard !rows.contains(where: { $0.days.overlaps(from...until) }) else {
                throw Problem(line: line, kind: .overlap)
            }
            let name = LocalizedText(id: fields[0], en: fields[1].isEmpty ? nil : fields[1])
            rows.append(Row(name: name, days: from...until, source: fields[4], isEstimated: isEstimated))
        }
        self.rows = rows.sorted { $0.days.lowerBound < $1.days.lowerBound }
    }

    /// Every row as a season with these hours, ready for a ``WorkingCalendar``.
    package func seasons(hours: WeeklyHours) -> [Season] {
        rows.map { Season(name: $0.name.text(.id), days: $0.days, hours: hours) }
    }
}

extension SeasonList.Problem {
    package func message(_ language: Language) -> String {
        let text =
            switch kind {
            case .header:
                LocalizedText(
                    id: "judul kolom harus name,name_en,from,until,source,estimated.",
                    en: "the columns must be name,name_en,from,until,source,estimated."
                )
            case .columns: LocalizedText(id: "harus ada enam kolom.", en: "there must be six columns.")
            case .empty: LocalizedText(id: "nama atau sumber kosong. Isi.", en: "name or source is empty. Fill it in.")
            case .date:
                LocalizedText(
                    id: "tanggal tidak ada. Tulis 2026-02-19.",
                    en: "a date does not exist. Write 2026-02-19."
                )
            case .order:
                LocalizedText(id: "hari terakhir sebelum hari pertama.", en: "the last day stands before the first.")
            case .overlap:
                LocalizedText(id: "bertumpang tindih dengan baris lain.", en: "it overlaps another row.")
            case .estimated:
                LocalizedText(id: "estimated harus true atau false.", en: "estimated must be true or false.")
            }
        return (language == .id ? "Baris" : "Line") + " \(line): " + text.text(language)
    }
}
