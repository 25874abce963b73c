package import Civic
package import Definition

extension InstallationEvent {
    /// `installation/<app>`.
    package static func stream(_ app: AppID) -> String { "installation/" + app.text }

    /// The application that a stream belongs to; nil for streams of other kinds.
    package static func app(stream: String) -> AppID? {
        stream.hasPrefix("installation/") ? try? AppID(String(stream.dropFirst(13))) : nil
    }

    package func fact(of app: AppID, definition: Digest, at: Moment, by: ActorStamp) -> Fact {
        var writer = FactWriter()
        switch self {
        case .installed(let release, let entitlement):
            writer.put("release", release.json)
            writer.put("entitlement", entitlement.json)
        case .localized(let operations, let effective):
            writer.put("operations", operations.map(\.factJSON))
            writer.put("definition", effective.hex)
        case .upgradeBegun(let offered):
            writer.put("version", offered.version.description)
            writer.put("base", offered.base.hex)
        case .decided(let decisions): writer.put("decisions", decisions)
        case .upgradeDropped: break
        case .upgraded(let release, let operations):
            writer.put("release", release.json)
            if let operations { writer.put("operations", JSON.array(operations.map(\.factJSON))) }
        case .rolledBack(let release, let operations):
            writer.put("release", release.json)
            writer.put("operations", operations.map(\.factJSON))
        case .migrationOrdered(let order): writer.put("order", order.json)
        case .migrationEnded(let run, let tally):
            writer.put("run", run)
            writer.put("tally", tally.json)
        case .live: break
        case .suspended(.agreementEnded(let number)): writer.put("agreement", number)
        case .suspended(.bySteward(let reason)): writer.put("reason", reason)
        case .resumed(let entitlement): writer.put("entitlement", entitlement.json)
        }
        return Fact(
            stream: Self.stream(app),
            type: type,
            at: at,
            actor: by,
            definition: definition,
            open: writer.json,
            closed: []
        )
    }

    package var type: String {
        switch self {
        case .installed: "installation.installed"
        case .localized: "installation.localized"
        case .upgradeBegun: "installation.upgrade-begun"
        case .decided: "installation.decided"
        case .upgradeDropped: "installation.upgrade-dropped"
        case .upgraded: "installation.upgraded"
        case .rolledBack: "installation.rolled-back"
        case .migrationOrdered: "installation.migration-ordered"
        case .migrationEnded: "installation.migration-ended"
        case .live: "installation.live"
        case .suspended: "installation.suspended"
        case .resumed: "installation.resumed"
        }
    }

    package init(fact: Fact) throws(FactFault) {
        let reader = try FactReader(fact.open, type: fact.type)
        switch fact.type {
        case "installation.installed":
            self = .installed(try Release(reader), entitlement: try Entitlement(reader))
        case "installation.localized":
            self = .localized(try reader.operations(), definition: try reader.value("definition"))
        case "installation.upgrade-begun": self = .upgradeBegun(try OfferedRelease(reader))
        case "installation.decided": self = .decided(try reader.object("decisions"))
        case "installation.upgrade-dropped": self = .upgradeDropped
        case "installation.upgraded":
            self = .upgraded(
                try Release(reader),
                operations: reader.has("operations") ? try reader.operations() : nil
            )
        case "installation.rolled-back": self = .rolledBack(try Release(reader), operations: try reader.operations())
        case "installation.migration-ordered":
            self = .migrationOrdered(try MigrationOrder(try reader.inner("order")))
        case "installation.migration-ended":
            self = .migrationEnded(
                run: try reader.text("run"),
                try MigrationTally(try reader.inner("tally"))
            )
        case "installation.live": self = .live
        case "installation.suspended":
            if let number = try reader.optionalText("agreement") {
                self = .suspended(.agreementEnded(number: number))
            } else {
                self = .suspended(.bySteward(reason: try reader.text("reason")))
            }
        case "installation.resumed": self = .resumed(entitlement: try Entitlement(reader))
        default: throw FactFault(type: fact.type, field: "type", problem: "no event of an installation")
        }
    }
}

extension FactReader {
    fileprivate func operations() throws(FactFault) -> [OverlayOperation] {
        var operations: [OverlayOperation] = []
        for json in try list("operations") { operations.append(try OverlayOperation(factJSON: json)) }
        return operations
    }

    fileprivate func inner(_ field: String) throws(FactFault) -> FactReader {
        guard let json = json(field) else { throw fault(field, "missing") }
        return try FactReader(json, type: type)
    }
}

extension OfferedRelease {
    fileprivate init(_ reader: FactReader) throws(FactFault) {
        guard let version = Version(try reader.text("version")) else { throw reader.fault("version", "no version") }
        self.init(version: version, base: try reader.value("base"))
    }
}

extension Release {
    fileprivate var json: JSON {
        ["version": .string(version.description), "base": .string(base.hex), "definition": .string(definition.hex)]
    }

    fileprivate init(_ outer: FactReader) throws(FactFault) {
        guard let json = outer.json("release") else { throw outer.fault("release", "missing") }
        let reader = try FactReader(json, type: outer.type)
        guard let version = Version(try reader.text("version")) else { throw reader.fault("version", "no version") }
        self.init(version: version, base: try reader.value("base"), definition: try reader.value("definition"))
    }
}

extension Entitlement {
    fileprivate var json: JSON {
        switch self {
        case .own: return ["own": true]
        case .agreement(let number, let provider, let until):
            var writer = FactWriter()
            writer.put("agreement", number)
            writer.put("provider", provider.text)
            writer.put("until", until?.iso)
            return writer.json
        }
    }

    fileprivate init(_ outer: FactReader) throws(FactFault) {
        guard let json = outer.json("entitlement") else { throw outer.fault("entitlement", "missing") }
        let reader = try FactReader(json, type: outer.type)
        if try reader.bool("own") {
            self = .own
        } else {
            self = .agreement(
                number: try reader.text("agreement"),
                provider: try reader.value("provider"),
                until: try reader.optional("until")
            )
        }
    }
}

extension OverlayOperation {
    /// As an event keeps it.
    package var factJSON: JSON {
        var writer = FactWriter()
        writer.put("verb", verb.name)
        writer.put("path", path.map { JSON.string($0) })
        switch verb {
        case .set(let value): writer.put("value", value)
        case .add(let value, let before):
            writer.put("value", value)
            writer.put("before", before)
        case .move(let before): writer.put("before", before)
        case .unset, .hide: break
        }
        writer.put("was", was)
        writer.put("author", author)
        writer.put("at", at)
        writer.put("reason", reason)
        return writer.json
    }

    package init(factJSON json: JSON) throws(FactFault) {
        let reader = try FactReader(json, type: "operation")
        let value = reader.json("value") ?? .null
        let before = try reader.optionalText("before")
        let verb: Verb
        switch try reader.text("verb") {
        case "set": verb = .set(value)
        case "unset": verb = .unset
        case "add": verb = .add(value, before: before)
        case "hide": verb = .hide
        case "move": verb = .move(before: before)
        case let word: throw reader.fault("verb", "unknown word \(word)")
        }
        self.init(
            verb,
            try reader.texts("path"),
            was: reader.json("was"),
            author: try reader.text("author"),
            at: try reader.value("at"),
            reason: try reader.text("reason")
        )
    }
}
