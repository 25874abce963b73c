import Definition

/// Documents broken in one place, in the sample.
extension CheckTests {
    private static func letter(_ keys: String, html: String = "<p>{{number}}</p>") -> Break {
        (
            "publish: { ledger: open",
            "documents:\n  letter:\n    name: { id: Surat, en: Letter }\n    template: { file: documents/letter.html, id: \"\(html)\" }\n    \(keys)\npublish: { ledger: open",
            ""
        )
    }

    private static func broken(_ keys: String, _ code: String, html: String = "<p>{{number}}</p>") -> Break {
        let (old, new, _) = letter(keys, html: html)
        return (old, new, code)
    }

    private static let sound = "number: \"{seq:3}/{year}\"\n    signed_by: verifier"
    private static let effects = "    when: now - take_at < duration('2400h')"

    static let documents: [Break] = [
        broken(sound, "never-issued"),
        broken(sound, "unknown-letter-slot", html: "<p>{{nomer}}</p>"),
        broken(sound + "\n    subject: «{ id: \"Balasan {{stori}}\", en: Answer }", "unknown-letter-slot"),
        broken(sound, "broken-template", html: "<p>{{#story}}</p>"),
        broken(sound, "unsafe-template", html: "<img src=x>"),
        broken(sound, "unsafe-template", html: "<p onclick=x></p>"),
        broken(sound, "unsafe-template", html: "<p>{{{story}}}</p>"),
        broken("number: «\"{sequ}/{year}\"\n    signed_by: verifier", "unknown-number-slot"),
        broken("number: «\"{seq}/SURAT\"\n    signed_by: verifier", "number-repeats"),
        broken("number: \"{seq}/{year}\"\n    signed_by: «verifer", "unknown-role"),
        broken("number: \"{seq}/{year}\"\n    signed_by: «citizen", "signed-by-nobody"),
        broken(sound + "\n    qr: [«phone, kind]", "personal-on-verification"),
        broken(sound + "\n    qr: [«kindd, kind]", "unknown-shown"),
        (
            "  soon: { on: answering at 75%, to: handler, text: { id: \"Segera {number}\", en: \"Soon {number}\" } }",
            "  soon: { on: «letter in 30 days, to: handler, text: { id: \"Segera {number}\", en: \"Soon {number}\" } }\ndocuments:\n  letter:\n    name: { id: Surat, en: Letter }\n    template: { file: documents/letter.html, id: \"<p></p>\" }\n    \(sound)\n    valid: { until: 1 year }",
            "unknown-reminder"
        ),
        (
            "relation: feeds, from: 2019-01-01, basis: { id: Perpres 76/2013, en: Regulation 76/2013 } }",
            "relation: replaced, from: 2019-01-01, basis: { id: Perpres 76/2013, en: Regulation 76/2013 } }\ndocuments:\n  «letter:\n    name: { id: Surat, en: Letter }\n    template: { file: documents/letter.html, id: \"<p></p>\" }\n    \(sound)",
            "national-authority"
        ),
        (effects, effects + "\n    issue: «letter", "unknown-document"),
        (effects, effects + "\n    revoke: «letter", "effect-without-reason"),
        (
            effects + "\nclocks:",
            effects
                + "\n    issue: letter\ndocuments:\n  letter:\n    name: { id: Surat, en: Letter }\n    template: { file: documents/letter.html, id: \"<p></p>\" }\n    \(sound)\nclocks:",
            "signer-does-not-act"
        ),
        (
            effects + "\nclocks:",
            effects
                + "\n    issue: letter\ndocuments:\n  letter:\n    name: { id: Surat, en: Letter }\n    template: { file: documents/letter.html, id: \"<p></p>\" }\n    \(sound)\n    valid: { until: \"= «1 + 1\" }\nclocks:",
            "not-a-date"
        ),
    ]
}
