/// The sentences of ``Doubt`` in Indonesian and English.
enum DoubtMessages {
    /// `nikBirthDateDiffers` → `nik_birth_date_differs`; `npwpNotNIK` → `npwp_not_nik`.
    static func key(_ doubt: Doubt) -> String {
        var key = ""
        var lastIsCapital = false
        for character in doubt.rawValue {
            if character.isUppercase, !lastIsCapital { key.append("_") }
            key += character.lowercased()
            lastIsCapital = character.isUppercase
        }
        return key
    }

    static func text(_ doubt: Doubt) -> LocalizedText {
        switch doubt {
        case .nikRegion, .nikBirthDateDiffers, .nikSexDiffers, .nikRegisteredElsewhere, .nikSerial: nik(doubt)
        case .kkRegion, .kkDate, .kkDateAhead, .kkSerial: kk(doubt)
        case .npwpCheckDigit, .npwpNotNIK, .nipBirthDate, .nipStart, .nipSex, .nipSerial: office(doubt)
        case .filler, .plateArea, .plateSpecial, .postalCode, .nameDigits, .addressRegion: others(doubt)
        }
    }

    private static func nik(_ doubt: Doubt) -> LocalizedText {
        switch doubt {
        case .nikRegion:
            LocalizedText(
                id: "Enam angka pertama NIK tidak ada pada daftar wilayah sekarang. Cocokkan dengan KTP.",
                en:
                    "The first six digits of the NIK are not on today's list of regions. Compare with the identity card."
            )
        case .nikBirthDateDiffers:
            LocalizedText(
                id: "Tanggal lahir berbeda dengan NIK. NIK lama memang tidak diubah; cocokkan dengan KTP.",
                en: "The birth date differs from the NIK. Old numbers stay as they are; compare with the identity card."
            )
        case .nikSerial:
            LocalizedText(
                id: "NIK biasanya tidak berakhir dengan 0000. Cocokkan dengan KTP.",
                en: "A NIK does not usually end in 0000. Compare with the card."
            )
        case .nikSexDiffers:
            LocalizedText(
                id: "Jenis kelamin berbeda dengan NIK. Cocokkan dengan KTP.",
                en: "The sex differs from the NIK. Compare with the identity card."
            )
        default:
            LocalizedText(
                id: "NIK ini pertama kali terdaftar di daerah lain. Tanyakan alamat KTP yang sekarang.",
                en: "This NIK was first registered elsewhere. Ask for the address on the present identity card."
            )
        }
    }

    private static func kk(_ doubt: Doubt) -> LocalizedText {
        switch doubt {
        case .kkRegion:
            LocalizedText(
                id: "Enam angka pertama nomor KK tidak ada pada daftar wilayah sekarang. Cocokkan dengan kartunya.",
                en:
                    "The first six digits of the family card number are not on today's list of regions. Compare with the card."
            )
        case .kkDate:
            LocalizedText(
                id: "Angka ke-7 sampai ke-12 nomor KK biasanya tanggal terbit. Cocokkan dengan kartunya.",
                en: "Digits 7 to 12 of a family card number usually are its date of issue. Compare with the card."
            )
        case .kkDateAhead:
            LocalizedText(
                id: "Tanggal terbit dalam nomor KK belum tiba. Cocokkan dengan kartunya.",
                en: "The date of issue in the family card number lies ahead. Compare with the card."
            )
        default:
            LocalizedText(
                id: "Nomor KK biasanya tidak berakhir dengan 0000. Cocokkan dengan kartunya.",
                en: "A family card number does not usually end in 0000. Compare with the card."
            )
        }
    }

    private static func office(_ doubt: Doubt) -> LocalizedText {
        switch doubt {
        case .npwpCheckDigit:
            LocalizedText(
                id: "Angka pemeriksa NPWP tidak cocok; mungkin ada salah ketik. Cocokkan dengan kartunya.",
                en: "The check digit of the NPWP does not fit; there may be a slip. Compare with the card."
            )
        case .npwpNotNIK:
            LocalizedText(
                id: "NPWP ini bukan NIK dan tidak diawali 0. Cocokkan dengan kartunya.",
                en: "This NPWP is no NIK and does not begin with 0. Compare with the card."
            )
        case .nipBirthDate:
            LocalizedText(
                id: "Delapan angka pertama NIP biasanya tanggal lahir. Cocokkan dengan kartu pegawai.",
                en: "The first eight digits of a NIP usually are the birth date. Compare with the staff card."
            )
        case .nipStart:
            LocalizedText(
                id: "Angka ke-9 sampai ke-14 NIP biasanya tahun dan bulan pengangkatan. Cocokkan dengan kartu pegawai.",
                en: "Digits 9 to 14 of a NIP usually are year and month of appointment. Compare with the staff card."
            )
        case .nipSex:
            LocalizedText(
                id: "Angka ke-15 NIP biasanya 1 untuk laki-laki atau 2 untuk perempuan. Cocokkan dengan kartu pegawai.",
                en: "Digit 15 of a NIP usually is 1 for men or 2 for women. Compare with the staff card."
            )
        default:
            LocalizedText(
                id: "NIP biasanya tidak berakhir dengan 000. Cocokkan dengan kartu pegawai.",
                en: "A NIP does not usually end in 000. Compare with the staff card."
            )
        }
    }

    private static func others(_ doubt: Doubt) -> LocalizedText {
        switch doubt {
        case .filler:
            LocalizedText(
                id: "Nomor ini terdiri atas satu angka yang diulang. Cocokkan dengan dokumennya.",
                en: "This number repeats a single digit. Compare with the document."
            )
        case .plateArea:
            LocalizedText(
                id: "Huruf depan pelat ini tidak ada pada daftar kode wilayah kendaraan. Cocokkan dengan STNK.",
                en: "The first letters of this plate are on no list of vehicle areas. Compare with the registration."
            )
        case .plateSpecial:
            LocalizedText(
                id: "Bentuk pelat ini tidak biasa, seperti pelat dinas atau diplomatik. Cocokkan dengan STNK.",
                en: "This plate has an unusual form, as service or diplomatic plates do. Compare with the registration."
            )
        case .postalCode:
            LocalizedText(
                id: "Kode pos biasanya tidak diawali 0. Periksa kembali alamatnya.",
                en: "A postal code does not usually begin with 0. Check the address."
            )
        case .nameDigits:
            LocalizedText(
                id: "Nama ini memuat angka. Cocokkan dengan KTP.",
                en: "This name holds digits. Compare with the identity card."
            )
        default:
            LocalizedText(
                id: "Kode wilayah alamat ini tidak ada pada daftar sekarang. Periksa kelurahan dan kecamatannya.",
                en: "The region of this address is not on today's list. Check its village and district."
            )
        }
    }
}
