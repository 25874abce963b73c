package import Civic

package enum WebhookNaming: IdentifierKind {
    package static let spelling = IdentifierSpelling.kebab
}

package typealias WebhookID = Identifier<WebhookNaming>

/// An address of another program that is told of facts as they happen (Standard Webhooks 1.0).
///
/// Its secret is derived by the node from its id and generation; it stands nowhere.
package struct Webhook: Hashable, Sendable {
    package enum Stage: String, CaseIterable, Hashable, Sendable {
        case open, paused
        /// The receiver answered 410: it wants no more.
        case gone
        /// Its id stays taken.
        case removed
    }

    /// Facts of a case that others may be told of; what officers do among themselves is none of them.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case started = "case.started"
        case moved = "case.moved"
        case clockMarked = "case.clock-marked"
        case documentMarked = "case.document-marked"
        case paymentReceived = "payment.received"
        case refundPaid = "payment.refunded"
        case corrected = "case.corrected"
        case erased = "case.erased"
    }

    package let id: WebhookID
    package let address: String
    /// Empty: all that publish their cases.
    package let apps: Set<AppID>
    /// Empty: all.
    package let kinds: Set<Kind>
    /// Counts up when the secret is renewed.
    package let generation: Int
    /// Until then messages are signed with the secret before, too, so that the receiver can change over.
    package let overlapUntil: Moment?
    package let stage: Stage

    package init(
        id: WebhookID,
        address: String,
        apps: Set<AppID> = [],
        kinds: Set<Kind> = [],
        generation: Int = 1,
        overlapUntil: Moment? = nil,
        stage: Stage = .open
    ) {
        self.id = id
        self.address = address
        self.apps = apps
        self.kinds = kinds
        self.generation = generation
        self.overlapUntil = overlapUntil
        self.stage = stage
    }

    /// Whether it asked for facts of this kind of this application.
    package func hears(_ kind: Kind, of app: AppID) -> Bool {
        stage == .open && (apps.isEmpty || apps.contains(app)) && (kinds.isEmpty || kinds.contains(kind))
    }

    package func with(stage: Stage) -> Webhook {
        Webhook(
            id: id,
            address: address,
            apps: apps,
            kinds: kinds,
            generation: generation,
            overlapUntil: overlapUntil,
            stage: stage
        )
    }
}

extension Webhook {
    var json: JSON {
        var writer = FactWriter()
        writer.put("id", id.text)
        writer.put("address", address)
        writer.put("apps", apps.map(\.text).sorted().map { JSON.string($0) })
        writer.put("kinds", kinds.map(\.rawValue).sorted().map { JSON.string($0) })
        writer.put("generation", generation)
        writer.put("overlap_until", overlapUntil?.rfc3339)
        writer.put("stage", stage.rawValue)
        return writer.json
    }

    init(_ json: JSON?, _ type: String) throws(FactFault) {
        let reader = try FactReader(json ?? .null, type: type)
        var apps: Set<AppID> = []
        for entry in try reader.list("apps") {
            guard let app = entry.string.flatMap({ try? AppID($0) }) else {
                throw reader.fault("apps", "not an application")
            }
            apps.insert(app)
        }
        self.init(
            id: try reader.id("id"),
            address: try reader.text("address"),
            apps: apps,
            // A kind that a later version left out is no reason to lose the rest.
            kinds: Set(try reader.list("kinds").compactMap { $0.string.flatMap(Kind.init) }),
            generation: try reader.int("generation"),
            overlapUntil: try reader.optionalText("overlap_until").flatMap { try? Moment(rfc3339: $0) },
            stage: try reader.choice("stage")
        )
    }

    /// The same with its address tidied; or why it can't be.
    func checked(against old: Webhook?, allowing networks: [NetworkRange]) throws(Rejection) -> Webhook {
        guard generation >= old?.generation ?? 1, old?.stage != .removed else {
            throw .register(.alreadyThere(id.text))
        }
        let isPlain = address.hasPrefix("http://") && !networks.isEmpty
        let host = address.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard address.hasPrefix("https://") || isPlain, !host.isEmpty, !host.contains("@"),
            address.utf8.count <= Limits.addressBytesMax, address.utf8.allSatisfy(Self.stands)
        else { throw .register(.addressUnfit) }
        return self
    }

    /// No blanks, quotes or backslashes: the address is handed to another program.
    private static func stands(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
}
