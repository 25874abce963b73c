import Civic
import Yams

/// YAML in the strict profile of definitions, as nodes with places.
///
/// Everything is text until a field's own type reads it (`16:30`, `no` and `36.10` stay what was written). Anchors,
/// aliases, tags, duplicate keys, keys that are not plain words, tabs and deep nesting are refused.
enum YAMLText {
    static func parse(_ yaml: String, file: String) -> (SourceNode?, [Finding]) {
        if let finding = YAMLSafety.finding(in: yaml, file: file) { return (nil, [finding]) }
        do {
            guard let root = try Yams.compose(yaml: yaml, .basic) else {
                return (nil, [YAMLFindings.emptyFile(file)])
            }
            var walk = Walk(
                file: file,
                lines: yaml.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            )
            let node = walk.node(root, depth: 0)
            return (node, walk.findings)
        } catch let error as YamlError {
            return (nil, [YAMLFindings.finding(for: error, yaml: yaml, file: file)])
        } catch {
            let place = SourcePlace(file: file, line: 1, column: 1)
            return (nil, [YAMLFindings.unreadable("\(error)", at: place)])
        }
    }
}

/// Turns Yams' nodes into ours and collects what the strict profile refuses.
private struct Walk {
    let file: String
    let lines: [Substring]
    var findings: [Finding] = []

    private static let plainTags = ["str", "map", "seq"].map { "tag:yaml.org,2002:" + $0 }

    mutating func node(_ node: Node, depth: Int) -> SourceNode? {
        let place = place(of: node)
        guard depth < Limits.depthMax else {
            findings.append(YAMLFindings.tooDeep(at: place))
            return nil
        }
        if node.anchor != nil {
            findings.append(YAMLFindings.anchor(at: place))
            return nil
        }
        let tag = node.tag.description
        guard tag.isEmpty || Self.plainTags.contains(tag) else {
            findings.append(YAMLFindings.tag(tag, at: place))
            return nil
        }
        switch node {
        case .scalar(let scalar): return self.scalar(scalar, at: place)
        case .sequence(let sequence):
            return SourceNode(.list(sequence.compactMap { self.node($0, depth: depth + 1) }), at: place)
        case .mapping(let mapping):
            var entries: [SourceNode.Entry] = []
            for (key, value) in mapping {
                let keyPlace = self.place(of: key)
                guard case .scalar(let name) = key, key.anchor == nil, !name.string.isEmpty else {
                    findings.append(YAMLFindings.keyNotWord(at: keyPlace))
                    continue
                }
                guard let value = self.node(value, depth: depth + 1) else { continue }
                entries.append(.init(key: name.string, place: keyPlace, value: value))
            }
            return SourceNode(.map(entries), at: place)
        case .alias:
            findings.append(YAMLFindings.anchor(at: place))
            return nil
        }
    }

    private func place(of node: Node) -> SourcePlace {
        SourcePlace(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    private func scalar(_ scalar: Node.Scalar, at place: SourcePlace) -> SourceNode {
        switch scalar.style {
        case .singleQuoted, .doubleQuoted:
            return SourceNode(.scalar(scalar.string, .quoted), at: place, contentPlace: place.moved(by: 1))
        case .literal, .folded:
            return SourceNode(.scalar(scalar.string, .block), at: place, contentPlace: blockStart(after: place))
        case .plain, .any:
            return SourceNode(.scalar(scalar.string, .plain), at: place)
        }
    }

    /// The first line with content under `|` or `>`.
    private func blockStart(after place: SourcePlace) -> SourcePlace {
        for line in place.line..<max(place.line, lines.count) {
            let text = lines[line]
            guard let first = text.firstIndex(where: { $0 != " " }) else { continue }
            let column = text.distance(from: text.startIndex, to: first) + 1
            return SourcePlace(file: place.file, line: line + 1, column: column)
        }
        return place
    }
}

extension YAMLFindings {
    /// What the parser could not read, at its place, in words.
    static func finding(for error: YamlError, yaml: String, file: String) -> Finding {
        func place(_ mark: Mark) -> SourcePlace {
            SourcePlace(file: file, line: max(1, mark.line), column: max(1, mark.column))
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return unreadable(problem, at: place(mark))
        case .duplicatedKeysInMapping(let duplicates, let context):
            return duplicateKey(duplicates.first ?? "?", first: place(context.mark), yaml: yaml)
        case .reader(let problem, let offset, _, _):
            return unreadable(problem, at: self.place(atByte: offset ?? 0, of: yaml, file: file))
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            return unreadable("\(error)", at: SourcePlace(file: file, line: 1, column: 1))
        }
    }
}
