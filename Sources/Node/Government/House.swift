import Civic
import Engine
import Logging
import Synchronization

/// What the governments of one node share.
struct House: Sendable {
    let settings: NodeSettings
    let secrets: Secrets
    let outside: Outside
    let logger: Logger
    let passwords: Passwords
    let photoCrew: Crew
    let compiled: CompiledCache
    let hands: [String: InboxHand]
    let neighbours: Neighbours

    /// The public key of a government, hosted here or on a node that we know.
    func key(_ code: RegionCode) -> [UInt8]? {
        neighbours.find(code)?.signet.publicKey ?? settings.peers.first { $0.code == code }?.publicKey
    }

    /// Brings acts to other governments: into the inbox next door, or over HTTP to another node; the same bytes either way.
    func courier(from signet: Signet) -> Outbox.Courier {
        { message in
            do {
                let bytes = try message.signed(by: signet)
                if let neighbour = neighbours.find(message.to) {
                    try await neighbour.inbox.take(bytes)
                    return .taken(neighbour.slug)
                }
                guard let peer = settings.peers.first(where: { $0.code == message.to }) else {
                    return .refused("\(message.to.text) is not known to this node")
                }
                let answer = try await outside.send(
                    Errand(
                        url: peer.address + "/api/v1/antar-pemerintah",
                        headers: ["Content-Type": "application/json", "Idempotency-Key": message.id],
                        body: bytes
                    )
                )
                return DeliveryOutcome(status: answer.status, receiver: peer.address)
            } catch let rejection as Rejection {
                return .refused(rejection.message(.id))
            } catch let refusal as Refusal {
                return .refused(refusal.message(.id))
            } catch let fault as Fault {
                return .failed(fault.message(.id))
            } catch {
                return .failed("\(error)")
            }
        }
    }
}

/// The governments that this node hosts, by code.
final class Neighbours: Sendable {
    private let known = Mutex<[RegionCode: Government]>([:])

    var all: [Government] { known.withLock { Array($0.values) } }

    func find(_ code: RegionCode) -> Government? { known.withLock { $0[code] } }

    func add(_ government: Government) {
        known.withLock { $0[government.code] = government }
    }

    func removeAll() { known.withLock { $0 = [:] } }
}
