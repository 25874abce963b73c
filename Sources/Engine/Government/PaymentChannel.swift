package import Civic

/// A way in which a government is paid: a bank with virtual accounts, a QR payment, both through a payment gateway.
package struct PaymentChannel: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case bank, qris
    }

    package let id: PaymentChannelID
    package let name: String
    package let kind: Kind
    /// Where a bill is announced when it is issued; empty where the bank asks by the bill's number.
    package let address: String
    /// Counts up when the secret is renewed: the one before is worth nothing from then on.
    package let generation: Int
    package let isOpen: Bool

    package init(
        id: PaymentChannelID,
        name: String,
        kind: Kind,
        address: String = "",
        generation: Int = 1,
        isOpen: Bool = true
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.address = address
        self.generation = generation
        self.isOpen = isOpen
    }
}

extension PaymentChannel {
    var json: JSON {
        var writer = FactWriter()
        writer.put("id", id.text)
        writer.put("name", name)
        writer.put("kind", kind.rawValue)
        writer.put("address", address.isEmpty ? nil : address)
        writer.put("generation", generation)
        writer.put("open", isOpen)
        return writer.json
    }

    init(_ json: JSON?, _ type: String) throws(FactFault) {
        let reader = try FactReader(json ?? .null, type: type)
        id = try reader.id("id")
        name = try reader.text("name")
        kind = try reader.choice("kind")
        address = try reader.optionalText("address") ?? ""
        generation = try reader.int("generation")
        isOpen = try reader.bool("open")
    }
}
