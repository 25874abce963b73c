import Civic

/// The sentences of `Rejection`.
enum RejectionTexts {
    typealias Wording = (key: String, text: LocalizedText)

    static func wording(of rejection: Rejection) -> Wording {
        switch rejection {
        case .invalid, .reasonMissing, .reasonTooLong, .noteMissing, .noteTooLong, .unreadableText, .consentMissing,
            .assistantMissing:
            aboutAnswers(rejection)
        case .notAllowed, .mayNotNote, .mayNotStart, .fourEyes, .guardRefused, .tooOften, .documentInForce,
            .documentMissing:
            aboutPermission(rejection)
        case .stateChanged, .staleVersion, .ended, .alreadyStarted, .timerNotDue, .tooEarly: aboutTime(rejection)
        case .noSuchAction, .noSuchCase, .wrongApplication, .wrongDefinition, .agencyMissing, .ruleFailed, .replaced:
            aboutDefinition(rejection)
        case .heldByOther, .notHeld, .alreadyHolds, .notOfTheRole, .colleagueAbsent, .merged, .noSuchRelated,
            .ownRelation, .relatedElsewhere:
            WorkRejectionTexts.wording(of: rejection)
        case .register(let inner): (inner.key, inner.text)
        case .rights(let inner): (inner.key, inner.text)
        case .money(let inner): (inner.key, inner.text)
        }
    }

    private static func said(_ key: String, _ id: String, _ en: String) -> Wording {
        (key, LocalizedText(id: id, en: en))
    }

    private static func list(_ texts: [LocalizedText], _ language: Language, or word: String) -> String {
        let names = texts.map { $0.text(language) }
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " \(word) " + last
    }

    private static func aboutAnswers(_ rejection: Rejection) -> Wording {
        switch rejection {
        case .invalid(let problems):
            said(
                "invalid",
                problems.map { $0.message.text(.id) }.joined(separator: " "),
                problems.map { $0.message.text(.en) }.joined(separator: " ")
            )
        case .reasonMissing(let action):
            said(
                "reason-missing",
                "Tulis alasan untuk “\(action.text(.id))”; warga akan membacanya.",
                "Write a reason for “\(action.text(.en))”; the citizen will read it."
            )
        case .reasonTooLong(let by):
            said(
                "reason-too-long",
                "Alasan \(by) karakter terlalu panjang. Ringkas lalu kirim lagi.",
                "The reason is \(by) characters too long. Shorten it and send again."
            )
        case .noteMissing:
            said("note-missing", "Catatan masih kosong. Tulis isinya.", "The note is empty. Write something.")
        case .noteTooLong(let by):
            said(
                "note-too-long",
                "Catatan \(by) karakter terlalu panjang. Ringkas lalu kirim lagi.",
                "The note is \(by) characters too long. Shorten it and send again."
            )
        case .consentMissing:
            said(
                "consent-missing",
                "Tanyakan dahulu dan catat persetujuan warga yang Anda wakili.",
                "First ask for and record the consent of the citizen you enter this for."
            )
        case .assistantMissing:
            said(
                "assistant-missing",
                "Yang dicatat untuk warga harus menyebut petugas yang memasukkannya. Masuk dahulu.",
                "A case entered for a citizen records the officer who enters it. Sign in first."
            )
        default:
            said(
                "unreadable-text",
                "Tulisan memuat karakter yang tidak dapat dibaca. Ketik ulang bagian itu.",
                "The text contains characters that cannot be read. Type that part again."
            )
        }
    }

    private static func aboutPermission(_ rejection: Rejection) -> Wording {
        switch rejection {
        case .notAllowed(let action, let by):
            said(
                "not-allowed",
                by.isEmpty
                    ? "Anda tidak berwenang untuk “\(action.text(.id))”."
                    : "“\(action.text(.id))” hanya boleh dilakukan oleh \(list(by, .id, or: "atau")).",
                by.isEmpty
                    ? "You may not do “\(action.text(.en))”."
                    : "“\(action.text(.en))” may only be done by: \(list(by, .en, or: "or"))."
            )
        case .mayNotStart:
            said(
                "may-not-start",
                "Anda tidak berwenang memulai layanan ini. Masuk dengan akun yang berwenang.",
                "You may not start this service. Sign in with an account that may."
            )
        case .fourEyes(let action, let other):
            said(
                "four-eyes",
                "“\(action.text(.id))” harus dilakukan orang lain: Anda sendiri yang melakukan “\(other.text(.id))”.",
                "“\(action.text(.en))” must be done by somebody else: you yourself did “\(other.text(.en))”."
            )
        case .guardRefused(let action, let explanation):
            said(
                "guard-refused",
                "“\(action.text(.id))” belum atau tidak lagi dapat dilakukan: \(explanation.text(.id))",
                "“\(action.text(.en))” is not possible now: \(explanation.text(.en))"
            )
        case .documentInForce(let name, let number):
            said(
                "document-in-force",
                "\(name.text(.id)) nomor \(number) masih ada. Terbitkan ulang dengan alasan, atau cabut dahulu.",
                "\(name.text(.en)) number \(number) is there already. Reissue it with a reason, or revoke it first."
            )
        case .documentMissing(let name):
            said(
                "document-missing",
                "Tidak ada \(name.text(.id)) yang keadaannya memungkinkan tindakan ini. Lihat dokumen pada perkara ini.",
                "There is no \(name.text(.en)) to which this can be done. See the documents of this case."
            )
        case .tooOften(let action, let times):
            said(
                "too-often",
                "“\(action.text(.id))” hanya dapat dilakukan \(times) kali dalam satu perkara.",
                "“\(action.text(.en))” can be done only \(times == 1 ? "once" : "\(times) times") in one case."
            )
        default:
            said(
                "may-not-note",
                "Anda tidak berwenang menulis catatan pada kasus ini.",
                "You may not write notes on this case."
            )
        }
    }

    private static func aboutTime(_ rejection: Rejection) -> Wording {
        switch rejection {
        case .stateChanged(let action, let current, _):
            said(
                "state-changed",
                "“\(action.text(.id))” tidak dapat dilakukan: status kini “\(current.text(.id))”. Muat ulang halaman ini.",
                "“\(action.text(.en))” is not possible: the state is now “\(current.text(.en))”. Reload this page."
            )
        case .staleVersion(_, _, let state):
            said(
                "stale-version",
                "Kasus ini berubah sejak Anda membukanya; status kini “\(state.text(.id))”. "
                    + "Isian Anda belum disimpan: periksa perubahannya, lalu kirim lagi.",
                "This case has changed since you opened it; the state is now “\(state.text(.en))”. "
                    + "Nothing of yours was stored: look at what changed, then send again."
            )
        case .ended(let state):
            said(
                "ended",
                "Kasus ini sudah berakhir dengan status “\(state.text(.id))”.",
                "This case has ended with the state “\(state.text(.en))”."
            )
        case .alreadyStarted(let number):
            said(
                "already-started",
                "Kasus ini sudah tercatat dengan nomor \(number).",
                "This case is already on record as \(number)."
            )
        case .tooEarly(let last):
            said(
                "too-early",
                "Waktu kejadian mendahului kejadian terakhir (\(last.rfc3339)). Periksa urutannya.",
                "The time lies before the last event (\(last.rfc3339)). Check the order."
            )
        default:
            said(
                "timer-not-due",
                "Pengingat ini belum waktunya atau sudah tidak berlaku.",
                "This timer is not due, or no longer stands."
            )
        }
    }

    private static func aboutDefinition(_ rejection: Rejection) -> Wording {
        switch rejection {
        case .noSuchAction(let typed):
            said(
                "no-such-action",
                "Tidak ada tindakan “\(typed)”. Pilih tindakan yang tampil pada kasus.",
                "There is no action “\(typed)”. Choose one that the case shows."
            )
        case .wrongApplication(let asked, let definition):
            said(
                "wrong-application",
                "Permintaan untuk \(asked) sampai pada \(definition). Muat ulang halaman layanan.",
                "A request for \(asked) reached \(definition). Reload the service's page."
            )
        case .replaced(let system, let basis):
            said(
                "replaced",
                "Layanan ini kini dilayani melalui \(system). \(basis.text(.id).hasSuffix(".") ? basis.text(.id) : basis.text(.id) + ".")",
                "This service is now given through \(system). \(basis.text(.en).hasSuffix(".") ? basis.text(.en) : basis.text(.en) + ".")"
            )
        case .wrongDefinition:
            said(
                "wrong-definition",
                "Aturan layanan ini telah diperbarui. Muat ulang halaman ini.",
                "The rules of this service have been updated. Reload this page."
            )
        case .agencyMissing(let agency):
            said(
                "agency-missing",
                "Layanan ini meneruskan ke “\(agency)”, yang tidak ada di pemerintah ini. Hubungi pengelola layanan.",
                "This service routes to “\(agency)”, which this government does not have. Tell the service's steward."
            )
        case .ruleFailed(let place, let explanation):
            said(
                "rule-failed",
                "Aturan \(place) gagal: \(explanation.text(.id)) Hubungi pengelola layanan.",
                "The rule \(place) failed: \(explanation.text(.en)) Tell the service's steward."
            )
        default:
            said(
                "no-such-case",
                "Kasus tidak ditemukan. Periksa nomornya.",
                "No such case. Check the number."
            )
        }
    }
}
