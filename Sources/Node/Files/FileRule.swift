package import Definition

/// What a question takes of files: kinds and size.
package struct FileRule: Sendable, Hashable {
    package let kinds: Set<FileKind>
    package let bytesMax: Int

    package init(kinds: Set<FileKind>, bytesMax: Int) {
        self.kinds = kinds
        self.bytesMax = bytesMax
    }

    /// Photos alone, as large as a phone makes them.
    package static let photos = FileRule(kinds: [.image], bytesMax: Limits.uploadBytesMax)

    /// The rule of a question; nil for one that takes no files.
    package init?(_ field: Field?) {
        guard let field, let kinds = field.type.files else { return nil }
        let usual = kinds.contains(.document) ? Limits.documentBytesMax : Limits.uploadBytesMax
        self.init(kinds: Set(kinds), bytesMax: field.megabytes.map { $0 * 1_024 * 1_024 } ?? usual)
    }
}
