import Crypto
package import Foundation

/// Everything a page loads besides itself: one style bundle, area styles, modules of script, icons, Leaflet.
///
/// All lie below `/aset/<hash>/` with one hash over everything, so that modules may import each other relatively and every answer is immutable.
package struct Assets: Sendable {
    /// One file as it is sent.
    package struct Asset: Sendable {
        package let bytes: [UInt8]
        package let compressed: [UInt8]?
        package let type: String
    }

    package let files: [String: Asset]
    /// Sixteen hex characters over names and bytes of all files.
    package let hash: String
    /// The part of every address before the file: `/aset/<hash>`.
    package var prefix: String { "/aset/\(hash)" }

    package init(site: URL, leaflet: URL) throws(SiteError) {
        var files: [String: [UInt8]] = [:]
        var bundle = ""
        for path in try SiteFolder.paths(below: site) {
            let url = site.appending(path: path)
            let name = (path as NSString).lastPathComponent
            if path.hasPrefix("styles/areas/"), path.hasSuffix(".css") {
                files["styles/\(name)"] = Array(Assets.leanStyle(try SiteFolder.text(url)).utf8)
            } else if path.hasSuffix(".css"), path.hasPrefix("styles/") || path.hasPrefix("components/") {
                continue
            } else if path.hasSuffix(".js"), path.hasPrefix("scripts/") || path.hasPrefix("components/") {
                files["scripts/\(name)"] = Array(try SiteFolder.bytes(url))
            } else if path.hasPrefix("icons/"), path.contains(".") {
                files[path] = Array(try SiteFolder.bytes(url))
            }
        }
        for path in try Assets.styleOrder(site) { bundle += try SiteFolder.text(site.appending(path: path)) + "\n" }
        files["styles/site.css"] = Array(Assets.leanStyle(bundle).utf8)
        for (file, name) in [("leaflet.esm.min.js", "leaflet.js"), ("leaflet.css", "leaflet.css")] {
            let url = leaflet.appending(path: file)
            guard FileManager.default.fileExists(atPath: url.path) else {
                throw SiteError(
                    file: url.path,
                    line: 0,
                    message:
                        "Leaflet is missing: install Debian's package libjs-leaflet, or set LUMBUNG_LEAFLET to its folder."
                )
            }
            files["leaflet/\(name)"] = Array(try SiteFolder.bytes(url))
        }
        var hasher = SHA256()
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
            hasher.update(data: Array("\(path)\n\(bytes.count)\n".utf8))
            hasher.update(data: bytes)
        }
        hash = hasher.finalize().prefix(8).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        self.files = files.reduce(into: [:]) { found, file in
            let type = Assets.type(of: file.key)
            let compressed = type.isCompressible ? Gzip.compress(file.value, level: 9) : nil
            found[file.key] = Asset(
                bytes: file.value,
                compressed: compressed.flatMap { $0.count < file.value.count ? $0 : nil },
                type: type.name
            )
        }
    }

    /// Tokens first, then the other styles, then the components.
    private static func styleOrder(_ site: URL) throws(SiteError) -> [String] {
        let all = try SiteFolder.paths(below: site).filter { $0.hasSuffix(".css") }
        let first = ["styles/tokens.css", "styles/base.css"].filter(all.contains)
        let own = all.filter { $0.hasPrefix("styles/") && !$0.hasPrefix("styles/areas/") && !first.contains($0) }
        return first + own + all.filter { $0.hasPrefix("components/") }
    }

    /// Comments and line starts go; strings in our styles hold no comment marks.
    static func leanStyle(_ text: String) -> String {
        var out = ""
        var rest = text[...]
        while let open = rest.range(of: "/*") {
            out += rest[..<open.lowerBound]
            guard let close = rest.range(of: "*/", range: open.upperBound..<rest.endIndex) else { return out }
            rest = rest[close.upperBound...]
        }
        out += rest
        return out.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }.joined(
            separator: "\n"
        )
    }

    private static func type(of path: String) -> (name: String, isCompressible: Bool) {
        switch (path as NSString).pathExtension {
        case "css": ("text/css; charset=utf-8", true)
        case "js": ("text/javascript; charset=utf-8", true)
        case "svg": ("image/svg+xml", true)
        case "png": ("image/png", false)
        case "webp": ("image/webp", false)
        case "json", "geojson": ("application/json; charset=utf-8", true)
        default: ("application/octet-stream", false)
        }
    }
}
