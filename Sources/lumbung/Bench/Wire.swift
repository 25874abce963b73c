import Foundation

/// One HTTP/1.1 connection to a server on loopback, kept open: a client so thin that what it times is the server.
final class Wire {
    struct Answer {
        let status: Int
        let headers: [(name: String, value: String)]
        /// As it came over the wire: compressed where the server compressed it.
        let body: [UInt8]

        func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    let socket: Int32
    private let port: Int
    private var unread: [UInt8] = []
    private(set) var cookies: [String: String] = [:]

    /// Connects; gives up on a silent server after ten seconds.
    init(port: Int) throws {
        self.port = port
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var yes: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else { throw Sentence("Tidak ada server pada 127.0.0.1:\(port).") }
    }

    deinit { close(socket) }

    /// Takes over who is signed in on another connection.
    func carry(_ cookies: [String: String]) { self.cookies.merge(cookies) { $1 } }

    func get(_ path: String, gzip: Bool = false, headers: [String: String] = [:]) throws -> Answer {
        try send("GET", path, headers.merging(gzip ? ["Accept-Encoding": "gzip"] : [:]) { $1 }, [])
        return try receive()
    }

    func post(_ path: String, _ body: [UInt8], type: String) throws -> Answer {
        try send("POST", path, ["Content-Type": type, "Content-Length": "\(body.count)"], body)
        return try receive()
    }

    /// Sends a request and leaves the answer to whoever polls `socket`.
    func send(_ method: String, _ path: String, _ headers: [String: String], _ body: [UInt8]) throws {
        var text = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n"
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        if !cookies.isEmpty {
            text += "Cookie: " + cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") + "\r\n"
        }
        let bytes = Array((text + "\r\n").utf8) + body
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Sentence("Server menutup sambungan saat menerima \(method) \(path).") }
            sent += count
        }
    }

    // MARK: Reading

    private func receive() throws -> Answer {
        var head: [String] = []
        while true {
            let line = try line()
            if line.isEmpty { break }
            head.append(line)
        }
        guard let status = head.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw Sentence("Jawaban server bukan HTTP: \(head.first ?? "")")
        }
        let headers = head.dropFirst().compactMap { line -> (name: String, value: String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (line[..<colon].lowercased(), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
        }
        for header in headers where header.name == "set-cookie" {
            let pair = header.value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
            if pair.count == 2 { cookies[String(pair[0])] = String(pair[1]) }
        }
        let plain = Answer(status: status, headers: headers, body: [])
        if let length = plain.header("content-length").flatMap({ Int($0) }) {
            return Answer(status: status, headers: headers, body: try take(length))
        }
        guard plain.header("transfer-encoding") == "chunked" else { return plain }
        var body: [UInt8] = []
        while true {
            let length = Int(try line(), radix: 16) ?? 0
            body += try take(length)
            _ = try line()
            if length == 0 { break }
        }
        return Answer(status: status, headers: headers, body: body)
    }

    private func line() throws -> String {
        while true {
            if let end = unread.firstIndex(of: 10) {
                defer { unread.removeFirst(end + 1) }
                return String(decoding: unread[..<end].filter { $0 != 13 }, as: UTF8.self)
            }
            try more()
        }
    }

    private func take(_ count: Int) throws -> [UInt8] {
        while unread.count < count { try more() }
        defer { unread.removeFirst(count) }
        return Array(unread.prefix(count))
    }

    private func more() throws {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &buffer, buffer.count, 0)
        guard count > 0 else { throw Sentence("Server menutup sambungan, atau diam lebih dari sepuluh detik.") }
        unread += buffer[..<count]
    }
}

extension Wire {
    /// Signs in with one click as an officer of the demo, as the start page offers it: `tangerang/verifier`.
    func signIn(as role: String) throws {
        let page = try get("/").text
        let forms = page.components(separatedBy: "<form").dropFirst()
        guard let form = forms.first(where: { $0.contains("data-token=\"\(role)\"") }) else {
            throw Sentence("Halaman depan tidak menawarkan peran \(role); jalankan `lumbung demo`.")
        }
        let fields = form.components(separatedBy: "<input").dropFirst().compactMap { input -> String? in
            guard let name = Self.attribute("name", of: input), let value = Self.attribute("value", of: input) else {
                return nil
            }
            return name + "=" + (value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
        }
        let action = Self.attribute("action", of: form) ?? "/demo/masuk"
        let answer = try post(
            action,
            Array(fields.joined(separator: "&").utf8),
            type: "application/x-www-form-urlencoded"
        )
        guard (200..<400).contains(answer.status) else {
            throw Sentence("Masuk sebagai \(role) ditolak (\(answer.status)).")
        }
    }

    static func attribute(_ name: String, of tag: String) -> String? {
        guard let range = tag.range(of: "\(name)=\"") else { return nil }
        return String(tag[range.upperBound...].prefix { $0 != "\"" })
    }
}
