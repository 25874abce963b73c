import Civic
import Engine
import Foundation
import Ledger
import Store

/// Documents that the house itself made lie like photos: encrypted under their case's key, named by the hash of the ciphertext.
extension FileStore {
    /// Encrypts and syncs a document; gives its name.
    func keepDocument(_ pdf: [UInt8], of id: CaseID) async throws -> String {
        guard let key = try documentKey(id) else { throw Fault.damaged("The case \(id.text) has no key any more.") }
        let sealed = vault(key).seal(pdf, place: "document/" + id.text)
        let name = sha256(sealed).hex
        let path = path(name)
        let parent = "\(folder)/\(name.prefix(2))"
        try await crew.run {
            try Disk.makeFolder(parent)
            try Disk.write(sealed, to: path, mode: 0o600)
        }
        return name
    }

    /// The document; nil where there is none or its key was destroyed.
    func readDocument(_ name: String, of id: CaseID) throws -> [UInt8]? {
        guard Digest(hex: name) != nil, let key = try documentKey(id), let sealed = Disk.readIfThere(path(name)) else {
            return nil
        }
        return try vault(key).open(sealed, place: "document/" + id.text)
    }

    /// Takes away a document that nothing names.
    func dropDocument(_ name: String) throws { try Disk.remove(path(name)) }

    private func documentKey(_ id: CaseID) throws -> BoxKey? {
        try book.keys.keys(of: CaseEvent.stream(id)).first { $0.owner == .theCase }?.key
    }
}
