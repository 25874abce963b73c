package import Civic

/// An adopter's changes carried from one release to the next.
package struct Rebased: Hashable, Sendable {
    /// The changes that are still local, upon the new release.
    package let overlay: Overlay
    /// The new release with those changes: what would run.
    package let tree: DefinitionTree
    package let open: [MergeConflict]
    package let decided: [MergeConflict]
    package let notes: [MergeNote]
    /// Changes that the new release does not allow any more, with the reason: a new lock, a narrower bound.
    package let refused: [OverlayProblem]

    package enum Verdict: String, Sendable {
        /// It can run as it is.
        case clean
        /// Somebody has to decide.
        case needsDecision = "needs-decision"
    }

    /// What the shape says; whether the result makes sense is for the semantic gate (checks and both sides' scenarios).
    package var verdict: Verdict { open.isEmpty ? .clean : .needsDecision }
}

/// Who carries changes over, and when: for operations that come from a decision and have no author of their own.
package struct Hand: Hashable, Sendable {
    package let author: String
    package let at: Moment
    package let reason: String

    package init(author: String, at: Moment, reason: String) {
        self.author = author
        self.at = at
        self.reason = reason
    }
}

/// The overlay upon `upstream` that says what is still local of `overlay`, which was made upon `base`.
///
/// Author, time and reason of each change are kept. Applying the result to `upstream` gives `tree`.
package func rebase(
    _ overlay: Overlay,
    from base: DefinitionTree,
    onto upstream: DefinitionTree,
    version: Version,
    decisions: [Digest: MergeDecision] = [:],
    by hand: Hand
) -> Rebased {
    let local = apply(overlay, to: base).0
    let merged = merge(base: base, upstream: upstream, local: local, decisions: decisions)
    let operations = difference(upstream.normalized, merged.tree).map { operation in
        let before =
            overlay.operations.last { $0.path == operation.path }
            ?? overlay.operations.last { operation.path.starts(with: $0.path) || $0.path.starts(with: operation.path) }
        return OverlayOperation(
            operation.verb,
            operation.path,
            was: operation.was,
            author: before?.author ?? hand.author,
            at: before?.at ?? hand.at,
            reason: before?.reason ?? hand.reason
        )
    }
    let proposed = Overlay(
        app: overlay.app,
        baseVersion: version,
        baseHash: upstream.normalized.hash,
        operations: operations
    )
    let (tree, problems) = apply(proposed, to: upstream.normalized)
    let dropped = Set(problems.map(\.operation))
    let kept = Overlay(
        app: overlay.app,
        baseVersion: version,
        baseHash: proposed.baseHash,
        operations: operations.enumerated().filter { !dropped.contains($0.offset) }.map(\.element)
    )
    return Rebased(
        overlay: kept,
        tree: tree,
        open: merged.open,
        decided: merged.decided,
        notes: merged.notes,
        refused: problems
    )
}
