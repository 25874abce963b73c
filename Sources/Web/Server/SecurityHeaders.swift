import Hummingbird

/// What every answer tells the browser to forbid.
enum SecurityHeaders {
    /// No inline script or style, nothing from other hosts, no frames: STYLE "Pages".
    static let contentPolicy =
        "default-src 'self'; img-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"

    private static let fixed: [(String, String)] = [
        ("Content-Security-Policy", contentPolicy),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Permissions-Policy", "geolocation=(self), camera=(self), microphone=(), payment=(), usb=()"),
    ]

    /// Adds them all; a handler's own value stays.
    ///
    /// Over HTTPS the browser is also told to stay there.
    static func add(to response: inout Response, isSecure: Bool) {
        for (name, value) in fixed where response.headers[named: name] == nil { response.headers[named: name] = value }
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
    }
}
