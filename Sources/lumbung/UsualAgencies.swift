import Civic
import Node

/// The agencies that nearly every kota and kabupaten has, under the ids that carried applications route to (PP 18/2016; names
/// differ from place to place and are changed under settings).
enum UsualAgencies {
    static let all: [Agency] = [
        make("diskominfo", "Dinas Komunikasi dan Informatika", "Communication and Informatics Agency", "Diskominfo"),
        make("dpupr", "Dinas Pekerjaan Umum dan Penataan Ruang", "Public Works Agency", "DPUPR"),
        make("dlh", "Dinas Lingkungan Hidup", "Environment Agency", "DLH"),
        make("dishub", "Dinas Perhubungan", "Transport Agency", "Dishub"),
        make("satpol-pp", "Satuan Polisi Pamong Praja", "Municipal Police", "Satpol PP"),
        make("bpbd", "Badan Penanggulangan Bencana Daerah", "Disaster Management Agency", "BPBD"),
        make("dinsos", "Dinas Sosial", "Social Affairs Agency", "Dinsos"),
        make("disperkimtan", "Dinas Perumahan, Permukiman dan Pertanahan", "Housing and Land Agency", "Disperkimtan"),
        make("disperindag", "Dinas Perindustrian dan Perdagangan", "Industry and Trade Agency", "Disperindag"),
        make("dinkes", "Dinas Kesehatan", "Health Agency", "Dinkes"),
        make("disdik", "Dinas Pendidikan", "Education Agency", "Disdik"),
        make("disbudpar", "Dinas Kebudayaan dan Pariwisata", "Culture and Tourism Agency", "Disbudpar"),
        make("setda", "Sekretariat Daerah", "Regional Secretariat", "Setda"),
        make("setwan", "Sekretariat DPRD", "Council Secretariat", "Setwan"),
        make("inspektorat", "Inspektorat Daerah", "Inspectorate", "Inspektorat"),
        make("bappeda", "Badan Perencanaan Pembangunan Daerah", "Planning Agency", "Bappeda"),
        make("bpkd", "Badan Pengelola Keuangan Daerah", "Finance Agency", "BPKD"),
        make("bkpsdm", "Badan Kepegawaian dan Pengembangan SDM", "Personnel Agency", "BKPSDM"),
        make("kesbangpol", "Badan Kesatuan Bangsa dan Politik", "National Unity and Politics Agency", "Kesbangpol"),
        make("dpmptsp", "Dinas Penanaman Modal dan PTSP", "Investment and One-Stop Service Agency", "DPMPTSP"),
        make("disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil", "Civil Registry Agency", "Disdukcapil"),
        make("disnaker", "Dinas Ketenagakerjaan", "Manpower Agency", "Disnaker"),
        make(
            "dp3ap2kb",
            "Dinas Pemberdayaan Perempuan dan Perlindungan Anak",
            "Women and Child Protection Agency",
            "DP3AP2KB"
        ),
        make("dkp", "Dinas Ketahanan Pangan", "Food Security Agency", "DKP"),
        make("dispora", "Dinas Pemuda dan Olahraga", "Youth and Sport Agency", "Dispora"),
        make("dpad", "Dinas Perpustakaan dan Arsip Daerah", "Library and Archive Agency", "DPAD"),
    ]

    private static func make(_ id: AgencyID, _ name: String, _ english: String, _ short: String) -> Agency {
        Agency(id: id, name: LocalizedText(id: name, en: english), shortName: short)
    }
}
