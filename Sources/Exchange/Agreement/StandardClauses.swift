import Definition

/// The standard texts that both parties begin with; a legal officer may change them, and sees what was changed.
///
/// Contents follow PP 28/2018 art. 5 and 19 and the practice of Permendagri 22/2020; data protection follows UU 27/2022.
package enum StandardClauses {
    package static let understandingLegal = [
        "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah sebagaimana telah beberapa kali diubah",
        "Peraturan Pemerintah Nomor 28 Tahun 2018 tentang Kerja Sama Daerah",
        "Peraturan Presiden Nomor 95 Tahun 2018 tentang Sistem Pemerintahan Berbasis Elektronik",
        "Peraturan Menteri Dalam Negeri Nomor 22 Tahun 2020 tentang Tata Cara Kerja Sama Daerah dengan Daerah Lain dan Kerja Sama Daerah dengan Pihak Ketiga",
    ]

    package static let cooperationLegal =
        understandingLegal + ["Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi"]

    package static let understandingConsiderations = [
        "bahwa PARA PIHAK berkewajiban menyelenggarakan pelayanan publik yang cepat, mudah, terbuka dan dapat diandalkan",
        "bahwa PIHAK KESATU telah mengembangkan dan menjalankan aplikasi pelayanan publik dan administrasi pemerintahan yang dapat dimanfaatkan daerah lain",
        "bahwa PIHAK KEDUA, berdasarkan kajian yang telah dilakukannya, bermaksud memanfaatkan aplikasi tersebut sesuai dengan kebutuhan dan kemampuannya",
    ]

    package static let cooperationConsiderations = [
        "bahwa PARA PIHAK telah menandatangani Kesepakatan Bersama Nomor {framework_provider_number} dan Nomor {framework_adopter_number} tanggal {framework_date}",
        "bahwa untuk melaksanakan Kesepakatan Bersama tersebut perlu diatur hal-hal teknis mengenai aplikasi yang dimanfaatkan",
    ]

    package static let understanding = [
        Clause(
            id: "aim",
            heading: "Maksud dan Tujuan",
            paragraphs: [
                "Kesepakatan Bersama ini dimaksudkan sebagai dasar kerja sama PARA PIHAK dalam pemanfaatan dan pengembangan aplikasi layanan digital pemerintahan.",
                "Tujuan Kesepakatan Bersama ini adalah meningkatkan mutu pelayanan publik dan tata kelola pemerintahan di daerah PARA PIHAK secara efektif dan efisien.",
            ]
        ),
        Clause(id: "object", heading: "Objek", paragraphs: ["Objek Kesepakatan Bersama ini adalah {subject}."]),
        Clause(
            id: "scope",
            heading: "Ruang Lingkup",
            paragraphs: [
                "Ruang lingkup Kesepakatan Bersama ini meliputi pemanfaatan aplikasi, alih pengetahuan, dukungan teknis, serta pengembangan bersama."
            ]
        ),
        Clause(
            id: "implementation",
            heading: "Pelaksanaan",
            paragraphs: [
                "Kesepakatan Bersama ini ditindaklanjuti dengan Perjanjian Kerja Sama yang memuat daftar aplikasi, versi, hak dan kewajiban, serta pelindungan data.",
                "Perjanjian Kerja Sama ditandatangani kepala daerah atau pejabat yang diberi kuasa.",
            ]
        ),
        Clause(
            id: "costs",
            heading: "Pembiayaan",
            paragraphs: [
                "Biaya yang timbul dibebankan pada Anggaran Pendapatan dan Belanja Daerah masing-masing pihak sesuai dengan kewajibannya.",
                "PIHAK KESATU tidak memungut biaya atas pemanfaatan aplikasi.",
            ]
        ),
        Clause(
            id: "term",
            heading: "Jangka Waktu",
            paragraphs: [
                "Kesepakatan Bersama ini berlaku mulai tanggal {from} sampai dengan tanggal {last}.",
                "Kesepakatan Bersama ini dapat diperpanjang dengan persetujuan tertulis PARA PIHAK sebelum jangka waktunya berakhir.",
                "Pergantian kepala daerah tidak mengakhiri Kesepakatan Bersama ini.",
            ]
        ),
        Clause(id: "correspondence", heading: "Korespondensi", paragraphs: correspondence("Kesepakatan Bersama")),
        Clause(
            id: "closing",
            heading: "Penutup",
            paragraphs: [
                "Hal yang belum diatur dalam Kesepakatan Bersama ini ditetapkan kemudian dengan persetujuan tertulis PARA PIHAK."
            ]
        ),
    ]

    package static let cooperation = [
        Clause(
            id: "aim",
            heading: "Maksud dan Tujuan",
            paragraphs: [
                "Perjanjian Kerja Sama ini dimaksudkan sebagai pedoman PARA PIHAK dalam pemanfaatan aplikasi sebagaimana tercantum dalam Lampiran.",
                "Tujuannya adalah aplikasi tersebut berjalan di daerah PIHAK KEDUA, disesuaikan dengan kebutuhannya, dan tetap menerima perbaikan.",
            ]
        ),
        Clause(id: "object", heading: "Objek", paragraphs: ["Objek Perjanjian Kerja Sama ini adalah {subject}."]),
        Clause(
            id: "scope",
            heading: "Ruang Lingkup",
            paragraphs: [
                "Ruang lingkup Perjanjian Kerja Sama ini meliputi pemberian rilis aplikasi, pemasangan, penyesuaian setempat, alih pengetahuan, dukungan, pembaruan, dan pengembalian perbaikan.",
                "Daftar aplikasi beserta versi, sidik definisi, modul, kebutuhan, dan ketentuannya tercantum dalam Lampiran yang merupakan bagian tidak terpisahkan dari Perjanjian Kerja Sama ini.",
            ]
        ),
        Clause(
            id: "implementation",
            heading: "Pelaksanaan",
            paragraphs: [
                "Aplikasi dipasang dari rilis yang ditandatangani PIHAK KESATU dan yang sidiknya tercantum dalam Lampiran.",
                "Penyesuaian setempat dicatat satu per satu dengan alasan dan pelakunya, tanpa mengubah bagian yang dikunci peraturan perundang-undangan.",
            ]
        ),
        Clause(
            id: "duties",
            heading: "Hak dan Kewajiban",
            paragraphs: [
                "PIHAK KESATU berkewajiban menyediakan rilis, dokumentasi, pelatihan, dan perbaikan keamanan, serta berhak menerima laporan pemanfaatan dan usulan perbaikan.",
                "PIHAK KEDUA berkewajiban menyiapkan petugas, perangkat daerah, dan sarana, serta menjaga keamanan aplikasi, dan berhak memasang serta menyesuaikan aplikasi selama Perjanjian Kerja Sama ini berlaku.",
                "Kewajiban beserta tenggatnya tercantum dalam Lampiran.",
            ]
        ),
        Clause(
            id: "costs",
            heading: "Pembiayaan",
            paragraphs: [
                "Pemanfaatan aplikasi tidak dipungut biaya.",
                "Biaya pemasangan, pelatihan, dan pengoperasian dibebankan pada anggaran masing-masing pihak sesuai dengan kewajibannya.",
            ]
        ),
        Clause(
            id: "data",
            heading: "Kerahasiaan dan Pelindungan Data",
            paragraphs: [
                "Setiap pihak adalah pengendali data pribadi atas data warganya sendiri menurut Undang-Undang Nomor 27 Tahun 2022; data tidak berpindah antarpihak karena Perjanjian Kerja Sama ini.",
                "PARA PIHAK memberitahukan kegagalan pelindungan data pribadi yang menyangkut aplikasi paling lambat 3 x 24 jam.",
            ]
        ),
        Clause(
            id: "property",
            heading: "Kekayaan Intelektual",
            paragraphs: [
                "Hak atas aplikasi tetap pada PIHAK KESATU; PIHAK KEDUA berhak memakai dan mengubahnya untuk keperluan pemerintahan daerahnya.",
                "Perbaikan yang disumbangkan PIHAK KEDUA boleh dipakai PIHAK KESATU dan seluruh daerah pengguna.",
            ]
        ),
        Clause(
            id: "evaluation",
            heading: "Laporan dan Evaluasi",
            paragraphs: [
                "PARA PIHAK mengevaluasi pelaksanaan sekurang-kurangnya satu kali setahun dan melaporkannya sesuai dengan ketentuan peraturan perundang-undangan."
            ]
        ),
        Clause(
            id: "force_majeure",
            heading: "Keadaan Kahar",
            paragraphs: [
                "Pihak yang mengalami keadaan kahar memberitahukannya secara tertulis paling lambat 14 (empat belas) hari; kewajiban yang terhalang ditunda selama keadaan itu."
            ]
        ),
        Clause(
            id: "term",
            heading: "Jangka Waktu",
            paragraphs: [
                "Perjanjian Kerja Sama ini berlaku mulai tanggal {from} sampai dengan tanggal {last}.",
                "Perpanjangan dibicarakan paling lambat 90 (sembilan puluh) hari sebelum jangka waktu berakhir.",
            ]
        ),
        Clause(
            id: "amendment",
            heading: "Perubahan",
            paragraphs: [
                "Perubahan atas Perjanjian Kerja Sama ini dituangkan dalam adendum yang ditandatangani PARA PIHAK."
            ]
        ),
        Clause(
            id: "ending",
            heading: "Pengakhiran",
            paragraphs: [
                "Perjanjian Kerja Sama ini berakhir karena alasan dalam Pasal 9 Peraturan Pemerintah Nomor 28 Tahun 2018.",
                "Bila berakhir, aplikasi pada PIHAK KEDUA tidak menerima perkara baru; perkara yang berjalan tetap dapat dibaca dan diekspor, dan tidak ada data yang dihapus.",
            ]
        ),
        Clause(
            id: "disputes",
            heading: "Penyelesaian Perselisihan",
            paragraphs: [
                "Perselisihan diselesaikan dengan musyawarah; bila tidak tercapai, menurut peraturan tentang penyelesaian perselisihan antardaerah."
            ]
        ),
        Clause(id: "correspondence", heading: "Korespondensi", paragraphs: correspondence("Perjanjian Kerja Sama")),
        Clause(
            id: "closing",
            heading: "Penutup",
            paragraphs: [
                "Hal yang belum diatur dalam Perjanjian Kerja Sama ini ditetapkan kemudian dengan persetujuan tertulis PARA PIHAK."
            ]
        ),
    ]

    package static let obligations = [
        Obligation(
            who: .provider,
            what: "Menyerahkan rilis aplikasi yang ditandatangani beserta dokumentasinya",
            due: "5 hari kerja sejak perjanjian berlaku"
        ),
        Obligation(
            who: .provider,
            what: "Melatih petugas PIHAK KEDUA",
            due: "30 hari kalender sejak perjanjian berlaku"
        ),
        Obligation(
            who: .provider,
            what: "Menyediakan perbaikan keamanan",
            due: "14 hari kalender sejak celah diketahui"
        ),
        Obligation(
            who: .adopter,
            what: "Menetapkan petugas setiap peran dan penghubung teknis",
            due: "30 hari kalender sejak perjanjian berlaku"
        ),
        Obligation(who: .adopter, what: "Memasang perbaikan keamanan", due: "14 hari kalender sejak tersedia"),
        Obligation(
            who: .adopter,
            what: "Menyampaikan laporan pemanfaatan",
            due: "setiap tahun, paling lambat 31 Januari"
        ),
    ]

    /// The standard articles of a kind of agreement.
    package static func clauses(_ kind: AgreementText.Kind) -> [Clause] {
        kind == .understanding ? understanding : cooperation
    }

    private static func correspondence(_ document: String) -> [String] {
        [
            "Surat-menyurat sehubungan dengan \(document) ini dialamatkan kepada bagian kerja sama pada sekretariat daerah masing-masing pihak: PIHAK KESATU di {provider_seat}, dan PIHAK KEDUA di {adopter_seat}."
        ]
    }
}
