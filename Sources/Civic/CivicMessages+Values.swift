extension CivicMessages {
    /// Numbers that name somebody or something.
    static let numbers: [String: LocalizedText] = [
        "digits_nik": LocalizedText(
            id: "NIK terdiri atas 16 angka; Anda menulis {digits}. Periksa kembali KTP atau kartu keluarga Anda.",
            en: "A NIK has 16 digits; you wrote {digits}. Check your identity card or family card."
        ),
        "digits_kk": LocalizedText(
            id: "Nomor KK terdiri atas 16 angka; Anda menulis {digits}. Periksa kembali kartu keluarga Anda.",
            en: "A family card number has 16 digits; you wrote {digits}. Check your family card."
        ),
        "digits_npwp": LocalizedText(
            id:
                "NPWP terdiri atas 16 angka, atau 15 untuk nomor lama; Anda menulis {digits}. Periksa kembali kartunya.",
            en: "An NPWP has 16 digits, an old one 15; you wrote {digits}. Check the card."
        ),
        "digits_nib": LocalizedText(
            id: "NIB terdiri atas 13 angka; Anda menulis {digits}. Salin dari dokumen NIB Anda.",
            en: "A NIB has 13 digits; you wrote {digits}. Copy it from your NIB document."
        ),
        "digits_nisn": LocalizedText(
            id: "NISN terdiri atas 10 angka; Anda menulis {digits}. Salin dari rapor atau kartu pelajar.",
            en: "A NISN has 10 digits; you wrote {digits}. Copy it from the school report or pupil's card."
        ),
        "digits_nip": LocalizedText(
            id: "NIP terdiri atas 18 angka; Anda menulis {digits}. Salin dari kartu pegawai.",
            en: "A NIP has 18 digits; you wrote {digits}. Copy it from the staff card."
        ),
        "digits_postal_code": LocalizedText(
            id: "Kode pos terdiri atas 5 angka; Anda menulis {digits}. Tulis misalnya 15111.",
            en: "A postal code has 5 digits; you wrote {digits}. Write 15111, for example."
        ),
        "letters_nik": LocalizedText(
            id: "NIK hanya terdiri atas angka. Tulis 16 angka pada KTP atau kartu keluarga Anda.",
            en: "A NIK consists of digits only. Write the 16 digits on your identity card or family card."
        ),
        "letters_kk": LocalizedText(
            id: "Nomor KK hanya terdiri atas angka. Tulis 16 angka di bagian atas kartu keluarga Anda.",
            en: "A family card number consists of digits only. Write the 16 digits at the top of your family card."
        ),
        "letters_npwp": LocalizedText(
            id: "NPWP hanya terdiri atas angka. Tulis 16 angka, misalnya NIK Anda.",
            en: "An NPWP consists of digits only. Write its 16 digits, for residents those of the NIK."
        ),
        "letters_nib": LocalizedText(
            id: "NIB hanya terdiri atas angka. Tulis 13 angka pada dokumen NIB Anda.",
            en: "A NIB consists of digits only. Write the 13 digits on your NIB document."
        ),
        "letters_nisn": LocalizedText(
            id: "NISN hanya terdiri atas angka. Tulis 10 angka pada rapor atau kartu pelajar.",
            en: "A NISN consists of digits only. Write the 10 digits on the school report or pupil's card."
        ),
        "letters_nip": LocalizedText(
            id: "NIP hanya terdiri atas angka. Tulis 18 angka pada kartu pegawai.",
            en: "A NIP consists of digits only. Write the 18 digits on the staff card."
        ),
        "letters_postal_code": LocalizedText(
            id: "Kode pos hanya terdiri atas angka. Tulis misalnya 15111.",
            en: "A postal code consists of digits only. Write 15111, for example."
        ),
        "plate": LocalizedText(
            id: "Nomor pelat tidak dikenali. Tulis huruf dan angkanya saja, misalnya B 1234 XYZ.",
            en: "The plate number is not recognised. Write its letters and digits only, such as B 1234 XYZ."
        ),
        "ranking_shape": LocalizedText(
            id: "Urutan pilihan tidak terbaca. Kirim daftar id pilihan dari yang paling diinginkan.",
            en: "The ranked choice cannot be read. Send the ids of the options, the most wanted first."
        ),
        "ranking_empty": LocalizedText(
            id: "Belum ada pilihan. Beri nomor 1 pada pilihan yang paling diinginkan.",
            en: "Nothing is chosen yet. Give the number 1 to the option that you want most."
        ),
        "ranking_many": LocalizedText(
            id: "Pilihan terlalu banyak. Urutkan paling banyak 50 pilihan.",
            en: "There are too many options. Rank at most 50 of them."
        ),
        "ranking_twice": LocalizedText(
            id: "Ada pilihan yang disebut dua kali. Sebut setiap pilihan sekali saja.",
            en: "An option is named twice. Name each option once only."
        ),
        "not_text": LocalizedText(
            id: "Nilai ini harus berupa teks. Kirim sebagai teks JSON di dalam tanda kutip.",
            en: "This value must be a text. Send it as a JSON string in quotation marks."
        ),
    ]

    /// Quantities, times and names.
    static let measures: [String: LocalizedText] = [
        "web_address": LocalizedText(
            id: "“{typed}” bukan alamat web. Tulis lengkap, misalnya https://contoh.id/halaman.",
            en: "“{typed}” is not a web address. Write it in full, such as https://example.org/page."
        ),
        "web_address_scheme": LocalizedText(
            id: "“{typed}” tidak diawali https:// atau http://. Tulis alamat web, misalnya https://contoh.id.",
            en: "“{typed}” does not begin with https:// or http://. Write a web address, such as https://example.org."
        ),
        "decimal": LocalizedText(
            id: "“{typed}” bukan bilangan. Tulis angka dengan koma untuk pecahan, misalnya 1.250,5.",
            en: "“{typed}” is not a number. Write digits with a comma before decimals, such as 1.250,5."
        ),
        "decimal_scale": LocalizedText(
            id: "“{typed}” punya terlalu banyak angka pecahan. Tulis paling banyak {max} angka di belakang koma.",
            en: "“{typed}” has too many decimals. Write at most {max} digits after the comma."
        ),
        "decimal_ambiguous": LocalizedText(
            id: "“{typed}” dapat dibaca dua cara. Tulis {whole} untuk ribuan, atau {fraction} untuk pecahan.",
            en: "“{typed}” can be read in two ways. Write {whole} for thousands, or {fraction} for decimals."
        ),
        "decimal_too_large": LocalizedText(
            id: "“{typed}” terlalu besar. Tulis bilangan dengan paling banyak 28 angka.",
            en: "“{typed}” is too large. Write a number of at most 28 digits."
        ),
        "time_of_day": LocalizedText(
            id: "“{typed}” bukan jam yang benar. Tulis jam dan menit 00.00 sampai 23.59, misalnya 08.30.",
            en: "“{typed}” is not a time of day. Write hour and minute from 00:00 to 23:59, such as 08:30."
        ),
        "date_typed": LocalizedText(
            id: "Tanggal “{typed}” tidak ada. Tulis hari, bulan, dan tahun, misalnya 24 November 2026.",
            en: "The date “{typed}” does not exist. Write day, month and year, such as 24 November 2026."
        ),
        "date_year": LocalizedText(
            id: "Tahun berapa pada “{typed}”? Tulis tahun dengan empat angka, misalnya 1964 atau 2026.",
            en: "Which year is meant by “{typed}”? Write the year with four digits, such as 1964 or 2026."
        ),
        "calendar_month": LocalizedText(
            id: "“{typed}” bukan bulan yang benar. Tulis bulan dan tahun, misalnya November 2026.",
            en: "“{typed}” is not a month. Write month and year, such as November 2026."
        ),
        "period": LocalizedText(
            id: "“{typed}” bukan jangka waktu. Tulis awal dan akhir, misalnya 24 November 2026 s.d. 31 Desember 2026.",
            en: "“{typed}” is not a period. Write beginning and end, such as 24 November 2026 to 31 December 2026."
        ),
        "period_order": LocalizedText(
            id: "Akhir jangka waktu mendahului awalnya. Tulis yang lebih dulu di depan.",
            en: "The period ends before it begins. Write the earlier one first."
        ),
        "name_empty": LocalizedText(
            id: "Nama belum diisi. Tulis nama lengkap sesuai KTP; satu kata pun boleh.",
            en: "The name is missing. Write the full name as on the identity card; one word is enough."
        ),
        "name_long": LocalizedText(
            id: "Nama ini terlalu panjang. Tulis paling banyak 200 huruf.",
            en: "This name is too long. Write at most 200 letters."
        ),
        "name_sign": LocalizedText(
            id:
                "Nama ini memuat tanda yang tidak dipakai dalam nama. Tulis huruf, titik, koma, tanda petik, dan tanda hubung.",
            en: "This name holds a sign that names do not have. Write letters, dots, commas, apostrophes and hyphens."
        ),
        "name_letters": LocalizedText(
            id: "Nama ini tidak memuat huruf. Tulis nama lengkap sesuai KTP.",
            en: "This name holds no letter. Write the full name as on the identity card."
        ),
        "name_unreadable": LocalizedText(
            id: "Nama ini memuat karakter yang tidak dapat dibaca. Ketik ulang nama itu.",
            en: "This name contains characters that cannot be read. Type it again."
        ),
    ]

    /// Addresses, areas and routes.
    static let places: [String: LocalizedText] = [
        "address_shape": LocalizedText(
            id: "Alamat tidak terbaca. Kirim jalan, RT, RW, wilayah, dan kode pos sebagai isian tersendiri.",
            en: "The address cannot be read. Send street, RT, RW, region and postal code as separate parts."
        ),
        "address_street": LocalizedText(
            id: "Tulis jalan dan nomor rumah paling banyak 200 huruf, misalnya Jl. Satria Sudirman No. 1.",
            en: "Write street and house number in at most 200 letters, such as Jl. Satria Sudirman No. 1."
        ),
        "address_rt": LocalizedText(
            id: "RT terdiri atas 1 sampai 3 angka. Tulis misalnya 003, atau kosongkan jika tidak tahu.",
            en: "An RT has 1 to 3 digits. Write 003, for example, or leave it empty if you do not know."
        ),
        "address_rw": LocalizedText(
            id: "RW terdiri atas 1 sampai 3 angka. Tulis misalnya 005, atau kosongkan jika tidak tahu.",
            en: "An RW has 1 to 3 digits. Write 005, for example, or leave it empty if you do not know."
        ),
        "address_region": LocalizedText(
            id: "Kelurahan atau kecamatan tidak dikenali. Pilih dari daftar, atau kirim kode seperti 36.71.01.1001.",
            en:
                "The village or district is not recognised. Choose it from the list, or send a code such as 36.71.01.1001."
        ),
        "address_region_missing": LocalizedText(
            id: "Pilih kelurahan, atau tulis kelurahan, kecamatan, dan kotanya jika tidak ada pada daftar.",
            en: "Choose the village, or write village, district and city if it is not on the list."
        ),
        "address_place": LocalizedText(
            id: "Tulis kelurahan, kecamatan, dan kota paling banyak 200 huruf.",
            en: "Write village, district and city in at most 200 letters."
        ),
        "address_postal_code": LocalizedText(
            id: "Kode pos terdiri atas 5 angka. Tulis misalnya 15111, atau kosongkan.",
            en: "A postal code has 5 digits. Write 15111, for example, or leave it empty."
        ),
        "address_landmark": LocalizedText(
            id: "Tulis patokan paling banyak 200 huruf, misalnya seberang Masjid Raya.",
            en: "Write the landmark in at most 200 letters, such as opposite the great mosque."
        ),
        "area_shape": LocalizedText(
            id:
                "Batas area tidak terbaca. Tulis satu titik per baris, lintang lalu bujur, atau tempel GeoJSON berjenis Polygon.",
            en: "The area cannot be read. Write one point a line, latitude then longitude, or paste a GeoJSON Polygon."
        ),
        "area_few": LocalizedText(
            id: "Area memerlukan sedikitnya tiga titik yang tidak segaris. Tambahkan titik sudutnya.",
            en: "An area needs at least three points that do not lie on one line. Add its corners."
        ),
        "area_many": LocalizedText(
            id: "Area punya terlalu banyak titik. Sederhanakan sampai paling banyak 500 titik.",
            en: "The area has too many points. Simplify it to at most 500 points."
        ),
        "area_open": LocalizedText(
            id: "Garis batas area belum tertutup. Ulangi titik pertama sebagai titik terakhir.",
            en: "The outline of the area is not closed. Repeat the first point as the last one."
        ),
        "area_crosses": LocalizedText(
            id: "Garis batas area saling memotong. Urutkan titik sudutnya berkeliling.",
            en: "The lines of the area cross each other. Give its corners in order, going round."
        ),
        "area_hole": LocalizedText(
            id: "Lubang berada di luar garis batas area. Pindahkan lubang itu ke dalamnya.",
            en: "A hole lies outside the outline of the area. Move it inside."
        ),
        "route_shape": LocalizedText(
            id:
                "Jalur tidak terbaca. Tulis satu titik per baris, lintang lalu bujur, atau tempel GeoJSON berjenis LineString.",
            en:
                "The route cannot be read. Write one point a line, latitude then longitude, or paste a GeoJSON LineString."
        ),
        "route_few": LocalizedText(
            id: "Jalur memerlukan sedikitnya dua titik yang berbeda. Tambahkan titik berikutnya.",
            en: "A route needs at least two different points. Add the next one."
        ),
        "route_many": LocalizedText(
            id: "Jalur punya terlalu banyak titik. Sederhanakan sampai paling banyak 1.000 titik.",
            en: "The route has too many points. Simplify it to at most 1,000 points."
        ),
    ]
}
