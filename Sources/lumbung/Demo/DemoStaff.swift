import Civic
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

    /// Adds them all; two passwords are hashed at a time.
    func hire() async throws {
        // Roles of LAKSA are held before it is installed: an adopter names its people first.
        let house = StaffHouse(agencies: government.staffHouse.agencies, roles: [])
        let posts = posts
        for pair in stride(from: 0, to: posts.count, by: 2) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in pair..<min(pair + 2, posts.count) {
                    let post = posts[number]
                    let card = OfficerCard(
                        login: post.login,
                        name: post.name ?? "Petugas Contoh \(NumberWord.of(number + 1))",
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

    private var posts: [Post] {
        let head = government.profile.terms.head.text(.id)
        func grant(_ roles: RoleID..., at agency: AgencyID? = nil) -> [Grant] {
            roles.map { Grant(role: $0, app: nil, agency: agency) }
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
            Post(
                login: "layanan",
                title: "Kepala layanan pengaduan",
                grants: grant("head_of_service", at: "diskominfo")
            ),
        ]
        for number in 1...place.handlersPerAgency {
            posts += [
                Post(
                    login: "verifikasi\(number)",
                    title: "Petugas verifikasi",
                    grants: grant("verifier", at: "diskominfo")
                ),
                Post(
                    login: "pemeriksa\(number)",
                    title: "Pemeriksa hasil",
                    grants: grant("checker")
                ),
                Post(login: "loket\(number)", title: "Petugas loket", grants: grant(Permissions.intake)),
                Post(login: "rw\(number)", title: "Ketua RW \(number)", grants: grant(Permissions.neighbourhoodHead)),
            ]
        }
        for agency in government.profile.agencies {
            posts.append(
                Post(
                    login: "kepala.\(agency.id.text)",
                    title: "Kepala \(agency.shortName)",
                    grants: grant("head_of_agency", "head_of_service", "decider", at: agency.id)
                )
            )
            for number in 1...place.handlersPerAgency {
                posts.append(
                    Post(
                        login: "\(agency.id.text)\(number)",
                        title: "Petugas \(agency.shortName)",
                        grants: grant("handler", "verifier", "officer", at: agency.id)
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
