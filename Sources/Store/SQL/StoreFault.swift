package import Civic

/// The database failed, or holds what it must not.
///
/// Logged once at the edge; a person sees `message`.
package enum StoreFault: Error, Equatable, Sendable {
    /// No room on the disk: writes are refused until there is, reads go on, nothing acknowledged is lost.
    case diskFull
    /// The disk did not do what was asked.
    case io(String)
    /// The file is damaged or is no database.
    case corrupt(String)
    /// A rule of the schema refused a row: our own mistake or two writers.
    case constraint(statement: String, String)
    /// Another connection held the lock for longer than `Limits.busySeconds`.
    case busy
    /// Another process serves this folder.
    case folderInUse(path: String, process: String?)
    /// The lock on the folder is gone: somebody removed or replaced it.
    case leaseLost(path: String)
    /// An answer does not have the column that was read, or of another type.
    case column(String, String)
    /// A stored text does not parse.
    case unreadable(String, String)
    /// The database was closed.
    case closed
    /// A migration that has run reads otherwise in this program: another program made the data.
    case migrationChanged(String)
    /// The data folder belongs to another government.
    case otherGovernment(found: String, expected: String)
    /// Projections do not follow the ledger yet: a rebuild must come first.
    case rebuildNeeded([String])
    /// A case's number is not the next of its scope: it would leave a gap or come twice.
    case numberOutOfTurn(String, expected: Int)
    /// Another fault of the database, with the statement's name.
    case statement(String, String)

    /// What a person reads: what happened, what is safe, what to do.
    package func message(_ language: Language) -> String { text.text(language) }

    private var text: LocalizedText {
        switch self {
        case .diskFull:
            LocalizedText(
                id: "Ruang penyimpanan server penuh. Data Anda belum tersimpan; yang sudah tersimpan tetap aman.",
                en: "The server's disk is full. What you sent was not stored; everything stored before is safe."
            )
        case .io(let what):
            LocalizedText(
                id: "Penyimpanan server gagal (\(what)). Data Anda belum tersimpan; coba lagi beberapa saat lagi.",
                en: "The server's disk failed (\(what)). What you sent was not stored; try again in a moment."
            )
        case .corrupt(let what):
            LocalizedText(
                id: "Berkas basis data rusak: \(what). Jalankan `lumbung verify`, lalu pulihkan dari cadangan.",
                en: "The database file is damaged: \(what). Run `lumbung verify`, then restore a backup."
            )
        case .folderInUse(let path, let process):
            LocalizedText(
                id: "Folder \(path) sedang dipakai proses lain\(process.map { " (\($0))" } ?? ""). "
                    + "Hentikan proses itu, atau pilih folder lain.",
                en: "The folder \(path) is in use by another process\(process.map { " (\($0))" } ?? ""). "
                    + "Stop that process, or choose another folder."
            )
        case .leaseLost(let path):
            LocalizedText(
                id: "Kunci folder \(path) hilang, jadi penulisan dihentikan. Mulai ulang server.",
                en: "The lock of the folder \(path) is gone, so writing stopped. Start the server again."
            )
        case .migrationChanged(let name):
            LocalizedText(
                id: "Skema data (\(name)) dibuat oleh versi Lumbung lain. Pasang versi yang membuat data ini.",
                en: "The data's schema (\(name)) was made by another Lumbung. Install the version that made it."
            )
        case .otherGovernment(let found, let expected):
            LocalizedText(
                id: "Folder ini milik pemerintah \(found), bukan \(expected). Pilih folder yang benar.",
                en: "This folder belongs to the government \(found), not \(expected). Choose the right folder."
            )
        case .rebuildNeeded(let names):
            LocalizedText(
                id: "Tabel \(names.joined(separator: ", ")) belum mengikuti buku. Jalankan `lumbung rebuild`.",
                en: "The tables \(names.joined(separator: ", ")) do not follow the ledger. Run `lumbung rebuild`."
            )
        case .numberOutOfTurn(let number, let expected):
            LocalizedText(
                id: "Nomor \(number) bukan giliran berikutnya (\(expected)). Data Anda belum tersimpan; coba lagi.",
                en: "The number \(number) is not the next one (\(expected)). What you sent was not stored; try again."
            )
        case .busy:
            LocalizedText(
                id: "Basis data sedang sibuk. Data Anda belum tersimpan; coba lagi.",
                en: "The database is busy. What you sent was not stored; try again."
            )
        case .closed:
            LocalizedText(
                id: "Server sedang berhenti. Coba lagi nanti.",
                en: "The server is stopping. Try again later."
            )
        case .constraint(let name, let what), .statement(let name, let what), .column(let name, let what),
            .unreadable(let name, let what):
            LocalizedText(
                id: "Basis data menolak \(name): \(what). Data Anda belum tersimpan.",
                en: "The database refused \(name): \(what). What you sent was not stored."
            )
        }
    }
}
