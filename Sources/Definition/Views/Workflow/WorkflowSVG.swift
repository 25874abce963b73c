package import Civic

extension Definition {
    /// The workflow as an SVG picture: states as boxes, actions as numbered arrows, and a legend that says who does what.
    ///
    /// Classes for the style sheet, presentation attributes for where there is none; `<title>` and `<desc>` for readers.
    package func workflowSVG(_ language: Language) -> String {
        WorkflowDrawing(definition: self, language: language).svg
    }

    /// Who may take an action, in words: "Warga, Pemeriksa, otomatis setelah 10 hari kerja".
    package func actorsText(_ action: ActionElement, _ language: Language) -> String {
        action.by.map { who in
            switch who {
            case .role(let role): roles[role]?.name.text(language) ?? role.text
            case .timer: language == .id ? "otomatis pada tanggalnya" : "by itself on its date"
            case .timerAfter(let days):
                language == .id ? "otomatis setelah \(days) hari kerja" : "by itself after \(days) workdays"
            case .payment: language == .id ? "pembayaran lunas" : "full payment"
            case .overdue: language == .id ? "otomatis setelah jatuh tempo" : "by itself after the due day"
            case .peer(.provider): language == .id ? "pemerintah penyedia" : "the providing government"
            case .peer(.adopter): language == .id ? "pemerintah pemakai" : "the adopting government"
            }
        }.joined(separator: ", ")
    }
}
