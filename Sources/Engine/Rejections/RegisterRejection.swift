package import Civic

/// Why a change of staff, settings or an installation was refused.
package enum RegisterRejection: Equatable, Sendable {
    case alreadyThere(String)
    case notThere(String)
    case nothingChanges
    case unreadable(String)
    case unknownAgency(AgencyID)
    case unknownRole(RoleID)
    case grantOverlaps(RoleID)
    case grantMissing(RoleID)
    case periodEmpty
    case lastSteward
    case selfGrant
    /// The installation's stage does not lead there.
    case wrongStage(asked: String, current: String)
    case notEntitled(AppID)
    case overlayMissesReason
    case notAllowed
    case absenceUnfit
    case absenceOverlaps
    case mandateUnfit(daysMax: Int)
    /// Somebody acts for that official already; the last day of it.
    case mandateOverlaps(Mandate.Kind, until: CivilDate)
    /// Where another program is told of facts.
    case addressUnfit
    case networkUnfit
    case webhooksTooMany(max: Int)

    package var httpStatus: Int {
        switch self {
        case .alreadyThere, .wrongStage, .grantOverlaps, .lastSteward, .nothingChanges, .absenceOverlaps,
            .mandateOverlaps, .webhooksTooMany:
            409
        case .notThere, .grantMissing: 404
        case .notAllowed, .selfGrant, .notEntitled: 403
        case .unreadable, .unknownAgency, .unknownRole, .periodEmpty, .overlayMissesReason, .absenceUnfit,
            .mandateUnfit, .addressUnfit, .networkUnfit:
            422
        }
    }

    package var key: String { "register." + wording.key }

    package var text: LocalizedText { LocalizedText(id: wording.id, en: wording.en) }

    private var wording: (key: String, id: String, en: String) {
        switch self {
        case .alreadyThere(let what):
            ("already-there", "\(what) sudah ada.", "\(what) is already there.")
        case .notThere(let what):
            ("not-there", "\(what) tidak ditemukan. Periksa ejaannya.", "\(what) was not found. Check the spelling.")
        case .nothingChanges:
            ("nothing-changes", "Tidak ada yang berubah.", "Nothing would change.")
        case .unreadable(let what):
            (
                "unreadable", "\(what) kosong atau memuat karakter yang tidak dapat dibaca. Tulis ulang.",
                "\(what) is empty or contains characters that cannot be read. Write it again."
            )
        case .unknownAgency(let agency):
            (
                "unknown-agency", "“\(agency)” bukan perangkat daerah di sini. Tambahkan dahulu di pengaturan.",
                "“\(agency)” is not an agency here. Add it under settings first."
            )
        case .unknownRole(let role):
            (
                "unknown-role", "Tidak ada peran “\(role)”. Pilih peran dari layanan yang terpasang.",
                "There is no role “\(role)”. Choose a role of an installed service."
            )
        case .grantOverlaps(let role):
            (
                "grant-overlaps", "Peran “\(role)” sudah dimiliki pada waktu itu. Cabut dahulu yang lama.",
                "The role “\(role)” is already held at that time. Revoke the old grant first."
            )
        case .grantMissing(let role):
            ("grant-missing", "Peran “\(role)” tidak sedang dimiliki.", "The role “\(role)” is not held.")
        case .periodEmpty:
            ("period-empty", "Waktu berakhir harus setelah waktu mulai.", "The end must lie after the beginning.")
        case .lastSteward:
            (
                "last-steward", "Ini pengelola terakhir. Beri peran itu kepada orang lain dahulu.",
                "This is the last steward. Give the role to somebody else first."
            )
        case .selfGrant:
            (
                "self-grant", "Peran diberikan oleh orang lain, bukan oleh diri sendiri.",
                "A role is given by somebody else, not by oneself."
            )
        case .wrongStage(let asked, let current):
            (
                "wrong-stage", "Tahap “\(asked)” tidak dapat dicapai dari tahap “\(current)”. Muat ulang halaman ini.",
                "The stage “\(asked)” does not follow the stage “\(current)”. Reload this page."
            )
        case .notEntitled(let app):
            (
                "not-entitled", "\(app) tidak tercantum dalam PKS yang berlaku. Tambahkan lewat addendum.",
                "\(app) is not in an agreement in force. Add it through an addendum."
            )
        case .overlayMissesReason:
            ("overlay-misses-reason", "Tulis alasan setiap perubahan.", "Write a reason for each change.")
        case .absenceUnfit:
            (
                "absence-unfit", "Tulis hari pertama dan terakhir; yang terakhir tidak boleh sudah lewat.",
                "Write the first and the last day; the last may not be over yet."
            )
        case .mandateUnfit(let most):
            (
                "mandate-unfit",
                "Mandat berlaku paling lama \(most) hari, dari hari pertama sampai hari terakhir yang belum lewat.",
                "A mandate lasts at most \(most) days, from its first day to a last day that is not over."
            )
        case .mandateOverlaps(let kind, let until):
            (
                "mandate-overlaps",
                "Sudah ada \(kind.letters) untuk jabatan itu sampai \(until.iso). Akhiri dahulu, atau mulai sesudahnya.",
                "That post has a \(kind.letters) until \(until.iso). End that first, or begin after it."
            )
        case .addressUnfit:
            (
                "address-unfit",
                "Tulis alamat lengkap yang dimulai dengan https:// tanpa nama pengguna. http:// hanya untuk jaringan sendiri yang diizinkan.",
                "Write the full address, beginning with https:// and without a user name. http:// is for your own permitted networks only."
            )
        case .networkUnfit:
            (
                "network-unfit",
                "Jaringan sendiri ditulis seperti 10.20.0.0/16, paling banyak dua puluh; bukan alamat umum.",
                "Networks of your own are written like 10.20.0.0/16, at most twenty; not public addresses."
            )
        case .webhooksTooMany(let most):
            (
                "webhooks-too-many", "Paling banyak \(most) webhook. Hapus yang tidak dipakai.",
                "At most \(most) webhooks. Remove unused ones."
            )
        case .absenceOverlaps:
            (
                "absence-overlaps", "Pada hari itu sudah tercatat tidak bertugas. Hapus dahulu yang lama.",
                "Those days are days off already. Remove the earlier entry first."
            )
        case .notAllowed:
            ("not-allowed", "Anda tidak berwenang untuk tindakan ini.", "You may not do this.")
        }
    }
}
