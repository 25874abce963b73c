package import Civic
package import Hummingbird

/// Answers with bytes: compressed where the visitor takes it and it pays, with what caches may do.
package enum Answer {
    /// How long and by whom an answer may be kept.
    package enum Keep: Sendable {
        /// Holds somebody's own data: nobody keeps it.
        case never
        /// May be shown again after asking.
        case ask
        /// Public: anybody for so many seconds.
        case seconds(Int)
        /// Named by its content: for ever.
        case forEver

        var header: String {
            switch self {
            case .never: "no-store"
            case .ask: "private, no-cache"
            case .seconds(let seconds): "public, max-age=\(seconds)"
            case .forEver: "public, max-age=31536000, immutable"
            }
        }
    }

    /// `compressed` holds the gzip form where it was made before.
    package static func bytes(
        _ bytes: [UInt8],
        type: String,
        status: HTTPResponse.Status = .ok,
        keep: Keep,
        gzip: Bool,
        compressed: [UInt8]? = nil
    ) -> Response {
        var headers: HTTPFields = [.contentType: type, .cacheControl: keep.header]
        var body = bytes
        if isText(type) {
            headers[.vary] = "Accept-Encoding"
            if gzip, let small = compressed ?? (bytes.count >= Limits.gzipBytesMin ? Gzip.compress(bytes) : nil) {
                body = small
                headers[.contentEncoding] = "gzip"
            }
        }
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    private static func isText(_ type: String) -> Bool {
        type.hasPrefix("text/") || type.contains("json") || type.contains("svg") || type.contains("xml")
            || type.contains("javascript")
    }
}

extension PageContext {
    /// A JSON document (canonical form).
    package func json(
        _ json: JSON,
        status: HTTPResponse.Status = .ok,
        keep: Answer.Keep = .ask,
        type: String = "application/json; charset=utf-8"
    ) -> Response {
        Answer.bytes(json.canonical, type: type, status: status, keep: keep, gzip: visit.acceptsGzip)
    }

    /// A file to keep: `Content-Disposition: attachment`.
    package func download(_ bytes: [UInt8], type: String, name: String) -> Response {
        var response = Answer.bytes(bytes, type: type, keep: .never, gzip: visit.acceptsGzip)
        let plain = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
        response.headers[.contentDisposition] = "attachment; filename=\"\(plain)\""
        return response
    }

    /// A file that the browser shows itself.
    package func shown(_ bytes: [UInt8], type: String, name: String) -> Response {
        var response = download(bytes, type: type, name: name)
        let disposition = response.headers[.contentDisposition]
        response.headers[.contentDisposition] = disposition?.replacing("attachment", with: "inline")
        return response
    }

    /// A picture, drawn by us.
    package func drawing(_ svg: SafeHTML, keep: Answer.Keep) -> Response {
        Answer.bytes(Array(svg.markup.utf8), type: "image/svg+xml", keep: keep, gzip: visit.acceptsGzip)
    }

    /// A stream of server-sent events.
    ///
    /// `write` gets the position after which the client wants to go on.
    package func stream(
        _ request: Request,
        _ write: @escaping @Sendable @concurrent (_ after: Int64?, inout EventWriter) async throws -> Void
    ) -> Response {
        let after = EventStream.position(of: request)
        return EventStream.response { writer in try await write(after, &writer) }
    }

    /// A form, checked: its token is this browser's, its text is UTF-8, its size is bearable.
    ///
    /// Files go to `takeFile` one by one.
    package func form(_ request: Request, takeFile: FileTaker? = nil) async throws -> Form {
        let tokens = web.tokens
        let visitID = visit.id
        let reading = FormReading(
            contentType: request.headers[.contentType] ?? "",
            check: { form in
                guard tokens.isValid(form.token, for: visitID) else {
                    throw PageRefusal.badForm("problem.form-expired")
                }
            },
            takeFile: takeFile
        )
        return try await reading.read(request.body)
    }
}
