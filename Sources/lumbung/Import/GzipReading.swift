import CZlib
import Foundation

/// The bytes of a file, piece by piece; a gzip file (RFC 1952) is unpacked on the way.
final class FileBytes {
    private static let pieceBytes = 32 * 1_024
    private let file: FileHandle
    private let path: String
    private var unpacking: Unpacking?
    /// Bytes of the file itself that were read, and all that there are.
    private(set) var read = 0
    let size: Int

    /// Throws a sentence when the file is not there or not readable.
    init(_ path: String) throws {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw Sentence("Berkas \(path) tidak dapat dibaca. Periksa nama dan izinnya.")
        }
        self.file = file
        self.path = path
        size = Int(try file.seekToEnd())
        try file.seek(toOffset: 0)
        let head = try file.read(upToCount: 2).map { Array($0) } ?? []
        try file.seek(toOffset: 0)
        if head == [0x1F, 0x8B] { unpacking = try Unpacking(path) }
    }

    /// The next piece, nil at the end; throws a sentence when the gzip file is broken or cut off.
    func next() throws -> [UInt8]? {
        while true {
            let piece = try file.read(upToCount: Self.pieceBytes).map { Array($0) } ?? []
            read += piece.count
            guard let unpacking else { return piece.isEmpty ? nil : piece }
            if piece.isEmpty {
                guard unpacking.isAtEnd else {
                    throw Sentence("Berkas \(path) terpotong: akhir gzip tidak ada. Unduh ulang berkasnya.")
                }
                return nil
            }
            let plain = try unpacking.unpack(piece)
            if !plain.isEmpty { return plain }
        }
    }

    deinit { try? file.close() }
}

/// One gzip stream on its way; several members one after another are read as one.
private final class Unpacking {
    private var stream = z_stream()
    private let path: String
    private(set) var isAtEnd = false

    init(_ path: String) throws {
        self.path = path
        guard lumbung_inflate_init_gzip(&stream) == Z_OK else {
            throw Sentence("Tidak cukup memori untuk membuka \(path).")
        }
    }

    func unpack(_ piece: [UInt8]) throws -> [UInt8] {
        var output: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 1 << 18)
        var input = piece
        try input.withUnsafeMutableBufferPointer { source in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            while stream.avail_in > 0 {
                if isAtEnd {
                    guard inflateReset(&stream) == Z_OK else { throw broken }
                    isAtEnd = false
                }
                let status = room.withUnsafeMutableBufferPointer { target in
                    stream.next_out = target.baseAddress
                    stream.avail_out = UInt32(target.count)
                    return inflate(&stream, Z_NO_FLUSH)
                }
                guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw broken }
                output += room[..<(room.count - Int(stream.avail_out))]
                isAtEnd = status == Z_STREAM_END
                if status == Z_BUF_ERROR, stream.avail_out > 0 { break }
            }
            // What did not fit is still inside.
            while !isAtEnd, stream.avail_out == 0 {
                let status = room.withUnsafeMutableBufferPointer { target in
                    stream.next_out = target.baseAddress
                    stream.avail_out = UInt32(target.count)
                    return inflate(&stream, Z_NO_FLUSH)
                }
                output += room[..<(room.count - Int(stream.avail_out))]
                isAtEnd = status == Z_STREAM_END
                guard status == Z_OK || status == Z_STREAM_END else { break }
            }
        }
        return output
    }

    private var broken: Sentence { Sentence("Berkas \(path) bukan gzip yang utuh. Unduh ulang berkasnya.") }

    deinit { inflateEnd(&stream) }
}
