import Civic
import Foundation
import Glibc

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension Outside {
    /// The world itself: the system's clock and random numbers, HTTP, SMTP, programs.
    package static func live() -> Outside {
        let post = Crew("smtp", threads: 2, waitingMax: 256)
        let strangers = Crew("orang-luar", threads: 8, waitingMax: 256)
        let session = URLSession(configuration: sessionSettings())
        return Outside(
            now: { Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) },
            random: { count in
                // One call of the kernel for all of them; Swift's own generator makes one for every eight bytes.
                [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
                    if let start = bytes.baseAddress { arc4random_buf(start, count) }
                    filled = count
                }
            },
            send: { errand in
                guard let networks = errand.strangersNetworks else { return try await perform(errand, session) }
                return try await strangers.run {
                    try StrangerCall(errand, allowing: networks).answer { try runToEnd($0) }
                }
            },
            mail: { letter, server in try await post.run { try SMTPConnection.deliver(letter, to: server) } },
            run: { try runToEnd($0) }
        )
    }

    private static func sessionSettings() -> URLSessionConfiguration {
        let settings = URLSessionConfiguration.ephemeral
        settings.httpCookieAcceptPolicy = .never
        settings.httpShouldSetCookies = false
        return settings
    }

    private static func perform(_ errand: Errand, _ session: URLSession) async throws -> ErrandAnswer {
        guard let url = URL(string: errand.url), url.scheme == "http" || url.scheme == "https" else {
            throw Fault.unreachable("\(errand.url) is not an http or https address.")
        }
        var request = URLRequest(url: url, timeoutInterval: Double(errand.secondsMax))
        request.httpMethod = errand.method
        for (name, value) in errand.headers { request.setValue(value, forHTTPHeaderField: name) }
        if errand.method != "GET" { request.httpBody = Data(errand.body) }
        do {
            let (body, response) = try await session.data(for: request)
            guard let answer = response as? HTTPURLResponse else {
                throw Fault.unreachable("\(url.host ?? errand.url) did not answer in HTTP.")
            }
            return ErrandAnswer(status: answer.statusCode, body: Array(body.prefix(Limits.peerMessageBytesMax)))
        } catch let error as URLError {
            throw Fault.unreachable("\(url.host ?? errand.url): \(error.localizedDescription)")
        }
    }

    private static func runToEnd(_ program: Program) throws -> ProgramOutcome {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program.name] + program.arguments
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        let complaint = Pipe()
        process.standardOutput = output
        process.standardError = complaint
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        do {
            try process.run()
        } catch {
            throw Fault.unusable("The program \(program.name) can't be started: \(error.localizedDescription)")
        }
        // What these programs print fits into a pipe (64 kB), so waiting first can't lock up; a flood meets the time limit.
        if ended.wait(timeout: .now() + .seconds(program.secondsMax)) == .timedOut {
            process.terminate()
            if ended.wait(timeout: .now() + .seconds(2)) == .timedOut { kill(process.processIdentifier, SIGKILL) }
            throw Fault.notStored("\(program.name) took longer than \(program.secondsMax) seconds")
        }
        return ProgramOutcome(
            status: process.terminationStatus,
            output: Array(output.fileHandleForReading.readDataToEndOfFile()),
            complaint: String(decoding: complaint.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        )
    }
}
