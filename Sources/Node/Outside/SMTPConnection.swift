import Foundation
import Glibc

/// One letter over one socket.
///
/// Blocking, with a time limit on every read and write.
enum SMTPConnection {
    static func deliver(_ letter: Letter, to server: MailServer) throws {
        let socket = try connect(server)
        defer { close(socket) }
        var talk = SMTPTalk(letter, date: rfc5322(Date()))
        var buffer: [UInt8] = []
        while true {
            switch talk.on(line: try line(from: socket, &buffer)) {
            case .wait: continue
            case .send(let text): try send(Array(text.utf8), over: socket)
            case .done:
                // The letter is taken; whether the farewell arrives does not matter.
                try? send(Array("QUIT\r\n".utf8), over: socket)
                return
            case .refused(let words):
                throw Fault.unreachable("The mail server \(server.host) refused: \(words.prefix(200))")
            }
        }
    }

    private static func connect(_ server: MailServer) throws -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(server.host, String(server.port), &hints, &found) == 0 else {
            throw Fault.unreachable("The mail server \(server.host) is not known.")
        }
        defer { freeaddrinfo(found) }
        var next = found
        while let address = next {
            next = address.pointee.ai_next
            let handle = socket(address.pointee.ai_family, address.pointee.ai_socktype, address.pointee.ai_protocol)
            guard handle >= 0 else { continue }
            var limit = timeval(tv_sec: Limits.deliverySeconds, tv_usec: 0)
            setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
            setsockopt(handle, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
            if Glibc.connect(handle, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 { return handle }
            close(handle)
        }
        throw Fault.unreachable("The mail server \(server.host):\(server.port) does not answer.")
    }

    private static func send(_ bytes: [UInt8], over socket: Int32) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard sent > 0 else { throw Fault.unreachable("The mail server hung up.") }
            rest = rest.dropFirst(sent)
        }
    }

    private static func line(from socket: Int32, _ buffer: inout [UInt8]) throws -> String {
        while true {
            if let end = buffer.firstIndex(of: 10) {
                let line = String(decoding: buffer[..<end].filter { $0 != 13 }, as: UTF8.self)
                buffer.removeSubrange(...end)
                return line
            }
            guard buffer.count < 8_192 else { throw Fault.unreachable("The mail server talks without end.") }
            var piece = [UInt8](repeating: 0, count: 1_024)
            let count = recv(socket, &piece, piece.count, 0)
            guard count > 0 else { throw Fault.unreachable("The mail server hung up or is too slow.") }
            buffer.append(contentsOf: piece.prefix(count))
        }
    }

    private static func rfc5322(_ date: Date) -> String {
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        var seconds = time_t(date.timeIntervalSince1970)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(days[Int(parts.tm_wday)]), \(parts.tm_mday) \(months[Int(parts.tm_mon)]) \(parts.tm_year + 1_900) "
            + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) +0000"
    }
}
