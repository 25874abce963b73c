package import Civic

extension Refusal {
    /// HTTP status of the answer.
    package var httpStatus: Int {
        switch self {
        case .signInNeeded: 401
        case .notYours, .mayNotAssist, .formExpired, .signatureWrong, .suspended: 403
        case .unknownCase, .unknownApplication, .unknownFile, .unknownDraft: 404
        case .taken, .fileBeingChecked, .uploadBusy, .uploadGap: 409
        case .fileTooBig, .draftTooBig: 413
        case .tooManyTries: 429
        case .keyReused, .keyTooLong, .wrongCode, .wrongPassword, .passwordTooShort, .passwordTooLong, .fileNotAPhoto,
            .fileNotWhatItSays, .fileNotTaken, .paper, .fileInfected, .fileBroken, .fileTooManyPixels, .tooManyFiles,
            .consentMissing, .officersOwnPhone,
            .invalid:
            422
        }
    }

    /// A stable key for APIs and logs.
    package var key: String {
        switch self {
        case .signInNeeded: "sign-in-needed"
        case .notYours: "not-yours"
        case .unknownCase: "unknown-case"
        case .unknownApplication: "unknown-application"
        case .suspended: "suspended"
        case .keyReused: "idempotency-key-reused"
        case .keyTooLong: "idempotency-key-too-long"
        case .formExpired: "form-expired"
        case .wrongCode: "wrong-code"
        case .tooManyTries: "too-many-tries"
        case .wrongPassword: "wrong-password"
        case .passwordTooShort: "password-too-short"
        case .passwordTooLong: "password-too-long"
        case .fileTooBig: "file-too-big"
        case .fileNotAPhoto: "file-not-a-photo"
        case .fileNotWhatItSays: "file-not-what-it-says"
        case .fileBroken: "file-broken"
        case .fileTooManyPixels: "file-too-many-pixels"
        case .tooManyFiles: "too-many-files"
        case .fileNotTaken: "file-not-taken"
        case .paper(let why): "pdf-\(why)"
        case .fileInfected: "file-infected"
        case .fileBeingChecked: "file-being-checked"
        case .uploadBusy: "upload-busy"
        case .uploadGap: "upload-gap"
        case .unknownFile: "unknown-file"
        case .unknownDraft: "unknown-draft"
        case .draftTooBig: "draft-too-big"
        case .consentMissing: "consent-missing"
        case .mayNotAssist: "may-not-assist"
        case .officersOwnPhone: "officers-own-phone"
        case .signatureWrong: "signature-wrong"
        case .taken: "taken"
        case .invalid: "invalid"
        }
    }

    /// What the person reads: what is wrong and what to do instead.
    package func message(_ language: Language) -> String {
        (accessWords ?? fileWords ?? otherWords).text(language)
    }

    private var accessWords: LocalizedText? {
        switch self {
        case .signInNeeded:
            LocalizedText(id: "Masuk dulu untuk membuka halaman ini.", en: "Sign in first to open this page.")
        case .notYours:
            LocalizedText(
                id: "Akun Anda tidak berwenang untuk ini. Minta peran yang sesuai kepada pengelola.",
                en: "Your account may not do this. Ask a steward for the role that may."
            )
        case .unknownCase:
            LocalizedText(
                id: "Nomor ini tidak ditemukan. Periksa lagi nomornya, misalnya LAKSA-2026-000123.",
                en: "This number was not found. Check it again, for example LAKSA-2026-000123."
            )
        case .unknownApplication(let app):
            LocalizedText(
                id: "Layanan \(app) belum terpasang di pemerintah ini.",
                en: "The service \(app) is not installed in this government."
            )
        case .suspended(let app):
            LocalizedText(
                id: "Layanan \(app) sedang dihentikan sementara. Kasus lama tetap dapat dibaca.",
                en: "The service \(app) is suspended. Earlier cases can still be read."
            )
        case .formExpired:
            LocalizedText(
                id:
                    "Formulir ini sudah tidak berlaku. Muat ulang halaman lalu kirim sekali lagi; isian Anda tetap ada.",
                en: "This form is no longer valid. Reload the page and send it once more; what you typed is kept."
            )
        case .wrongCode:
            LocalizedText(
                id: "Kode salah atau sudah tidak berlaku. Periksa pesan terakhir atau minta kode baru.",
                en: "The code is wrong or no longer valid. Look at the latest message or ask for a new code."
            )
        case .tooManyTries(let seconds):
            LocalizedText(
                id: "Terlalu banyak percobaan. Coba lagi dalam \(seconds) detik.",
                en: "Too many tries. Try again in \(seconds) seconds."
            )
        case .wrongPassword:
            LocalizedText(
                id: "Nama pengguna atau kata sandi salah.",
                en: "The user name or the password is wrong."
            )
        case .passwordTooShort(let min):
            LocalizedText(
                id: "Kata sandi paling sedikit \(min) karakter.",
                en: "A password has at least \(min) characters."
            )
        case .passwordTooLong(let max):
            LocalizedText(
                id: "Kata sandi paling banyak \(max) karakter.",
                en: "A password has at most \(max) characters."
            )
        default: nil
        }
    }

    private var fileWords: LocalizedText? {
        switch self {
        case .fileTooBig(let bytes):
            LocalizedText(
                id: "Berkas lebih dari \(bytes / 1_048_576) MB. Pilih berkas yang lebih kecil.",
                en: "The file is larger than \(bytes / 1_048_576) MB. Choose a smaller one."
            )
        case .fileNotAPhoto:
            LocalizedText(
                id: "Berkas ini bukan foto JPEG, PNG, atau WebP. Pilih foto.",
                en: "This file is not a JPEG, PNG or WebP photo. Choose a photo."
            )
        case .fileNotWhatItSays(let says, let truth):
            LocalizedText(
                id: "Berkas ini mengaku \(says), tetapi isinya \(truth). Pilih berkas aslinya.",
                en: "This file says it is \(says), but its content is \(truth). Choose the original file."
            )
        case .fileBroken:
            LocalizedText(
                id: "Foto ini rusak dan tidak dapat dibuka. Ambil atau pilih foto lain.",
                en: "This photo is broken and can't be opened. Take or choose another one."
            )
        case .fileTooManyPixels(let max):
            LocalizedText(
                id: "Foto ini lebih dari \(max / 1_000_000) megapiksel. Pilih foto yang lebih kecil.",
                en: "This photo has more than \(max / 1_000_000) megapixels. Choose a smaller one."
            )
        case .fileNotTaken, .paper, .fileInfected, .fileBeingChecked, .uploadBusy, .uploadGap: documentWords
        case .tooManyFiles(let max):
            LocalizedText(id: "Paling banyak \(max) berkas.", en: "At most \(max) files.")
        case .unknownFile:
            LocalizedText(
                id: "Berkas ini tidak ada atau sudah dihapus.",
                en: "This file does not exist or was erased."
            )
        default: nil
        }
    }

    private var otherWords: LocalizedText {
        switch self {
        case .keyReused:
            LocalizedText(
                id: "Kunci Idempotency-Key ini sudah dipakai untuk isi lain. Pakai kunci baru.",
                en: "This Idempotency-Key was used with another body. Use a new key."
            )
        case .keyTooLong(let max):
            LocalizedText(
                id: "Idempotency-Key paling panjang \(max) karakter.",
                en: "An Idempotency-Key has at most \(max) characters."
            )
        case .unknownDraft:
            LocalizedText(
                id: "Isian ini sudah dikirim atau kedaluwarsa. Mulai lagi dari awal.",
                en: "This draft was sent or has expired. Start again."
            )
        case .draftTooBig(let bytes):
            LocalizedText(
                id: "Isian lebih dari \(bytes / 1_024) kB. Persingkat teksnya.",
                en: "The draft is larger than \(bytes / 1_024) kB. Shorten the text."
            )
        case .consentMissing:
            LocalizedText(
                id: "Catat persetujuan warga sebelum mengirim atas namanya.",
                en: "Record the citizen's consent before sending this for them."
            )
        case .mayNotAssist:
            LocalizedText(
                id: "Hanya petugas loket atau ketua RT/RW yang boleh mencatat untuk warga.",
                en: "Only counter officers and RT/RW heads may enter a case for a citizen."
            )
        case .officersOwnPhone:
            LocalizedText(
                id: "Ini nomor ponsel petugas. Isi nomor warga, atau kosongkan bila warga tidak punya.",
                en: "This is the officer's own phone. Enter the citizen's, or leave it empty if there is none."
            )
        case .signatureWrong:
            LocalizedText(
                id: "Tanda tangan pesan ini tidak cocok dengan kunci pemerintah pengirim.",
                en: "The signature of this message does not fit the key of the sending government."
            )
        case .taken(let what):
            LocalizedText(id: "\(what) sudah dipakai.", en: "\(what) is already taken.")
        case .invalid(let words): words
        default: LocalizedText(id: "Permintaan ditolak.", en: "The request was refused.")
        }
    }
}
