import Civic
import Logging
package import Node
import ServiceLifecycle

/// Brings installations in line with the agreements behind them as time passes: a term runs out without anybody acting.
package struct ReconcileLoop: Service {
    private let node: Node
    private let catalogue: Catalogue

    package init(_ node: Node, catalogue: Catalogue) {
        self.node = node
        self.catalogue = catalogue
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                for government in node.governments {
                    do {
                        try await Agreements(government, catalogue: catalogue).reconcile()
                    } catch {
                        node.logger.warning(
                            "installations were not compared with agreements",
                            metadata: ["government": "\(government.code.text)", "error": "\(error)"]
                        )
                    }
                }
                // A cancelled sleep is the end that we wait for.
                try? await Task.sleep(for: .seconds(Limits.reconcileSeconds))
            }
        }
    }
}

extension Agreements {
    /// Suspends and resumes what must be; writes nothing where all is as it should be.
    package func reconcile() async throws {
        let today = government.outside.now().date(in: government.profile.zone)
        let entitlements = Entitlements(try files(.cooperation), on: today)
        guard !entitlements.reconciled(government.definitions.installations()).isEmpty else { return }
        let agreements = self
        _ = try await government.submit(
            Work(stream: "installation", readsProjections: true) { turn in
                try agreements.reconcile(in: &turn)
                return .null
            }
        )
    }
}
