import Civic
import Definition
import Foundation

/// Makes of an upload what is kept, after its own first bytes, not after what it is called: a photo is made anew by libvips, a PDF
/// is looked through and written anew by pikepdf, both without metadata; a PDF goes past the virus scanner too.
struct FileIntake: Sendable {
    let photos: Photos
    let papers: Papers
    let scanner: Scanner

    /// A file as it is kept.
    enum Made: Sendable {
        case photo(Photos.Made)
        case paper([UInt8], pages: Int, Scanner.Verdict)
    }

    init(outside: Outside) {
        photos = Photos(outside: outside)
        papers = Papers(outside: outside)
        scanner = Scanner(outside: outside)
    }

    /// Blocking: on a crew's thread.
    func make(of upload: Upload) throws -> Made {
        let head = try photos.firstBytes(of: upload.path)
        let isPaper = head.starts(with: Array("%PDF-".utf8))
        let claimedPhoto = PhotoKind.claimed(fileName: upload.fileName, declaredType: upload.declaredType)
        if isPaper, upload.rule.kinds.contains(.document) {
            if let claimedPhoto { throw Refusal.fileNotWhatItSays(says: claimedPhoto.mediaType, is: "PDF") }
            let verdict = try scanner.verdict(on: upload.path)
            guard verdict != .infected else { throw Refusal.fileInfected }
            let paper = try papers.make(of: upload.path)
            return .paper(paper.bytes, pages: paper.pages, verdict)
        }
        if !isPaper, Self.claimsPaper(upload) {
            let truth = PhotoKind(firstBytes: head)?.mediaType ?? PhotoKind.name(ofOther: head)
            throw Refusal.fileNotWhatItSays(says: "PDF", is: truth)
        }
        guard upload.rule.kinds.contains(.image) else { throw Refusal.fileNotTaken(documents: true, photos: false) }
        if upload.rule.kinds.contains(.document), claimedPhoto == nil, PhotoKind(firstBytes: head) == nil {
            throw Refusal.fileNotTaken(documents: true, photos: true)
        }
        return .photo(
            try photos.make(of: upload.path, fileName: upload.fileName, declaredType: upload.declaredType)
        )
    }

    private static func claimsPaper(_ upload: Upload) -> Bool {
        upload.fileName.lowercased().hasSuffix(".pdf")
            || upload.declaredType?.lowercased().hasPrefix("application/pdf") ?? false
    }
}
