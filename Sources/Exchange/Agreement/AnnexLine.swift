package import Civic
package import Definition

/// One line of a PKS annex: an application in one version, and what goes with it.
package struct AnnexLine: Hashable, Sendable {
    package let app: AppID
    package let version: Version
    /// Hash of the release's definition: what is installed is exactly what was signed.
    package let hash: Digest
    package let name: String
    package let modules: String
    package let requirements: String
    package let data: String
    package let hosting: String
    package let teaching: String
    package let support: String
    /// The adopter may take later versions during the term.
    package let mayUpgrade: Bool
    package let contribution: String
    /// Relation to a national system, where there is one.
    package let national: NationalNote?

    package init(
        app: AppID,
        version: Version,
        hash: Digest,
        name: String,
        modules: String,
        requirements: String,
        data: String,
        hosting: String,
        teaching: String,
        support: String,
        mayUpgrade: Bool,
        contribution: String,
        national: NationalNote? = nil
    ) {
        self.app = app
        self.version = version
        self.hash = hash
        self.name = name
        self.modules = modules
        self.requirements = requirements
        self.data = data
        self.hosting = hosting
        self.teaching = teaching
        self.support = support
        self.mayUpgrade = mayUpgrade
        self.contribution = contribution
        self.national = national
    }

    package var json: JSON {
        .members([
            ("app", .string(app.text)), ("version", .string(version.description)), ("hash", .string(hash.hex)),
            ("name", .string(name)), ("modules", .string(modules)), ("requirements", .string(requirements)),
            ("data", .string(data)), ("hosting", .string(hosting)), ("teaching", .string(teaching)),
            ("support", .string(support)), ("upgrade", .bool(mayUpgrade)), ("contribution", .string(contribution)),
            ("national", national?.json),
        ])
    }

    package init(_ json: JSON?, _ place: String) throws(Wrong) {
        let members = try JSONMembers(json, place)
        guard let app = try? AppID(try members.text("app")), let version = Version(try members.text("version")) else {
            throw JSONMembers.broken(place + ".app")
        }
        let long = 600
        self.init(
            app: app,
            version: version,
            hash: try members.digest("hash"),
            name: try members.text("name"),
            modules: try members.text("modules", max: long),
            requirements: try members.text("requirements", max: long),
            data: try members.text("data", max: long),
            hosting: try members.text("hosting", max: long),
            teaching: try members.text("teaching", max: long),
            support: try members.text("support", max: long),
            mayUpgrade: members.json["upgrade"]?.bool ?? false,
            contribution: try members.text("contribution", max: long),
            national: members.has("national") ? try NationalNote(members.json["national"], place + ".national") : nil
        )
    }
}

/// How an application of the annex stands to a national system, and the recorded exception where one is needed.
package struct NationalNote: Hashable, Sendable {
    package let system: String
    package let relation: NationalRelation.Relation
    /// The written ground on which an application that is replaced nationally is listed all the same.
    package let exception: String?

    package init(system: String, relation: NationalRelation.Relation, exception: String? = nil) {
        self.system = system
        self.relation = relation
        self.exception = exception
    }

    /// An application whose domain a national system has taken over is listed only with a recorded exception.
    package var isAllowed: Bool {
        relation != .replaced || !(exception ?? "").allSatisfy(\.isWhitespace)
    }

    package var json: JSON {
        .members([
            ("system", .string(system)), ("relation", .string(relation.rawValue)),
            ("exception", exception.map { .string($0) }),
        ])
    }

    package init(_ json: JSON?, _ place: String) throws(Wrong) {
        let members = try JSONMembers(json, place)
        guard let relation = NationalRelation.Relation(rawValue: try members.text("relation")) else {
            throw JSONMembers.broken(place + ".relation")
        }
        self.init(
            system: try members.text("system"),
            relation: relation,
            exception: try members.optionalText("exception", max: 1_000)
        )
    }
}

/// A duty of one party: who, what, by when.
package struct Obligation: Hashable, Sendable {
    package let who: Side
    package let what: String
    /// "30 hari kalender setelah perjanjian berlaku".
    package let due: String

    package init(who: Side, what: String, due: String) {
        self.who = who
        self.what = what
        self.due = due
    }

    package var json: JSON { ["who": .string(who.rawValue), "what": .string(what), "due": .string(due)] }

    package init(_ json: JSON?, _ place: String) throws(Wrong) {
        let members = try JSONMembers(json, place)
        guard let who = Side(rawValue: try members.text("who")) else { throw JSONMembers.broken(place + ".who") }
        self.init(who: who, what: try members.text("what", max: 1_000), due: try members.text("due"))
    }
}
