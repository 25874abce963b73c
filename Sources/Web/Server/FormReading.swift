import Foundation
import Hummingbird
import Node

/// Reads the body of a form while it arrives: text is kept, each file goes to its taker as soon as it is whole.
struct FormReading {
    let contentType: String
    /// Refuses a form whose token is wrong; called before the first file is taken and at the end.
    let check: @Sendable (Form) throws -> Void
    let takeFile: FileTaker?

    func read(_ body: RequestBody) async throws -> Form {
        let form: Form
        if contentType.lowercased().hasPrefix("multipart/form-data") {
            form = try await multipart(body)
        } else if contentType.isEmpty || contentType.lowercased().hasPrefix("application/x-www-form-urlencoded") {
            form = try Form.decode(urlEncoded: try await FormReading.collect(body, bytesMax: Limits.formBytesMax))
        } else {
            throw PageRefusal.badForm("problem.form-unknown-type")
        }
        try check(form)
        return form
    }

    /// The whole body, or `tooLarge`.
    static func collect(_ body: RequestBody, bytesMax: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await part in body {
            guard bytes.count + part.readableBytes <= bytesMax else { throw PageRefusal.tooLarge(bytes: bytesMax) }
            bytes += part.readableBytesView
        }
        return bytes
    }

    private func multipart(_ body: RequestBody) async throws -> Form {
        guard var reader = MultipartReader(contentType: contentType) else {
            throw PageRefusal.badForm("problem.form-broken")
        }
        var form = Form()
        var part = Part.none
        var total = 0
        var textBytes = 0
        do {
            for try await packet in body {
                total += packet.readableBytes
                guard total <= Limits.multipartBytesMax else {
                    throw PageRefusal.tooLarge(bytes: Limits.multipartBytesMax)
                }
                for event in try reader.take(packet.readableBytesView) {
                    switch event {
                    case .begin(let field, let fileName, let type): part = try begin(field, fileName, type, &form)
                    case .bytes(let bytes):
                        if case .text = part { textBytes += bytes.count }
                        guard textBytes <= Limits.formBytesMax else {
                            throw PageRefusal.tooLarge(bytes: Limits.formBytesMax)
                        }
                        try part.take(bytes, &form)
                    case .end:
                        try await end(part, &form)
                        part = .none
                    }
                }
            }
            try reader.finish()
        } catch is MultipartReader.Broken {
            throw PageRefusal.badForm("problem.form-broken")
        }
        return form
    }

    /// What is arriving now.
    private enum Part {
        case none
        case text(field: String, bytes: [UInt8])
        case file(field: String, Upload)
        /// A file that was refused: the rest of it is read and thrown away, so that the form's other answers survive.
        case refused

        mutating func take(_ more: [UInt8], _ form: inout Form) throws {
            switch self {
            case .none, .refused: return
            case .text(let field, let bytes): self = .text(field: field, bytes: bytes + more)
            case .file(let field, let upload):
                do {
                    try upload.write(more)
                } catch let refusal as Refusal {
                    form.fileProblems.append((field, refusal))
                    self = .refused
                }
            }
        }
    }

    private func begin(_ field: String, _ fileName: String?, _ type: String?, _ form: inout Form) throws -> Part {
        guard let fileName else { return .text(field: field, bytes: []) }
        // A file box that was left empty is sent as a file without a name.
        guard !fileName.isEmpty, let takeFile else { return .refused }
        try check(form)
        guard form.files.count < Limits.filesMax else {
            form.fileProblems.append((field, .tooManyFiles(max: Limits.filesMax)))
            return .refused
        }
        do {
            return .file(field: field, try takeFile(field, fileName, type, form))
        } catch let refusal as Refusal {
            form.fileProblems.append((field, refusal))
            return .refused
        }
    }

    private func end(_ part: Part, _ form: inout Form) async throws {
        switch part {
        case .none, .refused: return
        case .text(let field, let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw PageRefusal.badForm("problem.form-not-utf8")
            }
            try form.add(field, text)
        case .file(let field, let upload):
            do {
                form.files.append((field, try await upload.finish()))
            } catch let refusal as Refusal {
                form.fileProblems.append((field, refusal))
            }
        }
    }
}
