package import Civic
import Definition

/// Whether an application may be adopted at all, asked before anything else (Perpres 95/2018 Pasal 63).
package enum NationalVerdict: Hashable, Sendable {
    /// No national system stands in the way.
    case free
    /// It may run, as long as it feeds, fronts or mirrors the national system.
    case besides(NationalNote)
    /// The state has made its own compulsory here: struck out.
    case struckOut(NationalNote)

    package init(_ entry: CatalogueEntry) {
        guard let note = entry.nationalNote else {
            self = .free
            return
        }
        self = note.relation == .replaced ? .struckOut(note) : .besides(note)
    }

    package var note: NationalNote? {
        switch self {
        case .free: nil
        case .besides(let note), .struckOut(let note): note
        }
    }

    package var isStruckOut: Bool {
        if case .struckOut = self { return true }
        return false
    }

    /// The rule behind it, in a sentence.
    package var basis: LocalizedText? {
        switch self {
        case .free: nil
        case .besides(let note):
            LocalizedText(
                id:
                    "Berjalan berdampingan dengan \(note.system): data diserahkan atau nomornya dipakai, tidak dibangun ulang (Perpres 95/2018 Pasal 36–40 dan 63).",
                en:
                    "Runs beside \(note.system): it hands over data or keeps its number, and does not rebuild it (Perpres 95/2018 art. 36–40 and 63)."
            )
        case .struckOut(let note):
            LocalizedText(
                id:
                    "Wajib nasional: \(note.system). Instansi menghentikan aplikasi sejenis dengan aplikasi umum (Perpres 95/2018 Pasal 63 ayat (3)); dicatat menurut praktik tahun 2026 dalam daftar katalog.",
                en:
                    "Compulsory nationally: \(note.system). Look-alikes of a general application are given up (Perpres 95/2018 art. 63(3)); noted by the practice of 2026 in the catalogue's list."
            )
        }
    }
}
