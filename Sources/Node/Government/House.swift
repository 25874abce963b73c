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
    let printCrew: Crew
    let signatory: any Signatory
    let compiled: CompiledCache
    let hands: [String: InboxHand]
    /// The node's own ledger: governments, releases, neighbours.
    let ledger: NodeLedger
    let live: LiveGovernments

    /// The public key of a government, hosted here or on a node that we know.
    func key(_ code: RegionCode) -> [UInt8]? {
        live.find(code)?.signet.publicKey ?? ledger.neighbour(code).flatMap { hexBytes($0.key) }
    }

    /// Brings acts to other governments: into the inbox next door, or over HTTP to another node; the same bytes either way.
    func courier(from signet: Signet) -> Outbox.Courier {
        { message in
            do {
                let bytes = try message.signed(by: signet)
                if let government = live.find(message.to) {
                    try await government.inbox.take(bytes)
                    return .taken(government.slug)
                }
                guard let neighbour = ledger.neighbour(message.to) else {
                    return .refused("\(message.to.text) is not known to this node")
                }
                let answer = try await outside.send(
                    Errand(
                        url: neighbour.address + "/api/v1/antar-pemerintah",
                        headers: ["Content-Type": "application/json", "Idempotency-Key": message.id],
                        body: bytes
                    )
                )
                return DeliveryOutcome(status: answer.status, receiver: neighbour.address)
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

/// The governments that are open on this node, by code.
final class LiveGovernments: Sendable {
    private let known = Mutex<[RegionCode: Government]>([:])

    var all: [Government] { known.withLock { Array($0.values) } }

    func find(_ code: RegionCode) -> Government? { known.withLock { $0[code] } }

    func add(_ government: Government) {
        known.withLock { $0[government.code] = government }
    }

    func removeAll() { known.withLock { $0 = [:] } }
}
