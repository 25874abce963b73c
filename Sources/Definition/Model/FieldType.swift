package import Civic

/// What kind of answer a question takes.
package enum FieldType: Hashable, Sendable {
    /// One line.
    case text
    case paragraph
    case choice(Choices)
    /// Several of the choices, in the order in which they are offered.
    case multipleChoice(Choices)
    /// The choices in the order of the person's wish.
    case ranking(Choices)
    case yesNo
    case integer
    /// An exact number with so many decimals.
    case decimal(scale: Int)
    /// Whole rupiah.
    case money
    case date
    case time
    case period
    /// A point; `withinGovernment` refuses one outside.
    case location(withinGovernment: Bool)
    case area(withinGovernment: Bool)
    case route(withinGovernment: Bool)
    case address
    case files(accept: [FileKind])
    /// One file.
    case file(accept: [FileKind])
    case photo
    case phone
    case email
    case url
    /// A person's name, in one piece.
    case person
    case nik, kk, npwp, nib, nisn, nip, plate, postalCode
    /// An agency of the government.
    case agency
    /// Somebody who works for the government.
    case officer
    /// Another case, by its number.
    case caseReference
    /// 1 up to `max` (5 where none is given).
    case rating
    /// Rows of the same questions.
    case group(Keyed<FieldID, Field>)
    /// Applications with their versions, for an annex.
    case applications
    /// Another government, by its Kemendagri code.
    case government
    /// A structured document (an agreement's text, a signature), or the hash of one that is held elsewhere.
    case document

    /// The word in a definition.
    package var word: String {
        switch self {
        case .text: "text"
        case .paragraph: "paragraph"
        case .choice: "choice"
        case .multipleChoice: "multiple-choice"
        case .ranking: "ranking"
        case .yesNo: "yes-no"
        case .integer: "integer"
        case .decimal: "decimal"
        case .money: "money"
        case .date: "date"
        case .time: "time"
        case .period: "period"
        case .location: "location"
        case .area: "area"
        case .route: "route"
        case .address: "address"
        case .files: "files"
        case .file: "file"
        case .photo: "photo"
        case .phone: "phone"
        case .email: "email"
        case .url: "url"
        case .person: "person"
        case .nik: "nik"
        case .kk: "kk"
        case .npwp: "npwp"
        case .nib: "nib"
        case .nisn: "nisn"
        case .nip: "nip"
        case .plate: "plate"
        case .postalCode: "postal-code"
        case .agency: "agency"
        case .officer: "officer"
        case .caseReference: "case"
        case .rating: "rating"
        case .group: "group"
        case .applications: "applications"
        case .government: "government"
        case .document: "document"
        }
    }

    /// Free text and what shows a place or a face is never open; what names a person is the person's.
    ///
    /// A group lies where its most private question does.
    package var usualPrivacy: Privacy {
        switch self {
        case .choice, .multipleChoice, .ranking, .yesNo, .integer, .decimal, .money, .date, .time, .period, .nib,
            .postalCode, .agency, .officer, .rating, .applications, .government:
            .open
        case .text, .paragraph, .location, .area, .route, .files, .file, .photo, .url, .caseReference, .document:
            .caseBox
        case .person, .phone, .email, .address, .nik, .kk, .npwp, .nisn, .nip, .plate: .person
        case .group(let fields): fields.all.map(\.element.privacy).max() ?? .caseBox
        }
    }

    /// The strictest openness that the type ever allows: a phone number can't be declared open.
    package var mayBeOpen: Bool { usualPrivacy == .open }

    /// What is chosen from, in every type that chooses.
    package var choices: Choices? {
        switch self {
        case .choice(let choices), .multipleChoice(let choices), .ranking(let choices): choices
        default: nil
        }
    }

    /// The kinds of files that it takes; nil for a type that takes none.
    package var files: [FileKind]? {
        switch self {
        case .files(let kinds), .file(let kinds): kinds
        case .photo: [.image]
        default: nil
        }
    }

    /// Most files of an answer, where the field says nothing smaller.
    package var filesMax: Int? {
        switch self {
        case .file, .photo: 1
        default: nil
        }
    }

    /// True for a type that may stand in the rows of a group: its answer is one value that a box of a form holds.
    package var fitsRows: Bool {
        switch self {
        case .text, .paragraph, .choice, .yesNo, .integer, .decimal, .money, .date, .time, .phone, .email, .url,
            .person,
            .nik, .kk, .npwp, .nib, .nisn, .nip, .plate, .postalCode, .agency, .officer, .caseReference, .rating,
            .government:
            true
        case .multipleChoice, .ranking, .period, .location, .area, .route, .address, .files, .file, .photo, .group,
            .applications, .document:
            false
        }
    }
}
