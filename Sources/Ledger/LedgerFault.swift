package import Civic

/// Which part of an entry is not what its leaf, or the entry before it, says.
package enum EntryPart: String, Hashable, Sendable, CaseIterable {
    case open, closed, previous, sequence, government, recorded, leaf
}

/// Which text or binary format could not be read.
package enum LedgerFormat: String, Hashable, Sendable, CaseIterable {
    case openPart, closedPart, leaf, wrappedKey, secret, treeHead, tilePath, tile, note, verifierKey, checkpoint, proof
}

/// What is wrong with bytes of a ledger: damaged, forged, not readable, or sealed with another key.
package enum LedgerFault: Error, Hashable, Sendable {
    /// An entry differs from what the chain says; names the first wrong sequence and the part.
    case entryDiffers(sequence: Int64, part: EntryPart)
    /// Bytes that are not in their format; the reason is for engineers.
    case malformed(LedgerFormat, reason: String)
    /// An open part beyond ``Limits/openBytesMax``.
    case openPartTooLarge(bytes: Int)
    /// A box that its key does not open: damaged, moved from another entry, or sealed with another key.
    case boxDoesNotOpen(keyID: String)
    /// A wrapped key that the secret does not open: another secret, another government, or damaged.
    case keyDoesNotUnwrap
    /// A note without a signature of any key we trust.
    case unsigned
    /// A note whose signature by a key we trust is false.
    case signatureFalse(keyName: String)
    /// A checkpoint of another log.
    case originDiffers(expected: String, found: String)
    /// A proof that does not lead to the signed root.
    case notIncluded(index: Int, size: Int)
    /// A tile that a tree of this size needs and that is not there.
    case tileMissing(String)
    /// A tile whose content does not follow from the entries.
    case tileDamaged(String)
    /// All tiles agree with the entries, but not with the signed root.
    case rootDiffers(size: Int)

    /// One sentence for the person who runs the check: what is wrong and where.
    package func message(_ language: Language) -> String {
        switch language {
        case .id: indonesian
        case .en: english
        }
    }

    private var indonesian: String {
        switch self {
        case .entryDiffers(let sequence, let part):
            "Catatan nomor \(sequence) tidak cocok dengan rantainya: \(part.indonesian) berbeda."
        case .malformed(let format, let reason): "\(format.rawValue) tidak dapat dibaca: \(reason)."
        case .openPartTooLarge(let bytes):
            "Bagian terbuka berukuran \(bytes) bita; batasnya \(Limits.openBytesMax). Simpan isi yang besar sebagai berkas."
        case .boxDoesNotOpen(let keyID):
            "Kotak dengan kunci \(keyID) tidak dapat dibuka: rusak, dipindahkan, atau kuncinya lain."
        case .keyDoesNotUnwrap: "Kunci tidak dapat dibuka: rahasianya lain, pemerintahnya lain, atau datanya rusak."
        case .unsigned: "Tidak ada tanda tangan dari kunci yang dipercaya."
        case .signatureFalse(let name): "Tanda tangan atas nama \(name) tidak sah."
        case .originDiffers(let expected, let found): "Ini buku \(found), bukan \(expected)."
        case .notIncluded(let index, let size):
            "Bukti tidak menunjukkan bahwa entri \(index) ada di dalam buku berisi \(size) entri."
        case .tileMissing(let path): "Berkas \(path) tidak ada."
        case .tileDamaged(let path): "Isi berkas \(path) tidak cocok dengan entri-entrinya."
        case .rootDiffers(let size): "Akar pohon dari \(size) entri tidak sama dengan yang ditandatangani."
        }
    }

    private var english: String {
        switch self {
        case .entryDiffers(let sequence, let part):
            "Entry \(sequence) does not fit its chain: \(part.english) differs."
        case .malformed(let format, let reason): "\(format.rawValue) cannot be read: \(reason)."
        case .openPartTooLarge(let bytes):
            "The open part has \(bytes) bytes; the limit is \(Limits.openBytesMax). Keep large content as a file."
        case .boxDoesNotOpen(let keyID): "The box of key \(keyID) does not open: damaged, moved, or another key."
        case .keyDoesNotUnwrap: "The key does not unwrap: another secret, another government, or damaged."
        case .unsigned: "There is no signature of a trusted key."
        case .signatureFalse(let name): "The signature in the name of \(name) is false."
        case .originDiffers(let expected, let found): "This is the book of \(found), not of \(expected)."
        case .notIncluded(let index, let size): "The proof does not show entry \(index) in the book of \(size) entries."
        case .tileMissing(let path): "The file \(path) is missing."
        case .tileDamaged(let path): "The file \(path) does not follow from the entries."
        case .rootDiffers(let size): "The root of the tree of \(size) entries is not the signed one."
        }
    }
}

extension EntryPart {
    fileprivate var indonesian: String {
        switch self {
        case .open: "bagian terbuka"
        case .closed: "bagian tertutup"
        case .previous: "sidik entri sebelumnya"
        case .sequence: "nomor urut"
        case .government: "kode pemerintah"
        case .recorded: "waktu pencatatan (mundur)"
        case .leaf: "daun"
        }
    }

    fileprivate var english: String {
        switch self {
        case .open: "the open part"
        case .closed: "the closed part"
        case .previous: "the hash of the entry before it"
        case .sequence: "the sequence number"
        case .government: "the government"
        case .recorded: "the time of recording (it went back)"
        case .leaf: "the leaf"
        }
    }
}
