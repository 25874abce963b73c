import Foundation
import Mustache
import Synchronization

/// The templates of the site, parsed once.
///
/// `pages/desk/work-list.mustache` is `desk/work-list`, a component's is its folder's name.
package struct Templates: Sendable {
    private let library: MustacheLibrary
    /// The text of each template as it was parsed, for the tests of tags.
    package let sources: [String: String]

    package init(files: [SiteFile]) throws(SiteError) {
        var library = MustacheLibrary()
        var sources: [String: String] = [:]
        for file in files {
            guard let name = Templates.name(of: file.path) else { continue }
            guard sources[name] == nil else {
                throw SiteError(file: file.path, line: 0, message: "A second template is called \(name).")
            }
            guard file.text.hasPrefix("{{% CONTENT_TYPE: HTML}}") else {
                throw SiteError(file: file.path, line: 1, message: "The first line must be {{% CONTENT_TYPE: HTML}}.")
            }
            let lean = Templates.withoutIndentation(file.text)
            do {
                try library.register(lean, named: name)
            } catch {
                throw Templates.siteError(error, in: file.path)
            }
            sources[name] = lean
        }
        self.library = library
        self.sources = sources
    }

    private static func siteError(_ error: any Error, in path: String) -> SiteError {
        guard let error = error as? MustacheTemplate.ParserError else {
            return SiteError(file: path, line: 0, message: "\(error)")
        }
        return SiteError(
            file: path,
            line: error.context.lineNumber,
            message: "\(error.error) at: \(error.context.line)"
        )
    }

    /// `pages/a/b.mustache` → `a/b`; `components/tag/tag.mustache` → `tag`; `layouts/layout.mustache` → `layout`.
    static func name(of path: String) -> String? {
        guard path.hasSuffix(".mustache") else { return nil }
        let parts = path.dropLast(".mustache".count).split(separator: "/")
        switch parts.first {
        case "pages": return parts.dropFirst().joined(separator: "/")
        case "components", "layouts": return parts.last.map(String.init)
        default: return nil
        }
    }

    /// Indentation is for the people who write the template; 3G pays for it by the byte.
    private static func withoutIndentation(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.drop(while: { $0 == " " || $0 == "\t" }) }
            .joined(separator: "\n")
    }

    /// Renders a template and says which tags nobody knew.
    package func render(_ name: String, _ root: View) -> (html: String, unknown: Set<String>)? {
        let top = Root(view: root)
        guard let html = library.render(top, withTemplate: name) else { return nil }
        return (html, top.unknown.withLock { $0 })
    }

    /// The outermost view: whatever is asked of it in vain is a tag that no view knows.
    private final class Root: MustacheParent, Sendable {
        let view: View
        let unknown = Mutex<Set<String>>([])
        init(view: View) { self.view = view }
        func child(named name: String) -> Any? {
            if let value = view.child(named: name) { return value }
            _ = unknown.withLock { $0.insert(name) }
            return nil
        }
    }
}
