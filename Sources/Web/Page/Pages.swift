package import Civic
package import Foundation
import Synchronization

/// The site as the server holds it: templates, sentences and assets, loaded once (again at each page in development).
package final class Pages: Sendable {
    private struct Loaded: Sendable {
        let templates: Templates
        let texts: [Language: Texts]
        let assets: Assets
        let examples: [(name: String, example: JSON)]
    }

    private let site: URL
    private let leaflet: URL
    private let isDevelopment: Bool
    /// Unknown tags are thrown (tests, development) or left blank (production).
    private let isStrict: Bool
    private let loaded: Mutex<Loaded>

    /// Reads the whole site; throws the first file that cannot be used, with its line.
    package init(
        site: URL,
        leaflet: URL = URL(filePath: "/usr/share/javascript/leaflet"),
        isDevelopment: Bool = false,
        isStrict: Bool = false
    ) throws(SiteError) {
        self.site = site
        self.leaflet = leaflet
        self.isDevelopment = isDevelopment
        self.isStrict = isStrict || isDevelopment
        loaded = Mutex(try Pages.load(site: site, leaflet: leaflet))
    }

    private static func load(site: URL, leaflet: URL) throws(SiteError) -> Loaded {
        var files: [SiteFile] = []
        var texts: [Language: Texts] = [:]
        for path in try SiteFolder.paths(below: site) where path.hasSuffix(".mustache") {
            files.append(SiteFile(path: path, text: try SiteFolder.text(site.appending(path: path))))
        }
        var examples: [(name: String, example: JSON)] = []
        for path in try SiteFolder.paths(below: site)
        where path.hasSuffix("/example.json") && path.hasPrefix("components/") {
            let name = path.split(separator: "/")[1]
            guard let example = try? JSON(try SiteFolder.text(site.appending(path: path))) else {
                throw SiteError(file: path, line: 0, message: "The example is not JSON.")
            }
            examples.append((String(name), example))
        }
        for language in Language.allCases {
            let folder = site.appending(path: "messages/\(language.rawValue)")
            var all: [String: String] = [:]
            for path in try SiteFolder.paths(below: folder) where path.hasSuffix(".yaml") {
                let area = String(path.dropLast(".yaml".count))
                let own = try Texts.read(
                    try SiteFolder.text(folder.appending(path: path)),
                    area: area,
                    file: "messages/\(language.rawValue)/\(path)"
                )
                all.merge(own) { first, _ in first }
            }
            texts[language] = try Texts(language: language, all)
        }
        return Loaded(
            templates: try Templates(files: files),
            texts: texts,
            assets: try Assets(site: site, leaflet: leaflet),
            examples: examples
        )
    }

    private func current() throws(SiteError) -> Loaded {
        guard isDevelopment else { return loaded.withLock { $0 } }
        let fresh = try Pages.load(site: site, leaflet: leaflet)
        loaded.withLock { $0 = fresh }
        return fresh
    }

    /// The sentences of a language.
    package func texts(_ language: Language) -> Texts {
        let all = loaded.withLock { $0.texts }
        guard let texts = all[language] ?? all[.id] else { preconditionFailure("Pages.load reads every language") }
        return texts
    }

    /// The files below `/aset/<hash>/`.
    package var assets: Assets { loaded.withLock { $0.assets } }

    /// The components with their examples, by name.
    package var examples: [(name: String, example: JSON)] { loaded.withLock { $0.examples } }

    /// The templates' texts, for tests.
    package var templateSources: [String: String] { loaded.withLock { $0.templates.sources } }

    /// A whole page as HTML.
    ///
    /// Throws where the template is missing, or (strict) where it uses a tag that no view knows.
    package func render(_ template: String, _ root: View) throws(SiteError) -> String {
        guard let (html, unknown) = try current().templates.render(template, root) else {
            throw SiteError(file: "pages/\(template).mustache", line: 0, message: "There is no such template.")
        }
        if isStrict, !unknown.isEmpty {
            throw SiteError(
                file: "pages/\(template).mustache",
                line: 0,
                message: "No view knows these tags: \(unknown.sorted().joined(separator: ", "))."
            )
        }
        return html
    }
}
