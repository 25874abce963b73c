import Definition

/// The sample broken in one place, the code of what is found, and `«` where.
extension CheckTests {
    static let references: [Break] = [
        ("to: waiting", "to: «waitin", "unknown-state"),
        ("from: waiting", "from: «wating", "unknown-state"),
        ("runs_in: received", "runs_in: «recieved", "unknown-state"),
        ("pauses_in: waiting", "pauses_in: «waitng", "unknown-state"),
        ("by: verifier\n", "by: «verifer\n", "unknown-role"),
        ("by: [handler, verifier]", "by: [handler, «verifer]", "unknown-role"),
        ("notify: verifier, assign", "notify: «verfier, assign", "unknown-role"),
        ("to: citizen", "to: «citzen", "unknown-role"),
        ("on: start", "on: «finsh", "unknown-action"),
        ("on: answering at 75%", "on: «answering at 80%", "unknown-mark"),
        ("on: answering at 75%", "on: «answring at 75%", "unknown-clock"),
        ("not_by: actor_of.wait", "not_by: «actor_of.wiat", "unknown-action"),
        ("timer.until", "«timer.untill", "unknown-field"),
        ("from: register.kinds", "from: «register.kind", "unknown-register"),
        ("registers: [kinds]", "registers: «[kind]", "unknown-register"),
        ("fields: [kind]", "fields: «[kindd]", "unknown-field"),
        ("ratio: [answering.met,", "ratio: [«answerin.met,", "unknown-clock"),
        ("roles: [verifier, handler]", "roles: [verifier, «handlr]", "unknown-role"),
        ("'-', dishub]\n      rest", "'-', «disub]\n      rest", "agency-not-needed"),
        ("owner: diskominfo", "owner: «dlh", "agency-not-needed"),
        ("values: { workdays: 3 }", "values: { workday: «3 }", "unknown-key"),
        ("values: { workdays: 3 }", "values: { workdays: «three }", "wrong-kind"),
    ]

    static let workflow: [Break] = [
        ("start: true, tone: new", "tone: new", "no-start"),
        ("en: In work }, tone", "en: In work }, start: «true, tone", "two-starts"),
        ("end: true, tone: done", "tone: done", "no-end"),
        (
            "  done: { name", "  «lost: { name: { id: Hilang, en: Lost }, tone: waiting }\n  done: { name",
            "unreachable-state"
        ),
        (
            "  done: { name: { id: Selesai, en: Done }, end: true, tone: done }",
            "  done: { name: { id: Selesai, en: Done }, end: true, tone: done }\n  «stuck: { name: { id: Macet, en: Stuck }, tone: waiting }",
            "unreachable-state"
        ),
        ("from: waiting\n    to: working", "from: received\n    to: working", "dead-end"),
        ("by: [handler, timer.until]", "by: []", "nobody-acts"),
        ("by: [handler, timer.until]", "by: [handler, timer.until]\n    reason: «required", "timer-reason"),
        ("not_by: actor_of.wait", "not_by: «actor_of.finish", "own-eyes"),
    ]

    static let people: [Break] = [
        ("en: Officer }, scope: case-agency", "en: Officer }, scope: case-agency, leads: «verifer", "unknown-role"),
        ("en: Officer }, scope: case-agency", "en: Officer }, scope: case-agency, leads: «handler", "leads-nobody"),
        ("en: Officer }, scope: case-agency", "en: Officer }, scope: case-agency, leads: «citizen", "leads-nobody"),
        ("en: Citizen }, scope: public", "en: Citizen }, scope: public, distribution: «round_robin", "public-work"),
        ("en: Citizen }, scope: public", "en: Citizen }, scope: public, lease: «4", "public-work"),
        (
            "en: Officer }, scope: case-agency }",
            "en: Officer }, scope: case-agency }\n  chief: { name: { id: Kepala, en: Chief }, scope: owner, distribution: «by_region }",
            "idle-work"
        ),
    ]

    /// An action that ends as a duplicate of another case, before `finish`.
    private static func merging(_ form: String, _ effect: String, to state: String = "done") -> String {
        """
          merge:
            name: { id: Gabung, en: Merge }
            done: { id: Digabung, en: Merged }
            from: working
            to: \(state)
            by: handler
            form: { \(form) }
            \(effect)
          finish:
        """
    }

    private static let other = "other: { type: case, label: { id: Nomor, en: Number }, required: true }"
    private static let more = "more: { type: paragraph, label: { id: Uraian, en: Text }, required: true }"

    static let links: [Break] = [
        ("  finish:", merging(other, "link: { as: duplicate_of, to: «othr }"), "link-without-case"),
        ("  finish:", merging(more, "link: { as: continues, to: «more }"), "link-without-case"),
        ("  finish:", merging(other, "link: { as: «duplicate_of, to: other }", to: "working"), "duplicate-goes-on"),
        ("  finish:", merging(more, "open: { with: { «stry: more } }", to: "working"), "opens-without-answer"),
        ("  finish:", merging(more, "open: { with: { «story: mor } }", to: "working"), "opens-without-answer"),
        (
            "  finish:", merging(more, "open: { with: { story: more }, keep: «plce }", to: "working"),
            "opens-without-answer"
        ),
    ]

    static let rules: [Break] = [
        ("required_if: kind.code", "required_if: «kid.code", "unknown-name"),
        ("required_if: kind.code == 'broken'", "required_if: «kind.code", "not-a-condition"),
        ("\"= kind.workdays * workday\"", "\"= kind.«workday * workday\"", "unknown-field"),
        ("\"= kind.workdays * workday\"", "\"= «kind.code\"", "not-a-target"),
        ("when: now - take_at < duration('2400h')", "when: «story == 'x'", "closed-field"),
        ("required_if: kind.code == 'broken'", "required_if: «story == 'x'", "own-answer"),
        ("level: low", "level: \"= «phone\"", "closed-into-open"),
        ("pole: ['\"broken\"'", "pole: ['«\"brokn\"'", "unknown-code"),
        ("      rest: ['-', '-', dishub]\n", "", "no-default"),
        ("      pole: [", "      first: ['-', '-', dishub]\n      «pole: [", "never-hit"),
    ]

    /// One box of a national system's form.
    private static let box = "{ a: { label: { id: Cerita, en: Story }, value: story } }"

    static let contents: [Break] = [
        ("workdays: 3 }", "workdays: «50 }", "out-of-bounds"),
        (
            "«dark: { name: { id: Padam, en: Dark }, values: { workdays: 3 } }".replacing("«", with: ""),
            "«dark: { name: { id: Padam, en: Dark } }", "missing-value"
        ),
        ("target: 3 workdays", "target: «9 workdays", "out-of-bounds"),
        ("at: { 100%: { notify: verifier } }", "at: { 150%: { notify: verifier } }", "clock-without-owner"),
        ("at: { 100%: { notify: verifier } }", "at: { «50%: {}, 100%: { notify: verifier } }", "idle-mark"),
        ("runs_in: working", "runs_in: [working, waiting]", "runs-and-pauses"),
        ("target: 3 workdays", "calendar: «always\n    target: 3 workdays", "workdays-always"),
        ("max: 500,", "min: «600, max: 500,", "min-above-max"),
        ("max: 500,", "max: «0,", "max-zero"),
        ("    reason: required\n", "    reason: required\n    marks: «true\n", "marked-in-vain"),
        ("    by: [handler, timer.until]\n", "    by: timer.until\n    marks: «true\n", "timer-marks"),
        (
            "    by: [handler, timer.until]\n", "    by: [handler, timer.until]\n    corrects: «true\n",
            "nothing-to-correct"
        ),
        ("  phone: {", "  «now: {", "name-taken"),
        ("form: { until: {", "form: { «story: {", "name-taken"),
        ("form: { until: {", "form: { «agency: {", "two-meanings"),
        ("level: low", "«state: low", "reserved-attribute"),
        ("type: choice, from: register.kinds,", "type: choice, options: {},", "no-options"),
        ("max: 500,", "max: 500, privacy: «open,", "too-open"),
        ("fields: [kind]", "fields: [kind, «location]", "personal-data-published"),
        ("ledger: open, fields", "ledger: coarse, fields", "fields-not-open"),
        ("text: { id: \"{number} diterima\"", "text: { id: \"{number} {phone} diterima\"", "personal-data-sent"),
        ("id: \"Segera {number}\"", "id: «\"Segera {numer}\"", "unknown-slot"),
        ("id: \"Segera {number}\"", "id: \"Segera\"", "slots-differ"),
        ("fee: { id: \"Gratis\"", "fee: { id: \"\"", "empty-text"),
        ("fee: { id: \"Gratis\", en: \"Free\" }", "fee: «{ id: \"Gratis\" }", "untranslated"),
        (
            "procedure: [{ id: \"Kirim\", en: \"Send\" }, { id: \"Terima jawaban\", en: \"Get an answer\" }]",
            "procedure: «[]", "empty-standard"
        ),
        ("legal:\n  - text: { id: \"UU 25/2009\", en: \"Law 25/2009\" }", "legal: «[]", "no-legal-basis"),
        ("from: 2019-01-01,", "from: 2019-01-01, until: «2018-01-01,", "until-before-from"),
        ("relation: feeds,", "relation: fronts,", "no-way-when-down"),
        ("relation: feeds,", "relation: feeds, in: «nowhere, fields: \(box),", "unknown-state"),
        ("relation: feeds,", "relation: feeds, in: «working,", "panel-incomplete"),
        ("relation: feeds,", "relation: feeds, number: { field: «numbr },", "unknown-field"),
        ("relation: feeds,", "relation: feeds, number: { field: until, pattern: «\"(\" },", "bad-pattern"),
        ("relation: feeds,", "relation: feeds, status: «stat,", "unknown-field"),
        (
            "- { system: SP4N-LAPOR!, relation: feeds,",
            "- «{ system: SP4N-LAPOR!, relation: fronts, when_down: { id: Tunggu, en: Wait }, in: working, fields: \(box),",
            "no-national-number"
        ),
        ("pauses_in: waiting\n", "pauses_in: waiting\n    met_in: «working\n", "met-inside"),
    ]

    static let uses: [Break] = [
        (
            "by: [handler, timer.until]", "by: [handler, timer.until]\n    when: «kind.code == 'nothing'",
            "guard-never-holds"
        ),
        (
            "  finish:\n",
            "  «ping:\n    name: { id: Sapa, en: Greet }\n    done: { id: Disapa, en: Greeted }\n    from: working\n    to: working\n    by: handler\n  finish:\n",
            "idle-action"
        ),
        (
            "  verifier: { name: { id: Verifikator",
            "  «auditor: { name: { id: Auditor, en: Auditor }, scope: owner }\n  verifier: { name: { id: Verifikator",
            "unused-role"
        ),
        ("from: register.kinds", "options: { dark: { id: Padam, en: Dark } }", "unused-register"),
        (
            "roles:\n  citizen",
            "parameters:\n  «limit: { name: { id: Batas, en: Limit }, type: integer, rows: { y: { from: 2026-01-01, value: 3 } } }\nroles:\n  citizen",
            "unused-parameter"
        ),
        (
            "retention: { years: 5 }",
            "retention: { years: 5 }\nwords: { «urgency: { id: kegentingan, en: urgency } }", "unused-word"
        ),
        ("  soon: { on: answering at 75%, to: handler,", "  «soon: { on: answering at 75%, to: [],", "nobody-told"),
        ("  soon: { on: answering at 75%,", "  «soon: { on: [],", "never-sent"),
        (
            "label: { id: Sampai, en: Until }, required: true }",
            "label: { id: Sampai, en: Until }, required: true }, again: { type: date, label: «{ id: Sampai, en: Until } }",
            "same-label"
        ),
        ("runs_in: received", "runs_in: [received, «done]", "runs-at-end"),
        ("  phone: {", "  phone: { required: true, when: «kind.code == 'nothing',", "required-unseen"),
        ("  phone: {", "  phone: { when: «kind.code == 'nothing',", "never-asked"),
        (
            "  phone: {", "  phone: { when: kind.code == 'dark', required_if: «kind.code == 'broken',",
            "required-unseen"
        ),
        (
            "  phone: {",
            "  sure: { type: yes-no, when: kind.code == 'dark', label: { id: Yakin, en: Sure } }\n  phone: { required: true, when: «sure == true && kind.code == 'broken',",
            "required-unseen"
        ),
        (
            "  phone: {",
            "  one: { type: integer, when: «two > 1, label: { id: Satu, en: One } }\n  two: { type: integer, when: one > 1, label: { id: Dua, en: Two } }\n  phone: {",
            "cycle"
        ),
        (
            "  phone: {",
            "  one: { type: integer, calculated: «\"two + 1\", label: { id: Satu, en: One } }\n  two: { type: integer, when: one > 1, label: { id: Dua, en: Two } }\n  phone: {",
            "cycle"
        ),
        (
            "  phone: {",
            "  many: { type: files, label: { id: Foto, en: Photos } }\n  phone: { when: \"«many.all(a, many.all(b, many.all(c, a == b || b == c)))\",",
            "too-costly"
        ),
        (
            "  phone: {",
            "  length: { type: integer, calculated: \"«size(phone)\", label: { id: Panjang, en: Length } }\n  phone: {",
            "closed-into-open"
        ),
        (
            "required: true } }\n    set: { agency: \"= form.agency\" }",
            "required: true }, remark: { type: paragraph, label: { id: Catatan, en: Remark } } }\n    set: { agency: \"= form.agency\", told: \"= «form.remark\" }",
            "closed-into-open"
        ),
        ("fee: { id: \"Gratis\", en: \"Free\" }", "fee: «{ id: \"Gratis\", en: \"\" }", "untranslated"),
        ("fee: { id: \"Gratis\", en: \"Free\" }", "fee: «{ en: \"Free\" }", "missing-text"),
        ("retention: { years: 5 }", "retention: { years: 5 }\nremoved: { roles: [handler] }", "back-from-the-dead"),
        ("by: handler\n", "by: handler\n    «bye: handler\n", "unknown-key"),
        ("      rest: ['-', '-', dishub]\n", "      rest: ['\"dark\"', '\"x\"', dishub]\n", "no-default"),
        ("    in: [kind.code", "    hit: unique\n    in: [kind.code", "overlap"),
    ]

    static let others: [Break] = [
        ("level: low", "agency: Dis_Hub", "bad-agency"),
        ("  phone: {", "  stars: { type: rating, max: «20, label: { id: Nilai, en: Stars } }\n  phone: {", "bad-scale"),
        (
            "  phone: {",
            "  one: { type: integer, required: true, calculated: «1 + 1, label: { id: Satu, en: One } }\n  phone: {",
            "calculated-required"
        ),
        (
            "  phone: {", "  one: { type: integer, valid_if: «one > 1, label: { id: Satu, en: One } }\n  phone: {",
            "no-otherwise"
        ),
        (
            "  phone: {",
            "  many: { type: group, label: { id: Banyak, en: Many }, of: { «spot: { type: location, label: { id: Titik, en: Spot } } } }\n  phone: {",
            "not-in-rows"
        ),
        (
            "registers:\n  kinds:",
            "registers:\n  others: { name: { id: Lain, en: Others }, columns: {}, rows: {} }\n  kinds:",
            "empty-register"
        ),
        ("from: waiting\n", "from: []\n", "from-nowhere"),
        (
            "by: [handler, verifier]\n    not_by: actor_of.wait", "by: citizen\n    not_by: «actor_of.wait",
            "idle-four-eyes"
        ),
        ("runs_in: working", "runs_in: received", "no-deadline"),
        (
            "by: [handler, timer.until]",
            "by: timer.until\n    form: { «note: { type: paragraph, label: { id: Catatan, en: Note }, required: true } }",
            "timer-answers"
        ),
        ("retention: {", "migrations: { m: { from: «1.2.0 } }\nretention: {", "migration-not-older"),
        (
            "retention: {", "migrations: { m: { from: 1.1.0, states: { «old: done } } }\nretention: {",
            "migration-ends-cases"
        ),
        ("retention: {", "migrations: { m: { from: 1.1.0 }, n: { from: «1.1.0 } }\nretention: {", "two-migrations"),
        (
            "retention: {", "migrations: { m: { from: 1.1.0, clocks: { a: taking, b: taking } } }\nretention: {",
            "clocks-meet"
        ),
        ("roles:\n  citizen", "\(limit("rows: {}"))\nroles:\n  citizen", "no-value"),
        (
            "roles:\n  citizen",
            "\(limit("rows: { a: { from: 2026-01-01, value: 3 }, b: { from: «2026-01-01, value: 4 } }"))\nroles:\n  citizen",
            "two-values"
        ),
        (
            "roles:\n  citizen",
            "\(limit("max: 2, locked: UU 1, rows: { a: { from: 2026-01-01, value: «3 } }"))\nroles:\n  citizen",
            "out-of-bounds"
        ),
    ]

    static let calendars: [Break] = [
        ("roles:\n  citizen", shifts("hours: {}", key: "«shifts"), "never-open"),
        (
            "roles:\n  citizen",
            shifts("hours: { a: { rrule: FREQ=DAILY, at: 08:00, for: PT8H } }", key: "«shifts"),
            "unused-calendar"
        ),
        (
            "roles:\n  citizen", shifts("hours: { a: { rrule: «FREQ=DALY, at: 08:00, for: PT8H } }"),
            "bad-opening"
        ),
        (
            "roles:\n  citizen", shifts("hours: { a: { rrule: FREQ=DAILY, at: «25:00, for: PT8H } }"),
            "bad-opening"
        ),
        ("target: 3 workdays", "calendar: «shift\n    target: 3 workdays", "unknown-calendar"),
    ]

    private static func shifts(_ rest: String, key: String = "shifts") -> String {
        "calendars:\n  \(key): { name: { id: Regu, en: Shifts }, \(rest) }\nroles:\n  citizen"
    }

    private static func limit(_ rest: String) -> String {
        "parameters:\n  limit: { name: { id: Batas, en: Limit }, type: integer, \(rest) }"
    }

    /// The sample with a fee that is billed, and a state in which it waits to be paid.
    private enum Unpaid {
        static let old = "  done: { name: { id: Selesai, en: Done }, end: true, tone: done }\nactions:\n"
        static let paid =
            "  paid: { name: { id: Lunas, en: Paid }, done: { id: Lunas, en: Paid }, from: unpaid, to: done, by: payment.lamp }\n"

        static func drop(cancels: Bool) -> String {
            let effect = cancels ? ", cancel_bill: lamp" : ""
            let mark = cancels ? "" : "«"
            return
                "  \(mark)drop: { name: { id: Batal, en: Drop }, done: { id: Batal, en: Dropped }, from: unpaid, to: done, by: handler\(effect) }\n"
        }

        static func new(bill: String, more: String) -> String {
            """
              done: { name: { id: Selesai, en: Done }, end: true, tone: done }
              unpaid: { name: { id: Belum lunas, en: Unpaid }, tone: waiting }
            fees: { lamp: { name: { id: Lampu, en: Lamp }, account: '4.1', amount: money(1) } }
            actions:
              charge: { name: { id: Tagih, en: Charge }, done: { id: Ditagih, en: Charged }, from: working, to: unpaid, by: handler, bill: \(bill) }

            """ + more
        }
    }

    static let money: [Break] = [
        (
            "tables:\n  route:",
            "fees: { «lamp: { name: { id: Lampu, en: Lamp }, account: '4.1', amount: money(1) } }\ntables:\n  route:",
            "never-billed"
        ),
        (
            "tables:\n  route:",
            "fees: { lamp: { name: { id: Lampu, en: Lamp }, account: «'4.x', amount: money(1) } }\ntables:\n  route:",
            "bad-account"
        ),
        (
            "tables:\n  route:",
            "fees: { «lamp: { name: { id: Lampu, en: Lamp }, account: '4.1' } }\ntables:\n  route:", "no-amount"
        ),
        (
            "tables:\n  route:",
            "fees: { lamp: { name: { id: Lampu, en: Lamp }, account: '4.1', amount: «money(1), lines: { a: { name: { id: A, en: A }, amount: money(1) } } } }\ntables:\n  route:",
            "two-amounts"
        ),
        (
            "tables:\n  route:",
            "fees: { lamp: { name: { id: Lampu, en: Lamp }, account: '4.1', amount: «5 } }\ntables:\n  route:",
            "not-money"
        ),
        ("reason: required\n", "reason: required\n    refund: «lmp\n", "unknown-fee"),
        ("by: [handler, timer.until]", "by: [handler, «payment.lamp]", "unknown-fee"),
        (
            "by: [handler, verifier]\n    not_by: actor_of.wait",
            "by: [handler, verifier, payment.lamp]\n    reason: required\n    not_by: actor_of.wait", "payment-asks"
        ),
        ("reason: required\n", "reason: required\n    bill: { fee: lamp, due: = «true }\n", "not-a-due-day"),
        (
            Unpaid.old, Unpaid.new(bill: "«{ fee: lamp, due: 2 days }", more: Unpaid.drop(cancels: true)),
            "cannot-be-paid"
        ),
        (Unpaid.old, Unpaid.new(bill: "«{ fee: lamp, due: 2 days }", more: Unpaid.paid), "waits-for-ever"),
        (
            Unpaid.old,
            Unpaid.new(bill: "{ fee: lamp, due: 2 days }", more: Unpaid.paid + Unpaid.drop(cancels: false)),
            "bill-left-open"
        ),
    ]

    static let all =
        references + workflow + people + links + rules + contents + uses + others + calendars + money + documents
}
