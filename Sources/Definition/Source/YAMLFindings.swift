import Civic

/// The sentences about texts that are no good YAML.
enum YAMLFindings {
    static func emptyFile(_ file: String) -> Finding {
        Finding(
            .error,
            "empty-file",
            at: SourcePlace(file: file, line: 1, column: 1),
            LocalizedText(id: "Berkas ini kosong.", en: "This file is empty."),
            todo: LocalizedText(
                id: "Mulailah dengan \"app: nama-aplikasi\".",
                en: "Begin with \"app: name-of-the-app\"."
            )
        )
    }

    static func tooBig(bytes: Int, at place: SourcePlace) -> Finding {
        let limit = Limits.definitionBytesMax / 1024
        return Finding(
            .error,
            "too-big",
            at: place,
            LocalizedText(
                id: "Berkas ini \(bytes / 1024) kB; paling besar \(limit) kB.",
                en: "This file has \(bytes / 1024) kB; the most is \(limit) kB."
            ),
            todo: LocalizedText(
                id: "Simpan data yang banyak sebagai register, bukan di dalam definisi.",
                en: "Keep large data in a register, not in the definition."
            )
        )
    }

    static func tooDeep(at place: SourcePlace) -> Finding {
        Finding(
            .error,
            "too-deep",
            at: place,
            LocalizedText(
                id: "Susunan di sini lebih dalam dari \(Limits.depthMax) tingkat.",
                en: "The nesting here is deeper than \(Limits.depthMax) levels."
            ),
            todo: LocalizedText(id: "Periksa kurung dan jarak awal baris.", en: "Check brackets and indentation.")
        )
    }

    static func anchor(at place: SourcePlace) -> Finding {
        Finding(
            .error,
            "anchor",
            at: place,
            LocalizedText(
                id: "Tanda & dan * tidak dipakai dalam definisi.",
                en: "Anchors (&) and aliases (*) are not used here."
            ),
            todo: LocalizedText(
                id: "Tulis isinya lengkap di setiap tempat, atau beri tanda petik bila ini teks.",
                en: "Write the content out in each place, or put it in quotes if it is text."
            )
        )
    }

    static func tag(_ tag: String, at place: SourcePlace) -> Finding {
        Finding(
            .error,
            "tag",
            at: place,
            LocalizedText(
                id: "Tag YAML \"\(tag)\" tidak dipakai dalam definisi.",
                en: "The YAML tag \"\(tag)\" is not used here."
            ),
            todo: LocalizedText(
                id: "Beri tanda petik bila nilai memang berawal \"!\".",
                en: "Put the value in quotes if it really begins with \"!\"."
            )
        )
    }

    static func tab(at place: SourcePlace) -> Finding {
        Finding(
            .error,
            "tab",
            at: place,
            LocalizedText(id: "Ada karakter tab di sini.", en: "There is a tab character here."),
            todo: LocalizedText(id: "Pakai dua spasi.", en: "Use two spaces.")
        )
    }

    static func control(_ scalar: Unicode.Scalar, at place: SourcePlace) -> Finding {
        let code = "U+" + String(scalar.value + 0x10000, radix: 16, uppercase: true).dropFirst()
        return Finding(
            .error,
            "control-character",
            at: place,
            LocalizedText(
                id: "Karakter kendali \(code) tidak boleh ada.",
                en: "The control character \(code) may not stand here."
            ),
            todo: LocalizedText(id: "Hapus karakter itu.", en: "Remove it.")
        )
    }

    static func keyNotWord(at place: SourcePlace) -> Finding {
        Finding(
            .error,
            "key-not-word",
            at: place,
            LocalizedText(id: "Kunci harus berupa satu kata.", en: "A key must be a single word."),
            todo: LocalizedText(id: "Tulis \"kunci: nilai\".", en: "Write \"key: value\".")
        )
    }

    static func duplicateKey(_ key: String, first: SourcePlace, yaml: String) -> Finding {
        Finding(
            .error,
            "duplicate-key",
            at: second(key, after: first, in: yaml) ?? first,
            LocalizedText(
                id: "Kunci \"\(key)\" ditulis dua kali (pertama di baris \(first.line)).",
                en: "The key \"\(key)\" is written twice (first in line \(first.line))."
            ),
            todo: LocalizedText(
                id: "Hapus salah satunya, atau beri nama lain.",
                en: "Remove one of them, or give it another name."
            )
        )
    }

    /// The next line with the key in the same column.
    private static func second(_ key: String, after first: SourcePlace, in yaml: String) -> SourcePlace? {
        let lines = yaml.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated().dropFirst(first.line) {
            let rest = line.dropFirst(first.column - 1)
            if rest.hasPrefix(key + ":"), line.prefix(first.column - 1).allSatisfy({ $0 == " " }) {
                return SourcePlace(file: first.file, line: index + 1, column: first.column)
            }
        }
        return nil
    }

    static func unreadable(_ problem: String, at place: SourcePlace) -> Finding {
        let known = translations.first { problem.contains($0.part) }
        return Finding(
            .error,
            "yaml",
            at: place,
            LocalizedText(
                id: "Susunan YAML tidak terbaca: \(known?.id ?? problem).",
                en: "This is not readable as YAML: \(problem)."
            ),
            todo: known?.todo
                ?? LocalizedText(
                    id: "Periksa jarak awal baris, tanda titik dua dan tanda petik di sekitar tempat ini.",
                    en: "Check indentation, colons and quotes around this place."
                )
        )
    }

    private static let translations: [(part: String, id: String, todo: LocalizedText)] = [
        (
            "could not find expected ':'", "tanda titik dua tidak ditemukan",
            LocalizedText(
                id: "Tulis \"kunci: nilai\"; beri tanda petik pada teks panjang.",
                en: "Write \"key: value\"; quote long texts."
            )
        ),
        (
            "mapping values are not allowed", "titik dua tidak boleh ada di sini",
            LocalizedText(
                id: "Beri tanda petik pada teks yang memuat titik dua, atau periksa jarak awal baris.",
                en: "Quote a text that holds a colon, or check the indentation."
            )
        ),
        (
            "did not find expected ',' or", "tanda koma atau kurung penutup tidak ditemukan",
            LocalizedText(
                id: "Tutup kurung, atau pisahkan dengan koma.",
                en: "Close the bracket, or separate with commas."
            )
        ),
        (
            "did not find expected key", "kunci tidak ditemukan",
            LocalizedText(id: "Samakan jarak awal baris dengan baris di atasnya.", en: "Indent like the line above.")
        ),
        (
            "found unexpected end of stream", "berkas berakhir di tengah teks",
            LocalizedText(id: "Tutup tanda petik atau kurung.", en: "Close the quote or bracket.")
        ),
        (
            "found character that cannot start any token", "karakter ini tidak boleh mengawali nilai",
            LocalizedText(id: "Beri tanda petik.", en: "Put the value in quotes.")
        ),
        (
            "expected a single document", "berkas memuat lebih dari satu dokumen",
            LocalizedText(id: "Hapus baris \"---\".", en: "Remove the \"---\" line.")
        ),
    ]

    /// Lines and columns of a byte offset.
    static func place(atByte offset: Int, of text: String, file: String) -> SourcePlace {
        var (line, column) = (1, 1)
        for byte in text.utf8.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                (line, column) = (line + 1, 1)
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return SourcePlace(file: file, line: line, column: column)
    }
}
