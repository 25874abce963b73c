import Civic

/// Where elements stand after a merge.
extension Merger {
    /// The order of the kept ids.
    ///
    /// Ids that both sides have follow the side that reordered them, and the release where both did, which is noted. An id
    /// of one side stands behind its nearest left neighbour of that side; where both sides put something behind the same
    /// neighbour, the smaller id comes first, whichever side it is from.
    mutating func order(
        _ base: [String],
        _ upstream: [String],
        _ local: [String],
        kept: Set<String>,
        _ path: [String]
    ) -> [String] {
        let shared = kept.intersection(upstream).intersection(local)
        let (theirs, ours) = (upstream.filter(shared.contains), local.filter(shared.contains))
        let spine = spine(base.filter(shared.contains), theirs, ours, path)
        let runs = [Self.runs(upstream, shared, kept), Self.runs(local, shared, kept)]
        func behind(_ anchor: String) -> [String] {
            let both = runs.compactMap { $0[anchor] }.filter { !$0.isEmpty }
            return both.sorted { $0[0] < $1[0] }.flatMap { $0 }
        }
        var seen: Set<String> = []
        return (behind("") + spine.flatMap { [$0] + behind($0) }).filter { seen.insert($0).inserted }
    }

    private mutating func spine(_ base: [String], _ theirs: [String], _ ours: [String], _ path: [String]) -> [String] {
        if theirs == ours { return theirs }
        let known = Set(base)
        if theirs.filter(known.contains) == base { return ours }
        if ours.filter(known.contains) == base { return theirs }
        if theirs.filter(known.contains) != ours.filter(known.contains) { notes.append(MergeNote(.order, path)) }
        return theirs
    }

    /// By anchor, the ids that stand behind it and are not shared; "" is the front.
    private static func runs(_ order: [String], _ shared: Set<String>, _ kept: Set<String>) -> [String: [String]] {
        var runs: [String: [String]] = [:]
        var anchor = ""
        for id in order where kept.contains(id) {
            if shared.contains(id) { anchor = id } else { runs[anchor, default: []].append(id) }
        }
        return runs
    }
}
