import Civic
import Definition
import Engine
import Hummingbird
import Node

/// A person's own data to take along (UU 27/2022 articles 7 and 13): a page to read, the same as JSON, and the photos.
struct DataCopy {
    let context: GovernmentContext
    let cases: [HeldCase]

    func response(name: String) throws -> Response {
        var zip = ZipFile()
        zip.add("data.json", Array((JSON.object(try content).readable + "\n").utf8))
        zip.add("data.html", Array(try html.utf8))
        for held in cases {
            for file in try held.files {
                let photo = try context.government.files.read(file, thumbnail: false, of: held.view.state.id)
                if let photo { zip.add("berkas/\(held.number)/\(file).jpg", photo.bytes) }
            }
        }
        return context.download(zip.data, type: "application/zip", name: name)
    }

    private var content: [String: JSON] {
        get throws {
            var phone: JSON = .null
            if let person = context.caller.person, let known = try context.government.identity.phone(of: person) {
                phone = .string(known.e164)
            }
            return [
                "government": .string(context.government.profile.name), "made_at": .string(context.now.rfc3339),
                "law": .string("UU 27/2022"), "account": ["phone": phone],
                "cases": .array(try cases.map { try $0.json }),
            ]
        }
    }

    private var html: String {
        get throws {
            try context.web.pages.render(
                "portal/data-copy",
                [
                    "t": context.texts, "language": context.language.rawValue,
                    "title": context.text("rights.copy.title", ["government": context.government.profile.name]),
                    "made": context.text("rights.copy.made", ["when": context.formats.dateTime(context.now)]),
                    "cases": try cases.map { try $0.page },
                ]
            )
        }
    }
}
