import Civic

extension Refusal {
    /// What the owner of a document reads: what is wrong with it and what to do instead.
    var documentWords: LocalizedText? {
        switch self {
        case .fileNotTaken(documents: true, photos: true):
            LocalizedText(
                id: "Berkas ini bukan PDF dan bukan foto. Simpan sebagai PDF, atau ambil fotonya.",
                en: "This file is neither a PDF nor a photo. Save it as a PDF, or take a photo of it."
            )
        case .fileNotTaken:
            LocalizedText(
                id: "Berkas ini bukan PDF. Simpan sebagai PDF.",
                en: "This file is not a PDF. Save it as a PDF."
            )
        case .paper(let why): paperWords(why)
        case .fileInfected:
            LocalizedText(
                id:
                    "Pemindai menemukan virus dalam berkas ini, jadi tidak disimpan. Bersihkan perangkat Anda dan kirim berkas lain.",
                en:
                    "The scanner found a virus in this file, so it was not kept. Clean your device and send another file."
            )
        case .fileBeingChecked:
            LocalizedText(
                id: "Berkas ini masih diperiksa pemindai virus. Coba lagi beberapa menit lagi.",
                en: "This file is still being checked for viruses. Try again in a few minutes."
            )
        case .uploadBusy:
            LocalizedText(
                id: "Bagian lain dari berkas ini sedang diterima. Tunggu sebentar.",
                en: "Another piece of this file is being received. Wait a moment."
            )
        case .uploadGap(let offset):
            LocalizedText(
                id: "Lanjutkan berkas ini dari bita ke-\(offset).",
                en: "Go on with this file at byte \(offset)."
            )
        default: nil
        }
    }

    private func paperWords(_ why: String) -> LocalizedText {
        switch Papers.Problem(rawValue: why) {
        case .locked?:
            LocalizedText(
                id: "PDF ini terkunci kata sandi. Simpan tanpa kata sandi, lalu kirim lagi.",
                en: "This PDF is locked by a password. Save it without one and send it again."
            )
        case .active?:
            LocalizedText(
                id:
                    "PDF ini berisi program (JavaScript atau formulir aktif). Cetak menjadi PDF baru, lalu kirim yang baru.",
                en: "This PDF holds a program (JavaScript or an active form). Print it to a new PDF and send that one."
            )
        case .attachments?:
            LocalizedText(
                id: "PDF ini membawa berkas lain di dalamnya. Kirim setiap berkas sendiri-sendiri.",
                en: "This PDF carries other files inside. Send each file by itself."
            )
        case .unpacks?:
            LocalizedText(
                id:
                    "PDF ini kecil, tetapi menjadi sangat besar ketika dibuka. Simpan ulang dengan gambar yang lebih kecil.",
                en: "This PDF is small but becomes huge when it is opened. Save it again with smaller pictures."
            )
        case .pages?:
            LocalizedText(
                id: "PDF ini lebih dari 1.000 halaman. Kirim bagian yang diperlukan saja.",
                en: "This PDF has more than 1,000 pages. Send only the part that is needed."
            )
        case .broken?, nil:
            LocalizedText(
                id: "PDF ini rusak dan tidak dapat dibuka. Simpan ulang, lalu kirim lagi.",
                en: "This PDF is broken and can't be opened. Save it again and send it once more."
            )
        }
    }
}
