import ArgumentParser
import Civic
import Definition
import Engine
import Foundation
import Node

/// `lumbung init`: a real government, without demo data, with its first steward.
struct Initialize: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Buat pemerintah baru pada folder data. Make a government on a data folder."
    )

    @OptionGroup var place: FolderOptions
    @Option(name: .long, help: "Kode Kemendagri, misalnya 36.71. The Kemendagri code.")
    var government: String
    @Option(name: .long, help: "Nama dengan jenisnya; bawaan: dari daftar wilayah. The name with its kind.")
    var name: String?
    @Option(name: .long, help: "Nama dalam alamat; bawaan: dari nama. The name in addresses.")
    var slug: String?
    @Option(name: .long, help: "Zona waktu: wib, wita, wit. The time zone.")
    var zone = "wib"
    @Option(name: .long, help: "Berkas CSV wilayah; bawaan: Data/regions/KODE.csv. The CSV of regions.")
    var regions: String?
    @Option(name: .long, help: "Perangkat daerah: id=Nama=SINGKATAN, boleh berulang; bawaan: yang lazim. An agency.")
    var agency: [String] = []
    @Option(name: .long, help: "Layanan yang dipasang, misalnya laksa; boleh berulang. An application to install.")
    var app: [String] = []
    @Option(name: .long, help: "Nama pengguna pengelola pertama. The first steward's login.")
    var steward = "pengelola"

    func run() async throws {
        try await inSentences {
            let code = try RegionCode(government)
            guard let zone = Zone(rawValue: zone) else { throw ValidationError("--zone ditulis wib, wita, atau wit.") }
            let file = try map(code)
            guard let name = name ?? file.map.region(code)?.name else {
                throw Sentence("Nama \(code.text) tidak ada dalam daftar wilayah. Tulis dengan --name \"Kota …\".")
            }
            let profile = GovernmentProfile(
                code: code,
                slug: slug ?? GovernmentProfile.usualSlug(name),
                name: name,
                kind: try kind(name),
                zone: zone,
                agencies: try agencies()
            )
            // Read before anything is made, so that a definition that can't run here leaves no half-made government.
            let known = Set(profile.agencies.map(\.id))
            let definitions = try app.map { try AppFolder($0).definition(agencies: known) }
            let node = try openNode(place.settings(), logger: makeLogger())
            defer { node.stop() }
            let made = try node.create(profile, calendar: try Carried.calendar(zone), regions: file)
            let password = try await firstSteward(of: made)
            for definition in definitions { try await made.install(definition, by: .node) }
            print(
                "\(made.profile.name) siap di /\(made.slug)/ (\(file.map.regions.count) wilayah, kunci log \(made.publisher.verifierKey))."
            )
            print("Pengelola: \(steward)  kata sandi: \(password)  (wajib diganti saat pertama masuk)")
        }
    }

    private func map(_ code: RegionCode) throws -> RegionFile {
        guard let regions else { return try Carried.regions(code) }
        return RegionFile(RegionMap(regions: try Region.read(csv: try Carried.text(regions))), source: regions)
    }

    private func kind(_ name: String) throws -> GovernmentKind {
        let first = name.lowercased().split(separator: " ").first.map(String.init) ?? ""
        guard let kind = GovernmentKind(rawValue: first) else {
            throw Sentence("Nama harus diawali Kota, Kabupaten, atau Provinsi: “\(name)”. Perbaiki dengan --name.")
        }
        return kind
    }

    private func agencies() throws -> [Agency] {
        if agency.isEmpty { return UsualAgencies.all }
        return try agency.map { text in
            let parts = text.split(separator: "=").map(String.init)
            guard parts.count == 3 else {
                throw ValidationError("--agency ditulis id=Nama=SINGKATAN, misalnya dlh=Dinas Lingkungan Hidup=DLH.")
            }
            return Agency(id: try AgencyID(parts[0]), name: LocalizedText(id: parts[1]), shortName: parts[2])
        }
    }

    /// Passwords of four groups are read aloud and typed once.
    private func firstSteward(of government: Government) async throws -> String {
        let token = government.outside.token(bytes: 10)
        let password = stride(from: 0, to: 16, by: 4).map { offset in
            String(token.dropFirst(offset).prefix(4))
        }.joined(separator: "-")
        _ = try await government.identity.addOfficer(
            OfficerCard(login: steward, name: "Pengelola", title: "Pengelola layanan"),
            password: password,
            grants: [Grant(role: Permissions.steward)],
            in: government.staffHouse,
            by: .node
        )
        return password
    }
}
