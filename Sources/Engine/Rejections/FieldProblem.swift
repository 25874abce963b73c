package import Civic

/// What is wrong with one answer: which field, why, and what to do.
///
/// The typed text stays with the page that asked.
package struct FieldProblem: Equatable, Sendable {
    package indirect enum Cause: Equatable, Sendable {
        case missing
        /// Characters beyond what is allowed.
        case tooLong(by: Int, max: Int)
        case tooShort(min: Int)
        case unknownOption(String)
        case notText
        case controlCharacter
        case notYesNo
        case notWhole
        case below(String)
        case above(String)
        case notDate
        case dateBefore(CivilDate)
        case dateAfter(CivilDate)
        case notPlace
        case outsideGovernment
        /// So many points of an area or a route lie outside.
        case partlyOutside(points: Int)
        /// No case has this number.
        case unknownCase(String)
        case notFiles
        case tooManyFiles(Int)
        case unknownFile
        case notPhone(CivicError)
        case notEmail(CivicError)
        case notIdentityNumber(CivicError)
        case notName
        /// A value of Civic that could not be read, with its own sentence.
        case notValue(CivicError)
        /// What the definition's `valid_if` asks did not hold; its own sentence.
        case refused(LocalizedText)
        /// Fewer choices or rows than are asked for.
        case tooFew(min: Int)
        case tooManyChosen(max: Int)
        case unknownOfficer
        /// Something is wrong in a row of a group, counted from 1.
        case inRow(Int, FieldID, LocalizedText, Cause)
        case unknownAgency(String)
        case notRating(max: Int)
        case notRegion
        case notList
        case tooManyRows(Int)
        case mustAgree
        /// The form has no such field, or it is not asked in this case.
        case unknownField
    }

    package let field: FieldID
    package let label: LocalizedText
    package let cause: Cause

    package init(field: FieldID, label: LocalizedText, cause: Cause) {
        self.field = field
        self.label = label
        self.cause = cause
    }

    /// `field.missing`, `field.too-long` and so on.
    package var key: String { "field." + wording.key }

    /// One sentence: what is wrong and what to do.
    package var message: LocalizedText { wording.text }

    private var wording: (key: String, text: LocalizedText) {
        switch cause {
        case .missing, .mustAgree, .unknownField, .notText, .controlCharacter, .tooLong, .tooShort, .notName:
            aboutText
        case .unknownOption, .notYesNo, .unknownAgency, .notRating, .notRegion, .notList, .tooManyRows: aboutChoice
        case .notWhole, .below, .above, .notDate, .dateBefore, .dateAfter: aboutNumbers
        case .notPlace, .outsideGovernment, .partlyOutside, .unknownCase, .notFiles, .tooManyFiles, .unknownFile,
            .notPhone, .notEmail,
            .notIdentityNumber:
            aboutThings
        case .notValue, .refused, .tooFew, .tooManyChosen, .unknownOfficer, .inRow: aboutValues
        }
    }
}

extension FieldProblem {
    private typealias Wording = (key: String, text: LocalizedText)

    private func said(_ key: String, _ id: (String) -> String, _ en: (String) -> String) -> Wording {
        (key, LocalizedText(id: id(label.text(.id)), en: en(label.text(.en))))
    }

    private var aboutValues: Wording {
        switch cause {
        case .notValue(let error):
            said("not-value", { "\($0): \(error.message(.id))" }, { "\($0): \(error.message(.en))" })
        case .refused(let otherwise):
            said("refused", { "\($0): \(otherwise.text(.id))" }, { "\($0): \(otherwise.text(.en))" })
        case .tooFew(let min):
            said("too-few", { "\($0): isi sedikitnya \(min)." }, { "\($0): give at least \(min)." })
        case .tooManyChosen(let max):
            said("too-many-chosen", { "\($0): pilih paling banyak \(max)." }, { "\($0): choose \(max) at most." })
        case .inRow(let place, let id, let inner, let cause):
            {
                let text = FieldProblem(field: id, label: inner, cause: cause).message
                return said(
                    "in-row",
                    { "\($0), baris \(place): \(text.text(.id))" },
                    { "\($0), row \(place): \(text.text(.en))" }
                )
            }()
        default:
            said(
                "unknown-officer",
                { "\($0): petugas ini tidak dikenal. Pilih satu dari daftar." },
                { "\($0): this officer is not known. Choose one from the list." }
            )
        }
    }

    private var aboutText: Wording {
        switch cause {
        case .missing:
            said("missing", { "\($0): wajib diisi." }, { "\($0): please fill this in." })
        case .tooLong(let by, let max):
            said(
                "too-long",
                { "\($0): \(by) karakter terlalu panjang. Ringkas menjadi paling banyak \(max) karakter." },
                { "\($0): \(by) characters too long. Shorten it to \(max) characters at most." }
            )
        case .tooShort(let min):
            said(
                "too-short",
                { "\($0): terlalu singkat. Tulis sedikitnya \(min) karakter." },
                { "\($0): too short. Write at least \(min) characters." }
            )
        case .controlCharacter:
            said(
                "control-character",
                { "\($0): memuat karakter yang tidak dapat dibaca. Ketik ulang bagian itu." },
                { "\($0): contains characters that cannot be read. Type that part again." }
            )
        case .notName:
            said(
                "not-name",
                { "\($0): tulis nama dengan huruf, misalnya Siti Aminah." },
                { "\($0): write a name with letters, such as Siti Aminah." }
            )
        case .mustAgree:
            said(
                "must-agree",
                { "\($0): beri tanda setuju untuk melanjutkan." },
                { "\($0): tick to agree before you go on." }
            )
        case .unknownField:
            said(
                "unknown-field",
                { "\($0): isian ini tidak ada pada formulir. Hapus lalu kirim lagi." },
                { "\($0): the form does not ask for this. Remove it and send again." }
            )
        default:
            said("not-text", { "\($0): harus berupa tulisan." }, { "\($0): must be text." })
        }
    }

    private var aboutChoice: Wording {
        switch cause {
        case .unknownOption(let typed):
            said(
                "unknown-option",
                { "\($0): “\(typed)” bukan pilihan yang tersedia. Pilih satu dari daftar." },
                { "\($0): “\(typed)” is not one of the choices. Choose one from the list." }
            )
        case .unknownAgency(let typed):
            said(
                "unknown-agency",
                { "\($0): “\(typed)” bukan perangkat daerah di sini. Pilih satu dari daftar." },
                { "\($0): “\(typed)” is not an agency here. Choose one from the list." }
            )
        case .notRating(let max):
            said(
                "not-rating",
                { "\($0): beri nilai 1 sampai \(max)." },
                { "\($0): give a rating from 1 to \(max)." }
            )
        case .notRegion:
            said(
                "not-region",
                { "\($0): tulis kode wilayah, misalnya 36.71." },
                { "\($0): write a region code, such as 36.71." }
            )
        case .notList:
            said(
                "not-list",
                { "\($0): isi sedikitnya satu baris yang lengkap." },
                { "\($0): fill in at least one complete row." }
            )
        case .tooManyRows(let max):
            said("too-many-rows", { "\($0): paling banyak \(max) baris." }, { "\($0): \(max) rows at most." })
        default:
            said("not-yes-no", { "\($0): jawab ya atau tidak." }, { "\($0): answer yes or no." })
        }
    }

    private var aboutNumbers: Wording {
        switch cause {
        case .below(let min):
            said("below", { "\($0): sedikitnya \(min)." }, { "\($0): at least \(min)." })
        case .above(let max):
            said("above", { "\($0): paling banyak \(max)." }, { "\($0): at most \(max)." })
        case .notDate:
            said(
                "not-date",
                { "\($0): tulis tanggal yang ada, misalnya 2026-11-24." },
                { "\($0): write a real date, such as 2026-11-24." }
            )
        case .dateBefore(let first):
            said(
                "date-before",
                { "\($0): paling awal \(first.iso)." },
                { "\($0): \(first.iso) at the earliest." }
            )
        case .dateAfter(let last):
            said("date-after", { "\($0): paling lambat \(last.iso)." }, { "\($0): \(last.iso) at the latest." })
        default:
            said(
                "not-whole",
                { "\($0): tulis bilangan bulat, misalnya 12." },
                { "\($0): write a whole number, such as 12." }
            )
        }
    }

    private var aboutThings: Wording {
        switch cause {
        case .notPlace:
            said(
                "not-place",
                { "\($0): tunjukkan tempat di peta, atau tulis lintang dan bujur, misalnya -6.17, 106.63." },
                { "\($0): point to the place on the map, or write latitude and longitude, such as -6.17, 106.63." }
            )
        case .outsideGovernment:
            said(
                "outside-government",
                { "\($0): titik ini di luar wilayah kami. Geser titiknya, atau laporkan kepada pemerintah setempat." },
                { "\($0): this point is outside our area. Move it, or report to the government of that place." }
            )
        case .partlyOutside(let count):
            said(
                "partly-outside",
                { "\($0): \(count) titik di luar wilayah kami. Geser ke dalam batas wilayah." },
                { "\($0): \(count) points are outside our area. Move them inside its border." }
            )
        case .unknownCase(let number):
            said(
                "unknown-case",
                { "\($0): tidak ada kasus bernomor \(number). Cocokkan dengan tanda terimanya." },
                { "\($0): there is no case with number \(number). Compare it with its receipt." }
            )
        case .notFiles:
            said(
                "not-files",
                { "\($0): unggah ulang berkasnya." },
                { "\($0): upload the files again." }
            )
        case .tooManyFiles(let max):
            said(
                "too-many-files",
                { "\($0): paling banyak \(max) berkas. Hapus sebagian." },
                { "\($0): \(max) files at most. Remove some." }
            )
        case .unknownFile:
            said(
                "unknown-file",
                { "\($0): berkas tidak ditemukan pada unggahan Anda. Unggah ulang." },
                { "\($0): the file is not among your uploads. Upload it again." }
            )
        case .notPhone(let error), .notEmail(let error), .notIdentityNumber(let error):
            said(
                "not-contact",
                { "\($0): \(error.message(.id))" },
                { "\($0): \(error.message(.en))" }
            )
        default:
            said("not-files", { "\($0): unggah ulang berkasnya." }, { "\($0): upload the files again." })
        }
    }
}
