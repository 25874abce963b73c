import Civic
import Foundation

/// Makes a safe photo of an upload: looks at its first bytes, at its size in pixels before decoding, then has libvips
/// (`vipsheader`, `vipsthumbnail`) turn it upright, shrink it and drop all metadata.
struct Photos: Sendable {
    let outside: Outside

    /// A photo as it is kept.
    struct Made: Sendable {
        let photo: [UInt8]
        let thumbnail: [UInt8]
        let width: Int
        let height: Int
    }

    /// Blocking: on a crew's thread.
    ///
    /// `path` is the upload as it came; files beside it are made and removed.
    func make(of path: String, fileName: String, declaredType: String?) throws -> Made {
        let head = try firstBytes(of: path)
        guard let kind = PhotoKind(firstBytes: head) else {
            if let claimed = PhotoKind.claimed(fileName: fileName, declaredType: declaredType) {
                throw Refusal.fileNotWhatItSays(says: claimed.mediaType, is: PhotoKind.name(ofOther: head))
            }
            throw Refusal.fileNotAPhoto
        }
        if let claimed = PhotoKind.claimed(fileName: fileName, declaredType: declaredType), claimed != kind {
            throw Refusal.fileNotWhatItSays(says: claimed.mediaType, is: kind.mediaType)
        }
        try checkPixels(of: path)
        let photo = try shrink(path, side: Limits.photoSideMax, quality: 82, mark: "besar")
        let thumbnail = try shrink(path, side: Limits.thumbnailSideMax, quality: 75, mark: "kecil")
        return Made(photo: photo.bytes, thumbnail: thumbnail.bytes, width: photo.width, height: photo.height)
    }

    func firstBytes(of path: String) throws -> [UInt8] {
        guard let file = FileHandle(forReadingAtPath: path) else { throw Refusal.unknownFile }
        defer { try? file.close() }
        return Array(try file.read(upToCount: 32) ?? Data())
    }

    /// Reads the header only, so that a small file that unpacks to gigabytes is refused before it does.
    private func checkPixels(of path: String) throws {
        let size = try size(of: path)
        guard size.width > 0, size.height > 0 else { throw Refusal.fileBroken }
        let (pixels, isTooMany) = size.width.multipliedReportingOverflow(by: size.height)
        guard !isTooMany, pixels <= Limits.pixelsMax else { throw Refusal.fileTooManyPixels(max: Limits.pixelsMax) }
    }

    private func size(of path: String) throws -> (width: Int, height: Int) {
        func header(_ field: String) throws -> Int {
            let outcome = try outside.run(
                Program("vipsheader", ["-f", field, path], secondsMax: Limits.photoSeconds)
            )
            if outcome.status == 127 {
                throw Fault.unusable("The program vipsheader is missing: install libvips-tools.")
            }
            let text = String(decoding: outcome.output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            guard outcome.status == 0, let value = Int(text) else { throw Refusal.fileBroken }
            return value
        }
        return (try header("width"), try header("height"))
    }

    private func shrink(
        _ path: String,
        side: Int,
        quality: Int,
        mark: String
    ) throws -> (bytes: [UInt8], width: Int, height: Int) {
        let made = "\(path).\(mark).jpg"
        defer { try? Disk.remove(made) }
        // ">" only ever shrinks; `strip` drops EXIF, XMP, ICC and IPTC; a background makes transparent PNGs white.
        let outcome = try outside.run(
            Program(
                "vipsthumbnail",
                [
                    path, "--size", "\(side)x\(side)>", "--eprofile", "srgb", "-o",
                    "\(made)[Q=\(quality),strip,background=255,optimize_coding]",
                ],
                secondsMax: Limits.photoSeconds
            )
        )
        if outcome.status == 127 {
            throw Fault.unusable("The program vipsthumbnail is missing: install libvips-tools.")
        }
        guard outcome.status == 0, let bytes = Disk.readIfThere(made), !bytes.isEmpty else { throw Refusal.fileBroken }
        let size = try size(of: made)
        return (bytes, size.width, size.height)
    }
}
