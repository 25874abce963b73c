import ArgumentParser
import Civic
import Engine
import Node

/// `lumbung neighbour`: the governments of other nodes that this node exchanges acts with, kept in its own ledger.
struct Neighbours: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "neighbour",
        abstract: "Pemerintah di simpul lain yang dikenal simpul ini. Governments of other nodes that this node knows.",
        subcommands: [List.self, Add.self, Remove.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Tampilkan kode, alamat dan kunci. Show codes, addresses and keys."
        )
        @OptionGroup var place: FolderOptions

        func run() async throws {
            try await onNode(place) { node in
                for neighbour in node.ledger.neighbours {
                    print("\(neighbour.code.text)  \(neighbour.address)  \(neighbour.key)")
                }
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Tambahkan, atau ubah alamat dan kunci. Add one, or change its address and key."
        )
        @OptionGroup var place: FolderOptions
        @OptionGroup var which: GovernmentCode
        @Argument(help: "Alamat, misalnya https://layanan.example.go.id/karawang. The address.")
        var address: String
        @Argument(help: "Kunci Ed25519, 64 angka heksadesimal: `lumbung government list` di sana. The key.")
        var key: String

        func run() async throws {
            try await onNode(place) { node in
                let code = try which.region()
                guard node.government(code: code) == nil else {
                    throw Sentence("\(code.text) ada di simpul ini, bukan tetangga.")
                }
                try node.ledger.keep(code, address: address, key: key)
                print("\(code.text) dikenal sebagai tetangga.")
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Lupakan tetangga; pesannya ditolak. Forget one; its messages are refused."
        )
        @OptionGroup var place: FolderOptions
        @OptionGroup var which: GovernmentCode

        func run() async throws {
            try await onNode(place) { node in
                let code = try which.region()
                try await node.ledger.remove(code)
                print("\(code.text) tidak dikenal lagi.")
            }
        }
    }
}
