import Foundation
import Rules
import Synchronization

/// The time zones of the machine, from its zoneinfo folder: for the command line only; applications know the Indonesian zones.
final class SystemZones: Sendable {
    private static let folders = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo"]
    /// What was read already; nil is kept too.
    private let known = Mutex<[String: ZoneRules?]>([:])

    /// The zone of an IANA name, such as `Europe/Amsterdam`.
    @Sendable func rules(_ name: String) -> ZoneRules? {
        known.withLock { known in
            if let found = known[name] { return found }
            let found = Self.read(name)
            known[name] = found
            return found
        }
    }

    private static func read(_ name: String) -> ZoneRules? {
        // A name must not lead out of the folder.
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy { byte in
                    let letter = byte | 0x20
                    return (letter >= 97 && letter <= 122) || (byte >= 48 && byte <= 57) || byte == 45 || byte == 43
                        || byte == 95
                }
        }
        guard isPlain else { return nil }
        for folder in folders {
            if let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") {
                return ZoneRules(tzif: [UInt8](bytes))
            }
        }
        return nil
    }
}
