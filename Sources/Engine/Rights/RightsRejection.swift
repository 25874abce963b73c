package import Civic

/// Why something about the rights of the person whose data it holds was refused.
package enum RightsRejection: Equatable, Sendable {
    /// The case still runs: its records are needed to finish it.
    case stillRunning(CaseNumber)
    /// A legal hold stands on it.
    case onHold(CaseNumber)
    /// Only an officer puts this answer right, on request.
    case byRequest(LocalizedText)
    case nothingToCorrect
    case alreadyAsked(CaseNumber)
    case alreadyDecided
    case reasonMissing
    case tooLong(by: Int)
    case nothingLeft(CaseNumber)

    package var httpStatus: Int {
        switch self {
        case .stillRunning, .onHold, .alreadyAsked, .alreadyDecided, .nothingLeft: 409
        case .byRequest: 403
        case .nothingToCorrect, .reasonMissing, .tooLong: 422
        }
    }

    package var key: String { "rights." + wording.key }

    package var text: LocalizedText { LocalizedText(id: wording.id, en: wording.en) }

    private var wording: (key: String, id: String, en: String) {
        switch self {
        case .stillRunning(let number):
            (
                "still-running",
                "Perkara \(number) masih berjalan; isinya diperlukan untuk menyelesaikannya (UU 27/2022 Pasal 15).",
                "Case \(number) still runs; what it holds is needed to finish it (Law 27/2022 art. 15)."
            )
        case .onHold(let number):
            (
                "on-hold", "Perkara \(number) ditahan untuk keperluan hukum. Cabut penahanannya dahulu.",
                "Case \(number) is under a legal hold. Release the hold first."
            )
        case .byRequest(let label):
            (
                "by-request",
                "“\(label.text(.id))” hanya dapat diperbaiki petugas. Kirim permintaan perbaikan.",
                "“\(label.text(.en))” can only be corrected by an officer. Send a request."
            )
        case .nothingToCorrect:
            ("nothing-to-correct", "Tidak ada jawaban yang diubah.", "No answer was changed.")
        case .alreadyAsked(let number):
            (
                "already-asked", "Permintaan yang sama untuk \(number) sedang diproses.",
                "The same request for \(number) is being dealt with."
            )
        case .alreadyDecided:
            ("already-decided", "Permintaan ini sudah diputuskan.", "This request has been decided.")
        case .reasonMissing:
            (
                "reason-missing", "Tulis alasan dan dasar hukumnya; pemohon akan membacanya.",
                "Write the reason and its legal basis; the person will read it."
            )
        case .tooLong(let by):
            (
                "too-long", "Teks \(by) karakter terlalu panjang. Ringkas lalu kirim lagi.",
                "The text is \(by) characters too long. Shorten it and send again."
            )
        case .nothingLeft(let number):
            (
                "nothing-left", "Tidak ada lagi data pribadi pada perkara \(number).",
                "Case \(number) holds no personal data any more."
            )
        }
    }
}
