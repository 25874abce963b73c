/// The sentences of ``CivicError`` by key, in Indonesian and English.
enum CivicMessages {
    static func text(_ key: String) -> LocalizedText {
        guard let text = table[key] else { preconditionFailure("an error of Civic has no sentence: \(key)") }
        return text
    }

    static let table: [String: LocalizedText] = [
        "identifier_snake": LocalizedText(
            id: "“{typed}” bukan id unsur yang benar. Tulis huruf kecil, angka, dan garis bawah, misalnya road_damage.",
            en:
                "“{typed}” is not a valid element id. Write lower-case letters, digits and underscores, such as road_damage."
        ),
        "identifier_kebab": LocalizedText(
            id: "“{typed}” bukan id yang benar. Tulis huruf kecil, angka, dan tanda hubung, misalnya izin-usaha.",
            en: "“{typed}” is not a valid id. Write lower-case letters, digits and hyphens, such as business-permit."
        ),
        "case_id": LocalizedText(
            id: "“{typed}” bukan id kasus yang benar. Id kasus terdiri atas 26 huruf dan angka; salin dari tautannya.",
            en: "“{typed}” is not a valid case id. A case id has 26 letters and digits; copy it from its link."
        ),
        "case_number": LocalizedText(
            id: "Nomor “{typed}” tidak dikenali. Tulis seperti di tanda terima Anda, misalnya LAKSA-2026-000123.",
            en: "The number “{typed}” is not recognised. Write it as on your receipt, such as LAKSA-2026-000123."
        ),
        "bill_number": LocalizedText(
            id: "Nomor tagihan “{typed}” tidak dikenali. Tulis keempat belas angkanya seperti pada tagihan Anda.",
            en: "The bill number “{typed}” is not recognised. Write all fourteen digits as on your bill."
        ),
        "digest": LocalizedText(
            id: "“{typed}” bukan sidik SHA-256. Tulis tepat 64 angka heksadesimal (0–9, a–f).",
            en: "“{typed}” is not a SHA-256 digest. Write exactly 64 hexadecimal digits (0–9, a–f)."
        ),
        "moment": LocalizedText(
            id: "“{typed}” bukan waktu yang benar. Tulis tanggal, jam, dan zona, misalnya 2026-11-24T12:30:00+07:00.",
            en: "“{typed}” is not a valid time. Write date, time and zone, such as 2026-11-24T12:30:00+07:00."
        ),
        "date": LocalizedText(
            id: "Tanggal “{typed}” tidak ada. Tulis tahun-bulan-hari, misalnya 2026-11-24.",
            en: "The date “{typed}” does not exist. Write year-month-day, such as 2026-11-24."
        ),
        "region_code": LocalizedText(
            id:
                "“{typed}” bukan kode wilayah Kemendagri. Tulis misalnya 36.71 untuk kota atau 36.71.01.1001 untuk kelurahan.",
            en:
                "“{typed}” is not a Kemendagri region code. Write 36.71 for a city or 36.71.01.1001 for a village, for example."
        ),
        "rupiah": LocalizedText(
            id: "“{typed}” bukan jumlah rupiah. Tulis angka dengan titik sebagai pemisah ribuan, misalnya Rp1.250.000.",
            en: "“{typed}” is not an amount in rupiah. Write digits with dots between thousands, such as Rp1.250.000."
        ),
        "rupiah_fraction": LocalizedText(
            id: "“{typed}” memuat pecahan rupiah. Bulatkan ke rupiah penuh, misalnya Rp1.250.000.",
            en: "“{typed}” holds a fraction of a rupiah. Round it to whole rupiah, such as Rp1.250.000."
        ),
        "rupiah_too_large": LocalizedText(
            id: "“{typed}” terlalu besar. Tulis jumlah sampai Rp999.999.999.999.999.",
            en: "“{typed}” is too large. Write an amount of at most Rp999.999.999.999.999."
        ),
        "phone": LocalizedText(
            id: "Nomor telepon tidak benar. Tulis misalnya 0812-3456-7890, atau +65 9123 4567 untuk nomor luar negeri.",
            en:
                "The phone number is not valid. Write 0812-3456-7890, or +65 9123 4567 for a number abroad, for example."
        ),
        "email": LocalizedText(
            id: "Alamat email tidak benar. Tulis lengkap dengan @, misalnya nama@contoh.id.",
            en: "The e-mail address is not valid. Write it in full with the @, such as name@example.org."
        ),
        "nik_region": LocalizedText(
            id: "Enam angka pertama NIK bukan kode kecamatan. Periksa kembali KTP Anda.",
            en: "The first six digits of the NIK are not the code of a district. Check your identity card."
        ),
        "nik_birth_date": LocalizedText(
            id: "Angka ke-7 sampai ke-12 NIK bukan tanggal lahir. Periksa kembali KTP Anda.",
            en: "Digits 7 to 12 of the NIK are not a date of birth. Check your identity card."
        ),
        "latitude": LocalizedText(
            id: "Lintang {value} tidak ada. Tulis angka antara -90 dan 90, misalnya -6.17.",
            en: "There is no latitude {value}. Write a number from -90 to 90, such as -6.17."
        ),
        "longitude": LocalizedText(
            id: "Bujur {value} tidak ada. Tulis angka antara -180 dan 180, misalnya 106.63.",
            en: "There is no longitude {value}. Write a number from -180 to 180, such as 106.63."
        ),
        "point": LocalizedText(
            id: "“{typed}” bukan titik lokasi. Tulis lintang lalu bujur, misalnya -6.17, 106.63.",
            en: "“{typed}” is not a location. Write latitude, then longitude, such as -6.17, 106.63."
        ),
        "quadkey": LocalizedText(
            id: "“{typed}” bukan kunci petak peta. Tulis 1 sampai 23 angka 0–3, misalnya 1322303123.",
            en: "“{typed}” is not the key of a map cell. Write 1 to 23 digits 0–3, such as 1322303123."
        ),
    ].merging(holidays) { $1 }.merging(geoJSON) { $1 }.merging(regions) { $1 }.merging(numbers) { $1 }
        .merging(measures) { $1 }.merging(places) { $1 }

    private static let holidays: [String: LocalizedText] = [
        "holidays_header": LocalizedText(
            id: "Baris {line}: judul kolom hari libur harus date,name,name_en,kind,estimated.",
            en: "Line {line}: the columns of a holiday file must be date,name,name_en,kind,estimated."
        ),
        "holidays_columns": LocalizedText(
            id: "Baris {line}: hari libur harus punya lima kolom. Tulis tanggal, nama, nama Inggris, jenis, perkiraan.",
            en: "Line {line}: a holiday has five columns. Write date, name, English name, kind, estimated."
        ),
        "holidays_date": LocalizedText(
            id: "Baris {line}: tanggal hari libur tidak ada. Tulis misalnya 2026-08-17.",
            en: "Line {line}: the date of the holiday does not exist. Write 2026-08-17, for example."
        ),
        "holidays_kind": LocalizedText(
            id: "Baris {line}: jenis hari libur tidak dikenal. Tulis libur_nasional, cuti_bersama, atau libur_daerah.",
            en: "Line {line}: unknown kind of holiday. Write libur_nasional, cuti_bersama or libur_daerah."
        ),
        "holidays_estimated": LocalizedText(
            id: "Baris {line}: kolom perkiraan harus true atau false.",
            en: "Line {line}: the column estimated must be true or false."
        ),
        "holidays_duplicate": LocalizedText(
            id: "Baris {line}: tanggal ini sudah tercatat dengan jenis yang sama. Hapus salah satunya.",
            en: "Line {line}: this date is listed already with the same kind. Remove one of the two."
        ),
        "holidays_empty": LocalizedText(
            id: "Baris {line}: nama hari libur kosong. Tulis namanya.",
            en: "Line {line}: the holiday has no name. Write one."
        ),
    ]

    private static let geoJSON: [String: LocalizedText] = [
        "geojson_json": LocalizedText(
            id: "Berkas batas wilayah bukan JSON yang benar. Simpan ulang sebagai GeoJSON (UTF-8).",
            en: "The boundary file is not valid JSON. Save it again as GeoJSON (UTF-8)."
        ),
        "geojson_collection": LocalizedText(
            id: "Berkas batas wilayah harus berupa FeatureCollection dengan daftar features.",
            en: "The boundary file must be a FeatureCollection with a list of features."
        ),
        "geojson_code": LocalizedText(
            id: "Wilayah ke-{feature}: properti code bukan kode wilayah. Tulis misalnya 36.71.01.1001.",
            en: "Feature {feature}: the property code is not a region code. Write 36.71.01.1001, for example."
        ),
        "geojson_name": LocalizedText(
            id: "Wilayah ke-{feature}: properti name kosong. Tulis nama wilayahnya.",
            en: "Feature {feature}: the property name is empty. Write the region's name."
        ),
        "geojson_geometry": LocalizedText(
            id: "Wilayah ke-{feature}: geometri harus Polygon atau MultiPolygon.",
            en: "Feature {feature}: the geometry must be a Polygon or a MultiPolygon."
        ),
        "geojson_ring": LocalizedText(
            id: "Wilayah ke-{feature}: garis batas harus punya paling sedikit empat titik dan tertutup.",
            en: "Feature {feature}: a ring must have at least four positions and be closed."
        ),
        "geojson_position": LocalizedText(
            id: "Wilayah ke-{feature}: titik batas harus [bujur, lintang] dalam derajat.",
            en: "Feature {feature}: a position must be [longitude, latitude] in degrees."
        ),
    ]

    private static let regions: [String: LocalizedText] = [
        "regions_header": LocalizedText(
            id: "Baris {line}: judul kolom wilayah harus code,name,level,latitude,longitude.",
            en: "Line {line}: the columns of a region file must be code,name,level,latitude,longitude."
        ),
        "regions_columns": LocalizedText(
            id: "Baris {line}: wilayah harus punya lima kolom. Tulis kode, nama, tingkat, lintang, bujur.",
            en: "Line {line}: a region has five columns. Write code, name, level, latitude, longitude."
        ),
        "regions_code": LocalizedText(
            id: "Baris {line}: kode wilayah salah. Tulis misalnya 36.71.01.1001.",
            en: "Line {line}: the code of the region is wrong. Write 36.71.01.1001, for example."
        ),
        "regions_name": LocalizedText(
            id: "Baris {line}: nama wilayah kosong. Tulis namanya.",
            en: "Line {line}: the region has no name. Write one."
        ),
        "regions_position": LocalizedText(
            id: "Baris {line}: titik tengah wilayah salah. Tulis lintang dan bujur, atau kosongkan keduanya.",
            en: "Line {line}: the centre of the region is wrong. Write latitude and longitude, or leave both empty."
        ),
        "regions_duplicate": LocalizedText(
            id: "Baris {line}: kode wilayah ini sudah tercatat. Hapus salah satunya.",
            en: "Line {line}: this region is listed already. Remove one of the two."
        ),
    ]
}
