import ArgumentParser
import Civic
import Engine
import Node

/// `lumbung government`: which governments the node serves, by its own ledger.
struct Governments: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "government",
        abstract: "Pemerintah yang dilayani simpul ini. The governments of this node.",
        subcommands: [List.self, Leave.self, Return.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Tampilkan semuanya, dengan kunci untuk tetangga. Show them, with the keys that neighbours need."
        )
        @OptionGroup var place: FolderOptions

        func run() async throws {
            try await onNode(place) { node in
                for hosted in node.ledger.governments {
                    let government = node.government(code: hosted.code)
                    let state = !hosted.isHere ? "pergi" : government == nil ? "folder tidak ada" : "di sini"
                    let key = government.map { hexText($0.signet.publicKey) } ?? "–"
                    print("\(hosted.code.text)  \(hosted.slug)  \(hosted.name)  \(state)  \(key)")
                }
            }
        }
    }

    struct Leave: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "leave",
            abstract: "Tidak melayani suatu pemerintah lagi; foldernya tetap. Serve a government no longer."
        )
        @OptionGroup var place: FolderOptions
        @OptionGroup var which: GovernmentCode

        func run() async throws {
            try await onNode(place) { node in
                let code = try which.region()
                try await node.ledger.leave(code)
                print("\(code.text) tidak dilayani lagi. Folder \(place.data)/\(code.text) tidak diubah.")
            }
        }
    }

    struct Return: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "return",
            abstract: "Melayani lagi pemerintah yang pernah pergi. Serve a government again that had left."
        )
        @OptionGroup var place: FolderOptions
        @OptionGroup var which: GovernmentCode

        func run() async throws {
            try await onNode(place) { node in
                let code = try which.region()
                guard let known = node.ledger.government(code) else {
                    throw Sentence("\(code.text) tidak pernah dilayani di sini. Buat dengan `lumbung init`.")
                }
                try node.ledger.takeIn(code, slug: known.slug, name: known.name)
                print("\(known.name) dilayani lagi mulai server dijalankan berikutnya.")
            }
        }
    }
}
