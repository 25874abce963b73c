/// Which projections a database holds, in which version, and whether they follow the ledger.
package enum ProjectionRows {
    static let all = Statement(
        "projection.all",
        """
        SELECT name, version, variant, is_complete
        FROM projection
        ORDER BY name
        LIMIT 1000
        """
    )

    static let put = Statement(
        "projection.put",
        """
        INSERT INTO projection (name, version, variant, is_complete)
        VALUES (:name, :version, :variant, :is_complete)
        ON CONFLICT (name) DO UPDATE
        SET version = excluded.version,
            variant = excluded.variant,
            is_complete = excluded.is_complete
        """
    )

    package static let statements = [all, put]

    /// Makes the tables of projections that are new.
    ///
    /// Gives the names of those that do not follow the ledger.
    static func prepare(
        _ projections: [any Projection],
        isEmpty: Bool,
        on connection: any Connection
    ) throws -> [String] {
        let known = try Dictionary(
            uniqueKeysWithValues: connection.rows(all).map { (try $0.text("name"), $0) }
        )
        var stale: [String] = []
        for projection in projections {
            guard let row = known[projection.name] else {
                try projection.create(on: connection)
                try record(projection, isComplete: isEmpty, on: connection)
                if !isEmpty { stale.append(projection.name) }
                continue
            }
            let isSame =
                try row.int("version") == Int64(projection.version) && row.text("variant") == projection.variant
            if isSame, try row.bool("is_complete") { continue }
            guard isEmpty else {
                try record(projection, isComplete: false, on: connection)
                stale.append(projection.name)
                continue
            }
            try projection.drop(on: connection)
            try projection.create(on: connection)
            try record(projection, isComplete: true, on: connection)
        }
        return stale
    }

    /// The projections that do not follow the ledger.
    static func stale(on connection: any Connection) throws -> [String] {
        try connection.rows(all).filter { try !$0.bool("is_complete") }.map { try $0.text("name") }
    }

    static func record(_ projection: any Projection, isComplete: Bool, on connection: any Connection) throws {
        try connection.run(
            put,
            [
                "name": .text(projection.name), "version": .int(projection.version),
                "variant": .text(projection.variant), "is_complete": .bool(isComplete),
            ]
        )
    }
}

extension Projection {
    var version: Int { Self.version }
}
