package import Civic
package import Hummingbird

/// Which part of the house a page belongs to: header colours, name under the title, navigation.
package enum Area: String, Sendable {
    case node, portal, desk, live, wall, exchange, steward, open
}

/// A link of a navigation or a trail; without a path it is where one stands.
package struct Link: Sendable {
    package let text: String
    package let path: String?
    package let isCurrent: Bool

    package init(_ text: String, _ path: String? = nil, isCurrent: Bool = false) {
        self.text = text
        self.path = path
        self.isCurrent = isCurrent
    }
}

/// What a page says about itself besides its content.
package struct PageOptions: Sendable {
    package var area: Area
    /// Modules in `Site/scripts` (or a component's), without `.js`.
    package var scripts: [String]
    /// Sheets in `Site/styles/areas`, without `.css`.
    package var styles: [String]
    package var breadcrumbs: [Link]
    /// Nil: the area's own.
    package var navigation: [Link]?
    package var status: HTTPResponse.Status
    package var isWide: Bool
    /// Holds somebody's own data: never kept by the browser.
    package var isPersonal: Bool
    /// What a case of the page's application is called; nil on pages of no single application.
    package var noun: LocalizedText?

    package init(
        area: Area = .portal,
        scripts: [String] = [],
        styles: [String] = [],
        breadcrumbs: [Link] = [],
        navigation: [Link]? = nil,
        status: HTTPResponse.Status = .ok,
        isWide: Bool = false,
        isPersonal: Bool = false,
        noun: LocalizedText? = nil
    ) {
        self.area = area
        self.scripts = scripts
        self.styles = styles
        self.breadcrumbs = breadcrumbs
        self.navigation = navigation
        self.status = status
        self.isWide = isWide
        self.isPersonal = isPersonal
        self.noun = noun
    }
}
