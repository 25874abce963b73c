package import Civic

/// A government that another node hosts: where its messages go, and the key that its own are signed with.
package struct Neighbour: Hashable, Sendable {
    package let code: RegionCode
    /// Where its inbox is: `https://layanan.example.go.id/karawang`.
    package let address: String
    /// Its Ed25519 key, 64 hexadecimal digits, told to us out of band.
    package let key: String

    package init(code: RegionCode, address: String, key: String) {
        self.code = code
        self.address = address
        self.key = key
    }
}

package enum NeighbourCommand: Hashable, Sendable {
    /// Adds it, or changes where it is or how it signs.
    case keep(address: String, key: String)
    case remove
}

/// What becomes true of a neighbour: stream `neighbour/<code>` of the node's ledger.
package enum NeighbourEvent: Hashable, Sendable {
    case added(address: String, key: String)
    case changed(address: String, key: String)
    case removed
}

/// The events of a command; none where all is so already.
package func decide(
    _ state: Neighbour?,
    _ command: NeighbourCommand,
    on code: RegionCode
) throws(Rejection) -> [NeighbourEvent] {
    switch command {
    case .keep(let typed, let key):
        let address = typed.utf8.last == UInt8(ascii: "/") ? String(typed.dropLast()) : typed
        guard address.utf8.count <= Limits.addressBytesMax, address.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            ["https://", "http://"].contains(where: { address.hasPrefix($0) && address.utf8.count > $0.utf8.count })
        else { throw .register(.unreadable(typed)) }
        guard let bytes = hexBytes(key), bytes.count == 32 else { throw .register(.unreadable(key)) }
        let kept = Neighbour(code: code, address: address, key: hexText(bytes))
        if state == kept { return [] }
        return state == nil ? [.added(address: address, key: kept.key)] : [.changed(address: address, key: kept.key)]
    case .remove:
        guard state != nil else { throw .register(.notThere(code.text)) }
        return [.removed]
    }
}

/// Nil after a neighbour was removed.
package func evolve(_ state: Neighbour?, _ event: NeighbourEvent, of code: RegionCode) -> Neighbour? {
    switch event {
    case .added(let address, let key), .changed(let address, let key):
        Neighbour(code: code, address: address, key: key)
    case .removed: nil
    }
}

extension NeighbourEvent: AboutRegion {
    package static let prefix = "neighbour/"

    package var type: String {
        switch self {
        case .added: "neighbour.added"
        case .changed: "neighbour.changed"
        case .removed: "neighbour.removed"
        }
    }

    package func fact(of code: RegionCode, at: Moment) -> Fact {
        var writer = FactWriter()
        switch self {
        case .added(let address, let key), .changed(let address, let key):
            writer.put("address", address)
            writer.put("key", key)
        case .removed: break
        }
        return Fact(ofNode: Self.stream(code), type, at: at, writer.json)
    }

    package init(fact: Fact) throws(FactFault) {
        let reader = try FactReader(fact.open, type: fact.type)
        switch fact.type {
        case "neighbour.added": self = .added(address: try reader.text("address"), key: try reader.text("key"))
        case "neighbour.changed": self = .changed(address: try reader.text("address"), key: try reader.text("key"))
        case "neighbour.removed": self = .removed
        default: throw FactFault(type: fact.type, field: "type", problem: "no event of a neighbour")
        }
    }
}
