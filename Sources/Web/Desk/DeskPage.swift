import Civic
import Hummingbird

extension PageOptions {
    /// A page of the officers' desk: the desk's look, the doors that whoever is signed in may enter, never kept by the browser.
    static func desk(
        _ context: GovernmentContext,
        scripts: [String] = [],
        breadcrumbs: [Link] = [],
        status: HTTPResponse.Status = .ok,
        isWide: Bool = false,
        noun: LocalizedText? = nil
    ) -> PageOptions {
        PageOptions(
            area: .desk,
            scripts: scripts,
            styles: ["desk"],
            breadcrumbs: breadcrumbs,
            navigation: StaffNavigation.links(context),
            status: status,
            isWide: isWide,
            isPersonal: true,
            noun: noun
        )
    }
}
