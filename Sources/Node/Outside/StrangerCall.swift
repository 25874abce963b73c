import Civic
import Foundation
import Glibc

/// One HTTP call to an address that somebody outside the house typed (a webhook, a browser's push endpoint).
///
/// The name is resolved once, every address that it has is looked at, and the call goes to one of those and to no other: a name
/// that points into the house a moment later changes nothing (OWASP, Server-Side Request Forgery). curl makes the call: no
/// redirects, no proxy, no cookies, no settings of its own, a limit on time; the answer's body is not read.
struct StrangerCall {
    private let errand: Errand
    private let networks: [NetworkRange]

    init(_ errand: Errand, allowing networks: [NetworkRange]) {
        self.errand = errand
        self.networks = networks
    }

    /// Blocks until the answer, or throws a fault that says what is in the way.
    func answer(_ run: (Program) throws -> ProgramOutcome) throws -> ErrandAnswer {
        let target = try target()
        let found = try Self.resolve(target.host, port: target.port)
        let permitted = found.filter { address in
            let isOurs = networks.contains { $0.contains(address) }
            return isOurs || target.isSecure && address.isPublic
        }
        guard let address = permitted.first, permitted.count == found.count else {
            throw Fault.unreachable("\(target.host) lies in a private network, or is not called by https.")
        }
        return try call(target, at: address, run)
    }

    private struct Target {
        let host: String
        let port: Int
        let isSecure: Bool
    }

    private func target() throws -> Target {
        guard let parts = URLComponents(string: errand.url), let host = parts.host, !host.isEmpty, parts.user == nil,
            parts.scheme == "https" || parts.scheme == "http",
            errand.url.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C })
        else { throw Fault.unreachable("\(errand.url) is not an http or https address.") }
        let isSecure = parts.scheme == "https"
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        return Target(host: bare, port: parts.port ?? (isSecure ? 443 : 80), isSecure: isSecure)
    }

    private static func resolve(_ host: String, port: Int) throws -> [NetworkAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0 else {
            throw Fault.unreachable("\(host) is not known.")
        }
        defer { freeaddrinfo(found) }
        var addresses: [NetworkAddress] = []
        var next = found
        while let entry = next {
            next = entry.pointee.ai_next
            if let bytes = bytes(entry.pointee), let address = NetworkAddress(bytes: bytes) {
                addresses.append(address)
            }
        }
        return addresses
    }

    private static func bytes(_ entry: addrinfo) -> [UInt8]? {
        guard let pointer = UnsafeRawPointer(entry.ai_addr) else { return nil }
        switch entry.ai_family {
        case AF_INET: return withUnsafeBytes(of: pointer.loadUnaligned(as: sockaddr_in.self).sin_addr) { Array($0) }
        case AF_INET6: return withUnsafeBytes(of: pointer.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { Array($0) }
        default: return nil
        }
    }

    private func call(_ target: Target, at address: NetworkAddress, _ run: (Program) throws -> ProgramOutcome) throws
        -> ErrandAnswer
    {
        try ScratchFolder.with("panggil") { folder in
            let body = folder.appending(path: "body").path
            let settings = folder.appending(path: "curl").path
            try Disk.write(errand.body, to: body, mode: 0o600)
            var lines = [
                "url = \"\(errand.url)\"", "request = \"\(errand.method)\"", "data-binary = \"@\(body)\"",
                "connect-to = \"::\(Self.literal(address)):\(target.port)\"", "proto = \"=http,https\"",
                "noproxy = \"*\"",
                "max-time = \(errand.secondsMax)", "output = \"/dev/null\"", "write-out = \"%{http_code}\"", "silent",
                "show-error", "globoff", "user-agent = \"Lumbung\"", "header = \"Expect:\"",
            ]
            lines += errand.headers.sorted { $0.key < $1.key }.map { "header = \"\($0.key): \($0.value)\"" }
            try Disk.write(Array(lines.joined(separator: "\n").utf8), to: settings, mode: 0o600)
            let done = try run(Program("curl", ["-q", "--config", settings], secondsMax: errand.secondsMax + 2))
            guard done.status == 0, let status = Int(String(decoding: done.output, as: UTF8.self)), status > 0 else {
                throw Fault.unreachable("\(target.host): \(Self.reason(done))")
            }
            return ErrandAnswer(status: status)
        }
    }

    private static func literal(_ address: NetworkAddress) -> String {
        if address.bytes.count == 4 { return address.bytes.map { "\($0)" }.joined(separator: ".") }
        let groups = stride(from: 0, to: 16, by: 2).map {
            String(Int(address.bytes[$0]) << 8 | Int(address.bytes[$0 + 1]), radix: 16)
        }
        return "[" + groups.joined(separator: ":") + "]"
    }

    /// curl's own words for what went wrong (its exit codes are frozen).
    private static func reason(_ done: ProgramOutcome) -> String {
        switch done.status {
        case 28: return "no answer in time"
        case 7: return "nobody listens"
        case 35, 51, 58, 59, 60: return "its certificate is not accepted"
        case 52, 56: return "it hung up"
        default:
            return done.complaint.split(whereSeparator: \.isNewline).first.map(String.init) ?? "curl \(done.status)"
        }
    }
}
