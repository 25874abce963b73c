package import Civic

/// What a payment QR says, in the form of EMV merchant-presented codes as QRIS uses it: tag, length, value, and a CRC at its end.
///
/// The merchant data are the test network's own; a real acquirer issues real ones.
package struct QRPayload: Sendable {
    package let text: String

    package init(bill: BillNumber, amount: Rupiah, merchant: String, city: String) {
        var body = Self.field("00", "01") + Self.field("01", "12")
        body += Self.field("26", Self.field("00", "ID.LUMBUNG.UJI") + Self.field("01", bill.text))
        body += Self.field("52", "9399") + Self.field("53", "360")
        body += Self.field("54", "\(amount.amount)") + Self.field("58", "ID")
        body += Self.field("59", Self.plain(merchant, 25)) + Self.field("60", Self.plain(city, 15))
        body += Self.field("62", Self.field("01", bill.text)) + "6304"
        text = body + Self.crc(Array(body.utf8))
    }

    private static func plain(_ text: String, _ most: Int) -> String {
        String(text.filter(\.isASCII).prefix(most)).uppercased()
    }

    private static func field(_ tag: String, _ value: String) -> String {
        let length = value.utf8.count
        return tag + (length < 10 ? "0" : "") + "\(length)" + value
    }

    /// CRC-16/CCITT-FALSE in four hexadecimal digits (EMVCo, QR Code Specification, annex A).
    static func crc(_ bytes: [UInt8]) -> String {
        var crc: UInt16 = 0xFFFF
        for byte in bytes {
            crc ^= UInt16(byte) << 8
            for _ in 0..<8 { crc = crc & 0x8000 == 0 ? crc << 1 : crc << 1 ^ 0x1021 }
        }
        let digits = Array("0123456789ABCDEF")
        return String([12, 8, 4, 0].map { digits[Int(crc >> UInt16($0)) & 15] })
    }
}
