import Foundation

/// The talk with a mail server as a machine: its lines in, our lines out, no socket (RFC 5321; plain, to a relay in the house).
struct SMTPTalk {
    enum Action: Equatable {
        case send(String)
        /// The server took the letter; close.
        case done
        /// The server refused, with its own words.
        case refused(String)
        /// More lines of the same answer follow.
        case wait
    }

    private enum Stage {
        case greeting, hello, from, to, body, taken, quit
    }

    private let letter: Letter
    private let date: String
    private var stage = Stage.greeting

    /// `date` is written as RFC 5322 asks.
    init(_ letter: Letter, date: String) {
        self.letter = letter
        self.date = date
    }

    /// Takes one line of the server, without its line end.
    mutating func on(line: String) -> Action {
        guard line.utf8.count >= 3, let code = Int(line.prefix(3)) else { return .refused(line) }
        if line.dropFirst(3).first == "-" { return .wait }
        switch (stage, code) {
        case (.greeting, 220): return say("EHLO lumbung.localhost", then: .hello)
        case (.hello, 250): return say("MAIL FROM:<\(Self.address(letter.from))>", then: .from)
        case (.from, 250): return say("RCPT TO:<\(Self.address(letter.to))>", then: .to)
        case (.to, 250), (.to, 251): return say("DATA", then: .body)
        case (.body, 354): return say(text + "\r\n.", then: .taken)
        case (.taken, 250):
            stage = .quit
            return .done
        case (.greeting, _), (.hello, _), (.from, _), (.to, _), (.body, _), (.taken, _), (.quit, _):
            return .refused(line)
        }
    }

    private mutating func say(_ line: String, then next: Stage) -> Action {
        stage = next
        return .send(line + "\r\n")
    }

    /// The letter with headers; text in base 64, so that neither its line length nor a lone dot can matter.
    private var text: String {
        let subject = Data(letter.subject.utf8).base64EncodedString()
        let body = Data(letter.text.utf8).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
        let lines =
            [
                "From: <\(Self.address(letter.from))>", "To: <\(Self.address(letter.to))>", "Date: \(date)",
                "Message-ID: <\(Self.address(letter.key))@lumbung.localhost>", "Subject: =?utf-8?B?\(subject)?=",
                "MIME-Version: 1.0",
            ] + unsubscribing + [
                "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "", body,
            ]
        return lines.joined(separator: "\r\n")
    }

    /// One click in the reader's program ends such letters (RFC 2369, RFC 8058).
    private var unsubscribing: [String] {
        guard let address = letter.unsubscribe else { return [] }
        return ["List-Unsubscribe: <\(Self.address(address))>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click"]
    }

    /// An address can't smuggle in a line of its own.
    private static func address(_ text: String) -> String {
        String(text.unicodeScalars.filter { $0.value > 32 && $0 != "<" && $0 != ">" && $0.value != 127 })
    }
}
