package import Civic
package import Engine
import Store

extension Identity {
    /// Sends a one-time code to a phone and gives the ticket that the form carries.
    ///
    /// The answer is the same whether the phone is known or not. Throws `tooManyTries` beyond five codes an hour.
    package func requestCode(for phone: Phone, language: Language) async throws -> String {
        let ticket = outside.token(bytes: 16)
        let code = Self.code(outside.word())
        let token = tokens.token(phone: phone.e164)
        let sealed = book.vault.seal(Array(phone.e164.utf8), place: "code/" + ticket)
        let text = Self.words(code, language)
        let receipt = try await book.submit(
            Work(stream: "code") { turn in
                let hour = turn.now - .hours(1)
                let sent = try turn.rows(CodeTable.sentSince, ["phone_token": .text(token), "since": .moment(hour)])
                if sent.count >= Limits.codesPerHourMax, let first = sent.first {
                    let free = try first.moment("made") + .hours(1)
                    return ["wait": .int(max(1, (free - turn.now).milliseconds / 1_000))]
                }
                // A new code ends those before it: only the latest message counts.
                try turn.run(CodeTable.finish, ["phone_token": .text(token)])
                try turn.run(
                    CodeTable.insert,
                    [
                        "ticket": .text(ticket), "phone_token": .text(token), "phone": .blob(sealed),
                        "code": .text(self.mark.text("code", ticket, code)), "made": .moment(turn.now),
                        "expires": .moment(turn.now + .minutes(Limits.codeMinutes)),
                    ]
                )
                try turn.post(
                    .message(to: phone.e164, title: "Kode masuk", text: text),
                    subject: "code/" + token
                )
                return [:]
            }
        )
        if let wait = receipt.answer["wait"]?.int { throw Refusal.tooManyTries(retryAfterSeconds: Int(wait)) }
        return ticket
    }

    /// Signs in whoever knows the code.
    ///
    /// Wrong, used, dead, expired and unknown are all the same `wrongCode`.
    ///
    /// Ten wrong tries kill the code; from the fourth on each doubles the wait before the next is looked at.
    package func redeem(ticket: String, code: String) async throws -> NewSession {
        let typed = String(code.unicodeScalars.filter { ("0"..."9").contains($0) })
        let cookie = outside.token(bytes: 20)
        let fresh = PersonID("p" + outside.token(bytes: 16))
        let receipt = try await book.submit(
            Work(stream: "code") { turn in
                guard let row = try turn.row(CodeTable.byTicket, ["ticket": .text(ticket)]) else {
                    return ["wrong": true]
                }
                let subject = "code/" + (try row.text("phone_token"))
                let throttle = try Throttle.read(subject, in: turn)
                if let wait = throttle.wait(at: turn.now) { return ["wait": .int(Int64(wait))] }
                let isRight =
                    try !row.bool("is_over") && row.moment("expires") > turn.now
                    && Mark.equal(try row.text("code"), self.mark.text("code", ticket, typed))
                guard isRight else {
                    try turn.run(CodeTable.wrong, ["tries_max": .int(Limits.codeTriesMax), "ticket": .text(ticket)])
                    try throttle.afterWrong(at: turn.now).write(subject, in: turn)
                    return ["wrong": true]
                }
                let token = try row.text("phone_token")
                try turn.run(CodeTable.finish, ["phone_token": .text(token)])
                try turn.run(TryTable.clear, ["subject": .text(subject)])
                let phone = try self.book.vault.open(try row.blob("phone"), place: "code/" + ticket)
                let person = try self.person(token: token, phone: phone, fresh: fresh, in: turn)
                _ = try self.open(.citizen(person), cookie: cookie, in: turn)
                return [:]
            }
        )
        if let wait = receipt.answer["wait"]?.int { throw Refusal.tooManyTries(retryAfterSeconds: Int(wait)) }
        guard receipt.answer["wrong"] == nil, let session = try session(cookie: cookie) else { throw Refusal.wrongCode }
        return NewSession(cookie: cookie, session: session)
    }

    /// The phone of a signed-in citizen, verified when they signed in.
    package func phone(of person: PersonID) throws -> Phone? {
        guard let row = try book.database.read({ try $0.row(PersonTable.byID, ["id": .text(person.text)]) }) else {
            return nil
        }
        let plain = try book.vault.open(try row.blob("phone"), place: "person/" + person.text)
        return try Phone(typed: String(decoding: plain, as: UTF8.self))
    }

    private func person(token: String, phone: [UInt8], fresh: PersonID, in turn: WriteTurn) throws -> PersonID {
        if let row = try turn.row(PersonTable.byPhone, ["phone_token": .text(token)]) {
            return PersonID(try row.text("id"))
        }
        try turn.run(
            PersonTable.insert,
            [
                "id": .text(fresh.text), "phone_token": .text(token),
                "phone": .blob(book.vault.seal(phone, place: "person/" + fresh.text)), "made": .moment(turn.now),
            ]
        )
        return fresh
    }

    /// Six digits, each value as likely as any other.
    private static func code(_ word: UInt64) -> String {
        let digits = String(word % 1_000_000)
        return String(repeating: "0", count: Limits.codeDigits - digits.count) + digits
    }

    private static func words(_ code: String, _ language: Language) -> String {
        LocalizedText(
            id: "Kode masuk Lumbung: \(code). Berlaku \(Limits.codeMinutes) menit. Jangan berikan kepada siapa pun.",
            en: "Your Lumbung sign-in code: \(code). Valid for \(Limits.codeMinutes) minutes. Give it to nobody."
        ).text(language)
    }
}

extension Identity {
    /// Whether a caller is the citizen of a case: started in the account, or with its verified phone.
    func owns(_ caller: Caller, _ content: CaseContent) throws -> Bool {
        guard let person = caller.person, let contact = content.contact else { return false }
        if contact.person == person { return true }
        guard let phone = contact.phone else { return false }
        return try self.phone(of: person)?.e164 == phone
    }
}
