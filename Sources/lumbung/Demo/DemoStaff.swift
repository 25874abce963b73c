import Civic
import Definition
import Engine
import Node

/// The invented officers of a demo government: one or more for every role and agency, all with the same password.
struct DemoStaff {
    /// Shown on the demo's pages; of no use anywhere else.
    static let password = "lumbung-contoh-2026"

    private struct Post {
        let login: String
        let title: String
        let grants: [Grant]
        var name: String?
    }

    let government: Government
    let place: DemoGovernment

    /// Adds those of the house and of LAKSA, whose reports these agencies handle; two passwords are hashed at a time.
    func hire(handling agencies: [Agency]) async throws { try await hire(posts(agencies), after: 0) }

    /// Adds one officer for every role of a smaller application: `ppid.officer`, `ppid.decider`; where a role goes with the case,
    /// one in each agency that the application needs: `e-sabakota.assessor.dinsos`.
    ///
    /// Their right is for that application alone, so that nobody sees what is not theirs.
    func hire(for definition: Definition) async throws {
        let posts = definition.roles.all.filter { $0.element.scope != .everyone }.flatMap { id, role in
            let agencies: [AgencyID?] =
                switch role.scope {
                case .agency(let agency): [agency]
                case .government: [nil]
                case .caseAgency: [definition.owner] + definition.needs.agencies.filter { $0 != definition.owner }
                case .owner, .everyone: [definition.owner]
                }
            return agencies.enumerated().map { number, agency in
                let login = "\(definition.app.text).\(id.text.replacing("_", with: "-"))"
                return Post(
                    login: number == 0 ? login : "\(login).\(agency?.text ?? "")",
                    title: "\(role.name.text(.id)), \(definition.name.text(.id))",
                    grants: [Grant(role: id, app: definition.app, agency: agency)]
                )
            }
        }
        try await hire(posts, after: government.identity.officers().count)
    }

    private func hire(_ posts: [Post], after known: Int) async throws {
        // Roles of LAKSA are held before it is installed: an adopter names its people first.
        let house = StaffHouse(agencies: government.staffHouse.agencies, roles: [])
        for pair in stride(from: 0, to: posts.count, by: 2) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in pair..<min(pair + 2, posts.count) {
                    let post = posts[number]
                    let card = OfficerCard(
                        login: post.login,
                        name: post.name ?? "Petugas Contoh \(NumberWord.of((known + number) % 99 + 1))",
                        title: post.title
                    )
                    group.addTask {
                        _ = try await government.identity.addOfficer(
                            card,
                            password: Self.password,
                            grants: post.grants,
                            in: house,
                            by: .node
                        )
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    private func posts(_ handling: [Agency]) -> [Post] {
        let head = government.profile.terms.head.text(.id)
        let laksa: AppID = "laksa"
        func grant(_ role: RoleID, _ agency: AgencyID? = nil, app: AppID? = nil) -> [Grant] {
            [Grant(role: role, app: app, agency: agency)]
        }
        var posts = [
            Post(login: "pengelola", title: "Pengelola layanan", grants: grant(Permissions.steward)),
            Post(login: "kepala", title: head, grants: grant(Permissions.head), name: "\(head) Contoh"),
            Post(login: "pimpinan", title: "Sekretaris Daerah", grants: grant(Permissions.executive)),
            Post(login: "kerjasama", title: "Kepala Bagian Kerja Sama", grants: grant(Permissions.cooperation)),
            Post(login: "hukum", title: "Kepala Bagian Hukum", grants: grant(Permissions.legal)),
            Post(login: "kuasa", title: "Kepala Diskominfo, penerima kuasa", grants: grant(Permissions.signatory)),
            Post(login: "ruang", title: "Operator LIVE Room", grants: grant(Permissions.roomOperator)),
            Post(login: "auditor", title: "Auditor Inspektorat", grants: grant(Permissions.auditor)),
            Post(login: "bendahara", title: "Bendahara penerimaan", grants: grant(.treasurer)),
            Post(
                login: "layanan",
                title: "Kepala layanan pengaduan",
                grants: grant("head_of_service", "diskominfo", app: laksa)
            ),
        ]
        for number in 1...place.handlersPerAgency {
            posts += [
                Post(
                    login: "verifikasi\(number)",
                    title: "Petugas verifikasi",
                    grants: grant("verifier", "diskominfo", app: laksa)
                ),
                Post(
                    login: "pemeriksa\(number)",
                    title: "Pemeriksa hasil",
                    grants: grant("checker", app: laksa)
                ),
                Post(login: "loket\(number)", title: "Petugas loket", grants: grant(Permissions.intake)),
                Post(login: "rw\(number)", title: "Ketua RW \(number)", grants: grant(Permissions.neighbourhoodHead)),
            ]
        }
        for agency in handling {
            posts.append(
                Post(
                    login: "kepala.\(agency.id.text)",
                    title: "Kepala \(agency.shortName)",
                    grants: grant("head_of_agency", agency.id, app: laksa)
                )
            )
            for number in 1...place.handlersPerAgency {
                posts.append(
                    Post(
                        login: "\(agency.id.text)\(number)",
                        title: "Petugas \(agency.shortName)",
                        grants: grant("handler", agency.id, app: laksa)
                    )
                )
            }
        }
        return posts
    }
}

/// Numbers up to ninety-nine as a name has them: Satu, Dua Belas, Tiga Puluh Empat.
enum NumberWord {
    private static let units = ["", "Satu", "Dua", "Tiga", "Empat", "Lima", "Enam", "Tujuh", "Delapan", "Sembilan"]

    static func of(_ number: Int) -> String {
        precondition((1...99).contains(number), "names are numbered from 1 to 99")
        switch number {
        case ..<10: return units[number]
        case 10: return "Sepuluh"
        case 11: return "Sebelas"
        case ..<20: return units[number - 10] + " Belas"
        default:
            return [units[number / 10] + " Puluh", units[number % 10]].filter { !$0.isEmpty }.joined(separator: " ")
        }
    }
}
