package import Civic

/// One row of an answer: values by position or by the column's name.
package struct Row: Sendable, Equatable {
    /// Column names in the order of the SELECT.
    package let columns: [String]
    package let values: [SQLValue]

    package init(columns: [String], values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    /// The value at a position, counted from 0.
    package subscript(_ position: Int) -> SQLValue { values[position] }

    /// The value of a column.
    ///
    /// Throws `StoreFault.column` when the row has no such column.
    package func value(_ column: String) throws -> SQLValue {
        guard let position = columns.firstIndex(of: column) else {
            throw StoreFault.column(column, "is not in the answer")
        }
        return values[position]
    }

    package func int(_ column: String) throws -> Int64 {
        guard case .int(let value) = try value(column) else { throw mismatch(column, "a whole number") }
        return value
    }
    package func text(_ column: String) throws -> String {
        guard case .text(let value) = try value(column) else { throw mismatch(column, "text") }
        return value
    }
    package func blob(_ column: String) throws -> [UInt8] {
        guard case .blob(let value) = try value(column) else { throw mismatch(column, "bytes") }
        return value
    }
    package func real(_ column: String) throws -> Double {
        switch try value(column) {
        case .real(let value): return value
        case .int(let value): return Double(value)
        default: throw mismatch(column, "a number")
        }
    }
    package func bool(_ column: String) throws -> Bool { try int(column) != 0 }
    package func moment(_ column: String) throws -> Moment { Moment(milliseconds: try int(column)) }
    package func digest(_ column: String) throws -> Digest {
        guard let digest = Digest(try blob(column)) else { throw mismatch(column, "a digest of 32 bytes") }
        return digest
    }

    package func optionalInt(_ column: String) throws -> Int64? { try isNull(column) ? nil : int(column) }
    package func optionalText(_ column: String) throws -> String? { try isNull(column) ? nil : text(column) }
    package func optionalBlob(_ column: String) throws -> [UInt8]? { try isNull(column) ? nil : blob(column) }
    package func optionalReal(_ column: String) throws -> Double? { try isNull(column) ? nil : real(column) }
    package func optionalMoment(_ column: String) throws -> Moment? { try isNull(column) ? nil : moment(column) }

    private func isNull(_ column: String) throws -> Bool { try value(column) == .null }

    private func mismatch(_ column: String, _ wanted: String) -> StoreFault {
        .column(column, "is not \(wanted)")
    }
}
