import Foundation
import Testing

/// The house's rules (docs/architecture.md), held by a test and not by review.
@Suite struct HouseRules {
    let house: House
    init() throws { house = try House() }

    @Test func `a module imports only what stands below it`() {
        for room in house.rooms {
            guard let floor = House.floors.firstIndex(of: room.module) else { continue }
            for name in room.imports {
                guard let below = House.floors.firstIndex(of: name) else { continue }
                let isDriverUse =
                    room.module == "StoreSQLite" && ["Store", "Engine", "Ledger", "Definition", "Civic"].contains(name)
                #expect(below > floor || isDriverUse, "\(room.path) imports \(name), which stands above it")
                #expect(
                    !House.forbidden.contains([room.module, name]),
                    "\(room.path) imports \(name), against the design"
                )
            }
        }
    }

    @Test func `every module has a front page of ten lines that says what never lives there`() throws {
        for module in House.floors where module != "lumbung" {
            let front = try #require(
                house.rooms.first { $0.path == "Sources/\(module)/\(module).swift" },
                "\(module) has no front page"
            )
            let doc = front.lines.filter { $0.hasPrefix("///") || $0.hasPrefix("//") }
            #expect(doc.count >= 6, "\(front.path): the front page says too little")
            #expect(
                doc.joined().lowercased().contains("never"),
                "\(front.path): the front page does not say what never lives here"
            )
        }
    }

    @Test func `a file stays under 400 lines`() {
        for room in house.rooms where room.lines.count > 401 {
            Issue.record("\(room.path) has \(room.lines.count - 1) lines; a file has one subject and at most 400")
        }
    }

    @Test func `a third party library is imported in few files`() {
        let limits = ["Yams": 4, "GRDB": 6, "Mustache": 6, "CArgon2": 1, "ArgumentParser": 40]
        for (library, most) in limits {
            let users = house.rooms.filter { $0.imports.contains(library) }.map(\.path)
            #expect(users.count <= most, "\(library) is imported in \(users)")
        }
    }

    @Test func `pure modules neither read the clock nor open files`() {
        let banned = [
            "Date()", "Date.now", "FileManager", "FileHandle", "URLSession", ".random(in:", "UUID()", "ContinuousClock",
            "SystemRandomNumberGenerator",
        ]
        for room in house.rooms
        where ["Civic", "Rules", "Definition", "Ledger", "Engine", "Store"].contains(room.module) {
            let code = room.code
            for word in banned where code.contains(word) {
                Issue.record(
                    "\(room.path) uses \(word); below Node nothing reads the clock, draws lots or opens a file"
                )
            }
        }
    }

    @Test func `engine, rules, ledger and civic stay free of the whole Foundation`() {
        for room in house.rooms where ["Civic", "Rules", "Ledger", "Engine"].contains(room.module) {
            #expect(
                !room.imports.contains("Foundation"),
                "\(room.path) imports Foundation; FoundationEssentials or nothing"
            )
        }
    }

    @Test func `no type is called a manager, helper or processor`() {
        let banned = ["Manager", "Helper", "Util", "Utils", "Processor", "Impl", "Base"]
        let kinds: Set<Substring> = ["struct", "class", "enum", "actor", "protocol"]
        for room in house.rooms {
            for line in room.code.split(separator: "\n") {
                let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
                for (kind, name) in zip(words, words.dropFirst()) where kinds.contains(kind) {
                    for ending in banned where name.hasSuffix(ending) {
                        Issue.record("\(room.path): \(name) says nothing; call it what it is")
                    }
                }
            }
        }
    }

    @Test func `nobody forces, swallows or detaches`() {
        let banned = ["try!", "as!", "Task.detached", "catch {}", "catch { }"]
        for room in house.rooms {
            for (number, line) in room.code.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                for word in banned where line.contains(word) {
                    Issue.record("\(room.path):\(number + 1) has \(word)")
                }
            }
        }
    }

    @Test func `an unchecked promise to the compiler gives its reason beside it`() {
        for room in house.rooms {
            let lines = room.lines
            for (number, line) in room.code.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            where ["@unchecked Sendable", "nonisolated(unsafe)", "@preconcurrency"].contains(where: {
                line.contains($0)
            }) {
                let around = lines[max(0, number - 4)...number].joined(separator: "\n")
                #expect(around.contains("//"), "\(room.path):\(number + 1) promises without a reason")
            }
        }
    }

    @Test func `SQL is never built from strings`() {
        for room in house.rooms where ["Store", "Node", "LiveRoom", "Exchange", "Web"].contains(room.module) {
            for (number, line) in room.lines.enumerated()
            where line.contains("\\(")
                && (line.contains("SELECT ") || line.contains("INSERT INTO") || line.contains(" WHERE "))
            {
                Issue.record("\(room.path):\(number + 1) builds SQL from a string")
            }
        }
    }

    @Test func `pages keep scripts and styles in files`() throws {
        let site = house.root.appending(path: "Site")
        for url in House.files(under: site, ending: ".mustache") + House.files(under: site, ending: ".html") {
            let text = try String(contentsOf: url, encoding: .utf8)
            #expect(!text.contains(" style=\""), "\(url.lastPathComponent) has an inline style")
            #expect(!text.contains("<script>"), "\(url.lastPathComponent) has an inline script")
            #expect(text.firstMatch(of: /\son[a-z]+="/) == nil, "\(url.lastPathComponent) has an inline handler")
        }
        for url in House.files(under: site, ending: ".js") {
            let text = try String(contentsOf: url, encoding: .utf8)
            #expect(!text.contains("innerHTML"), "\(url.lastPathComponent) writes HTML from data")
            #expect(
                text.split(separator: "\n", omittingEmptySubsequences: false).count <= 151,
                "\(url.lastPathComponent) is over 150 lines"
            )
        }
        for url in House.files(under: site, ending: ".css") {
            let text = try String(contentsOf: url, encoding: .utf8)
            #expect(!text.contains("!important"), "\(url.lastPathComponent) shouts")
        }
    }

    @Test func `nothing that is committed names a machine`() throws {
        let folders = ["Sources", "Tests", "Apps", "Site", "docs", "scripts", "Tools", "Benchmarks"].map {
            house.root.appending(path: $0)
        }
        let banned = ["/wo" + "rk/", "/ro" + "ot/", "/tmp/ba" + "sh_jobs"]
        for folder in folders {
            for ending in [".swift", ".md", ".yaml", ".py", ".js", ".css", ".mustache"] {
                for url in House.files(under: folder, ending: ending) {
                    let text = try String(contentsOf: url, encoding: .utf8)
                    for word in banned { #expect(!text.contains(word), "\(url.lastPathComponent) names \(word)") }
                }
            }
        }
    }
}
