import Civic
package import Node

/// First words for the terms of reference, made from what is known; whoever writes the study goes on from there.
package enum StudyTexts {
    package static func usual(
        adopter: GovernmentProfile,
        providers: [GovernmentProfile],
        lines: [Study.Line],
        chosen: GovernmentProfile?
    ) -> [Study.Section: String] {
        let names = lines.filter { !$0.isStruckOut }.map(\.name).joined(separator: ", ")
        let struck = lines.filter(\.isStruckOut).map(\.name).joined(separator: ", ")
        let compared = providers.map(\.name).joined(separator: " dan ")
        let head = adopter.terms.head.text(.id)
        return [
            .background:
                "Warga \(adopter.name) memerlukan layanan digital yang cepat dan dapat dilacak. Membangun sendiri setiap aplikasi mahal dan lama, sementara \(compared) sudah menjalankan dan menawarkannya.",
            .aim:
                "Memperoleh aplikasi yang sudah terbukti, disesuaikan dengan keadaan \(adopter.name), dan tetap menerima perbaikan.",
            .place: "\(adopter.name), dengan penyedia \(compared) sebagai pembanding.",
            .scope:
                "Aplikasi yang diminati: \(names.isEmpty ? "belum ada" : names)."
                + (struck.isEmpty ? "" : " Dikeluarkan karena sudah diwajibkan secara nasional: \(struck)."),
            .legal: StandardClauses.cooperationLegal.joined(separator: "; ") + ".",
            .costs:
                "Tidak ada biaya lisensi. Pelatihan, pemasangan, dan pengoperasian dibiayai APBD \(adopter.name) tahun berjalan; tidak ada beban baru bagi masyarakat (PP 28/2018 Pasal 6 ayat (2)).",
            .term: "Kesepakatan Bersama 3 (tiga) tahun; Perjanjian Kerja Sama 1 (satu) tahun dan dapat diperpanjang.",
            .benefit:
                "Manfaat: layanan berjalan dalam hitungan minggu, angka capaian terbuka, biaya pengembangan dihindari. Beban: waktu petugas untuk pelatihan dan penyesuaian. Manfaat lebih besar daripada bebannya.",
            .conclusion:
                chosen.map { "Kerja sama layak ditawarkan kepada \($0.name); keputusan ada pada \(head)." }
                ?? "Kerja sama layak dilanjutkan; keputusan ada pada \(head).",
        ]
    }
}
