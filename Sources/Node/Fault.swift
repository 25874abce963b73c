package import Civic

/// The world failed: disk, queue, network, folder.
///
/// Said once, with what is safe.
package enum Fault: Error, Sendable, Hashable {
    /// The writer's queue is full; nothing was stored.
    case busy(retryAfterSeconds: Int)
    /// The disk is full; nothing was stored, reading goes on.
    case diskFull
    /// The database refused or could not sync; nothing of this command was acknowledged.
    case notStored(String)
    /// The node is going down; nothing was stored.
    case stopping
    /// Another process has the folder open.
    case folderInUse(String)
    /// A folder, a secret or a file is not as it must be: a sentence that says what to do.
    case unusable(String)
    /// Another machine did not answer as it should.
    case unreachable(String)
    /// A stored thing does not fit its hash or its key.
    case damaged(String)

    /// HTTP status of the answer.
    package var httpStatus: Int {
        switch self {
        case .busy, .diskFull, .notStored, .stopping: 503
        case .folderInUse, .unusable, .damaged: 500
        case .unreachable: 502
        }
    }

    /// What the person reads: what happened to their work and what to do next.
    package func message(_ language: Language) -> String {
        texts.text(language)
    }

    private var texts: LocalizedText {
        switch self {
        case .busy(let seconds):
            LocalizedText(
                id: "Sistem sedang sibuk. Belum ada yang tersimpan; coba lagi dalam \(seconds) detik.",
                en: "The system is busy. Nothing was stored; try again in \(seconds) seconds."
            )
        case .diskFull:
            LocalizedText(
                id: "Penyimpanan server penuh. Belum ada yang tersimpan; pengelola sudah diberi tahu.",
                en: "The server's disk is full. Nothing was stored; the operators have been told."
            )
        case .notStored:
            LocalizedText(
                id: "Server gagal menyimpan. Belum ada yang tersimpan; coba lagi sebentar lagi.",
                en: "The server could not store this. Nothing was stored; try again shortly."
            )
        case .stopping:
            LocalizedText(
                id: "Server sedang dimatikan. Belum ada yang tersimpan; coba lagi sebentar lagi.",
                en: "The server is shutting down. Nothing was stored; try again shortly."
            )
        case .folderInUse(let folder):
            LocalizedText(
                id: "Folder \(folder) sedang dipakai proses Lumbung lain. Hentikan proses itu atau pilih folder lain.",
                en: "The folder \(folder) is in use by another Lumbung process. Stop that one or choose another folder."
            )
        case .unusable(let sentence): LocalizedText(id: sentence, en: sentence)
        case .unreachable(let sentence): LocalizedText(id: sentence, en: sentence)
        case .damaged(let sentence): LocalizedText(id: sentence, en: sentence)
        }
    }
}

/// The node says no to a person: not a rule of an application, but of the house.
package enum Refusal: Error, Sendable, Equatable {
    /// Nobody is signed in, and this needs somebody.
    case signInNeeded
    /// Somebody is, but this is not theirs.
    case notYours
    case unknownCase
    case unknownApplication(String)
    /// The installation is suspended: cases can be read and exported, not started.
    case suspended(String)
    /// The same idempotency key came with another body.
    case keyReused
    case keyTooLong(max: Int)
    /// The form's token is not of this session or of this form.
    case formExpired
    /// Wrong or used or dead or unknown code: always the same words.
    case wrongCode
    case tooManyTries(retryAfterSeconds: Int)
    /// Wrong name or password: always the same words.
    case wrongPassword
    case passwordTooShort(min: Int)
    case passwordTooLong(max: Int)
    case fileTooBig(bytesMax: Int)
    case fileNotAPhoto
    case fileNotWhatItSays(says: String, is: String)
    case fileBroken
    case fileTooManyPixels(max: Int)
    /// Neither a document nor a photo, where the question takes these.
    case fileNotTaken(documents: Bool, photos: Bool)
    /// A PDF that can't be kept, by the word of `Tools/check-pdf.py`.
    case paper(String)
    case fileInfected
    /// The scanner does not answer: the file waits.
    case fileBeingChecked
    /// Another request is writing the same file.
    case uploadBusy
    /// A piece of a file does not begin where the last one ended.
    case uploadGap(offset: Int)
    case tooManyFiles(max: Int)
    case unknownFile
    case unknownDraft
    case draftTooBig(bytesMax: Int)
    /// Assisted intake without the citizen's consent.
    case consentMissing
    /// Assisted intake by somebody who may not.
    case mayNotAssist
    /// The officer's own phone was given as the citizen's.
    case officersOwnPhone
    case signatureWrong
    case taken(String)
    case invalid(LocalizedText)
}
