package import Civic

/// Everything impure that a node needs, in one value: the clock, chance, other machines, programs.
///
/// Tests pass fixed closures; `Outside.live` is the world. Nothing below `Node` knows that this exists.
package struct Outside: Sendable {
    /// The present moment, to the millisecond.
    package var now: @Sendable () -> Moment
    /// So many unpredictable bytes.
    package var random: @Sendable (_ count: Int) -> [UInt8]
    /// One HTTP request to another machine; throws a `Fault` when no answer came within the errand's time.
    package var send: @Sendable (Errand) async throws -> ErrandAnswer
    /// One letter by e-mail; returns when the mail server took it.
    package var mail: @Sendable (Letter, MailServer) async throws -> Void
    /// Runs a program to its end or its time limit.
    ///
    /// Blocking: call it on a thread of your own.
    package var run: @Sendable (Program) throws -> ProgramOutcome

    package init(
        now: @escaping @Sendable () -> Moment,
        random: @escaping @Sendable (_ count: Int) -> [UInt8],
        send: @escaping @Sendable (Errand) async throws -> ErrandAnswer,
        mail: @escaping @Sendable (Letter, MailServer) async throws -> Void,
        run: @escaping @Sendable (Program) throws -> ProgramOutcome
    ) {
        self.now = now
        self.random = random
        self.send = send
        self.mail = mail
        self.run = run
    }
}

extension Outside {
    /// Sixty-four unpredictable bits.
    package func word() -> UInt64 {
        random(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// A fresh case id: the time in its first 48 bits, as in a UUID of version 7 (RFC 9562 §5.7), and 80 unpredictable bits.
    ///
    /// What happens together then lies together in the databases, and a group of commands touches few pages.
    package func newCaseID() -> CaseID {
        let time = UInt64(max(0, now().milliseconds)) << 16
        return CaseID(random: (time | word() & 0xFFFF, word()))
    }

    /// So many bytes, the first six of them the time: a name that is unique and sorts by it.
    func timedName(bytes count: Int) -> [UInt8] {
        let time = withUnsafeBytes(of: UInt64(max(0, now().milliseconds)).bigEndian) { Array($0.suffix(6)) }
        return time + random(count - time.count)
    }

    /// An unguessable text of lower-case letters and digits: five bits for each character.
    package func token(bytes count: Int) -> String {
        Base32.text(random(count))
    }
}

/// One HTTP POST or GET to another machine.
package struct Errand: Sendable {
    package var method: String
    package var url: String
    package var headers: [String: String]
    package var body: [UInt8]
    package var secondsMax: Int
    /// Set where the address was typed by somebody outside the house; nil: the operator named it.
    ///
    /// Only public addresses and these networks are called, whatever the name resolves to then, and no redirect is followed.
    package var strangersNetworks: [NetworkRange]?

    package init(
        method: String = "POST",
        url: String,
        headers: [String: String] = [:],
        body: [UInt8] = [],
        secondsMax: Int = Limits.deliverySeconds,
        strangersNetworks: [NetworkRange]? = nil
    ) {
        self.strangersNetworks = strangersNetworks
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.secondsMax = secondsMax
    }
}

/// What the other machine answered.
package struct ErrandAnswer: Sendable {
    package var status: Int
    package var body: [UInt8]

    package init(status: Int, body: [UInt8] = []) {
        self.status = status
        self.body = body
    }

    /// The other machine took it.
    package var isAccepted: Bool { (200..<300).contains(status) }
}

/// A plain-text e-mail.
package struct Letter: Sendable, Equatable {
    package var from: String
    package var to: String
    package var subject: String
    package var text: String
    /// Becomes the Message-ID, so that a repeat is known as one.
    package var key: String
    /// Where one click ends such letters (RFC 8058); nil: a letter that has to come.
    package var unsubscribe: String?

    package init(from: String, to: String, subject: String, text: String, key: String, unsubscribe: String? = nil) {
        self.unsubscribe = unsubscribe
        self.from = from
        self.to = to
        self.subject = subject
        self.text = text
        self.key = key
    }
}

/// Where letters are handed in: a relay in the same house, plain SMTP (RFC 5321).
package struct MailServer: Sendable, Equatable {
    package var host: String
    package var port: Int
    package var sender: String

    package init(host: String, port: Int, sender: String) {
        self.host = host
        self.port = port
        self.sender = sender
    }
}

/// A program of the operating system, with its arguments and its limits.
package struct Program: Sendable {
    package var name: String
    package var arguments: [String]
    package var secondsMax: Int

    package init(_ name: String, _ arguments: [String], secondsMax: Int) {
        self.name = name
        self.arguments = arguments
        self.secondsMax = secondsMax
    }
}

/// How a program ended and what it printed.
package struct ProgramOutcome: Sendable {
    package var status: Int32
    package var output: [UInt8]
    package var complaint: String

    package init(status: Int32, output: [UInt8], complaint: String) {
        self.status = status
        self.output = output
        self.complaint = complaint
    }
}
