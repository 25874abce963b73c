package import Civic
import Engine

/// How many cases entered and left each state, hour by hour: today's curve and the usual one.
///
/// Hours are local hours since 1970, by the time that things happened. Three slim tables, not one cube
/// (`live-room.md` §3): by application, by agency, by kecamatan.
package struct FlowHours: Projection {
    package static let name = "flow_hours"
    package static let version = 1
    private let zone: Zone

    package init(zone: Zone) { self.zone = zone }

    package var variant: String { zone.rawValue }

    package static let tables = [
        Table(
            "flow_hour_app",
            create: """
                CREATE TABLE flow_hour_app (
                    app {text} NOT NULL,
                    hour {int} NOT NULL,
                    state {text} NOT NULL,
                    entered {int} NOT NULL,
                    departed {int} NOT NULL,
                    PRIMARY KEY (app, hour, state)
                ) {keyed};
                """,
            dump: Statement(
                "flow_hour_app.dump",
                """
                SELECT app, hour, state, entered, departed
                FROM flow_hour_app
                ORDER BY app, hour, state
                """
            )
        ),
        Table(
            "flow_hour_agency",
            create: """
                CREATE TABLE flow_hour_agency (
                    agency {text} NOT NULL,
                    app {text} NOT NULL,
                    hour {int} NOT NULL,
                    state {text} NOT NULL,
                    entered {int} NOT NULL,
                    departed {int} NOT NULL,
                    PRIMARY KEY (agency, app, hour, state)
                ) {keyed};
                """,
            dump: Statement(
                "flow_hour_agency.dump",
                """
                SELECT agency, app, hour, state, entered, departed
                FROM flow_hour_agency
                ORDER BY agency, app, hour, state
                """
            )
        ),
        Table(
            "flow_hour_district",
            create: """
                CREATE TABLE flow_hour_district (
                    app {text} NOT NULL,
                    district {text} NOT NULL,
                    hour {int} NOT NULL,
                    state {text} NOT NULL,
                    entered {int} NOT NULL,
                    departed {int} NOT NULL,
                    PRIMARY KEY (app, district, hour, state)
                ) {keyed};
                """,
            dump: Statement(
                "flow_hour_district.dump",
                """
                SELECT app, district, hour, state, entered, departed
                FROM flow_hour_district
                ORDER BY app, district, hour, state
                """
            )
        ),
    ]

    package static let ofApp = Statement(
        "flow_hours.of_app",
        """
        SELECT hour, state, entered, departed
        FROM flow_hour_app
        WHERE app = :app AND hour >= :from AND hour < :until
        ORDER BY hour, state
        LIMIT 20000
        """
    )

    package static let ofAgency = Statement(
        "flow_hours.of_agency",
        """
        SELECT hour, state, entered, departed
        FROM flow_hour_agency
        WHERE agency = :agency AND app = :app AND hour >= :from AND hour < :until
        ORDER BY hour, state
        LIMIT 20000
        """
    )

    package static let ofDistrict = Statement(
        "flow_hours.of_district",
        """
        SELECT hour, state, entered, departed
        FROM flow_hour_district
        WHERE app = :app AND district = :district AND hour >= :from AND hour < :until
        ORDER BY hour, state
        LIMIT 20000
        """
    )

    /// The first hour in which an application had a case; a usual day is not learned from before it.
    package static let first = Statement(
        "flow_hours.first",
        """
        SELECT hour
        FROM flow_hour_app
        WHERE app = :app
        ORDER BY hour
        LIMIT 1
        """
    )

    static let addApp = Statement(
        "flow_hours.add_app",
        """
        INSERT INTO flow_hour_app (app, hour, state, entered, departed)
        VALUES (:app, :hour, :state, :entered, :departed)
        ON CONFLICT (app, hour, state) DO UPDATE
        SET entered = flow_hour_app.entered + excluded.entered,
            departed = flow_hour_app.departed + excluded.departed
        """
    )

    static let addAgency = Statement(
        "flow_hours.add_agency",
        """
        INSERT INTO flow_hour_agency (agency, app, hour, state, entered, departed)
        VALUES (:agency, :app, :hour, :state, :entered, :departed)
        ON CONFLICT (agency, app, hour, state) DO UPDATE
        SET entered = flow_hour_agency.entered + excluded.entered,
            departed = flow_hour_agency.departed + excluded.departed
        """
    )

    static let addDistrict = Statement(
        "flow_hours.add_district",
        """
        INSERT INTO flow_hour_district (app, district, hour, state, entered, departed)
        VALUES (:app, :district, :hour, :state, :entered, :departed)
        ON CONFLICT (app, district, hour, state) DO UPDATE
        SET entered = flow_hour_district.entered + excluded.entered,
            departed = flow_hour_district.departed + excluded.departed
        """
    )

    package static let questions = [ofApp, ofAgency, ofDistrict, first]
    package static let changes = [addApp, addAgency, addDistrict]

    /// The local hour since 1970 that a moment lies in.
    package static func hour(of moment: Moment, in zone: Zone) -> Int64 {
        let local = moment.milliseconds + Int64(zone.offsetMinutes) * 60_000
        return local >= 0 ? local / 3_600_000 : (local - 3_599_999) / 3_600_000
    }

    private struct Key: Hashable {
        let app: String
        let place: String
        let hour: Int64
        let state: String
    }

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        var apps = Flows<Key>()
        var agencies = Flows<Key>()
        var districts = Flows<Key>()
        for change in changes {
            let hour = Self.hour(of: change.at, in: zone)
            func key(_ state: CaseState, _ place: String) -> Key {
                Key(app: state.app.text, place: place, hour: hour, state: state.state.text)
            }
            apps.count(change.before.map { key($0, "") }, change.after.map { key($0, "") })
            agencies.count(
                change.before.map { key($0, $0.agency.text) },
                change.after.map { key($0, $0.agency.text) }
            )
            districts.count(
                change.before.map { key($0, $0.districtText) },
                change.after.map { key($0, $0.districtText) }
            )
        }
        for (key, flow) in apps.all {
            try connection.run(
                Self.addApp,
                [
                    "app": .text(key.app), "hour": .int(key.hour), "state": .text(key.state),
                    "entered": .int(flow.entered), "departed": .int(flow.departed),
                ]
            )
        }
        for (key, flow) in agencies.all {
            try connection.run(
                Self.addAgency,
                [
                    "agency": .text(key.place), "app": .text(key.app), "hour": .int(key.hour),
                    "state": .text(key.state), "entered": .int(flow.entered), "departed": .int(flow.departed),
                ]
            )
        }
        for (key, flow) in districts.all {
            try connection.run(
                Self.addDistrict,
                [
                    "app": .text(key.app), "district": .text(key.place), "hour": .int(key.hour),
                    "state": .text(key.state), "entered": .int(flow.entered), "departed": .int(flow.departed),
                ]
            )
        }
    }
}

/// Entries into and departures from counters of a group, summed before they are written.
struct Flows<Key: Hashable> {
    struct Flow {
        var entered: Int64 = 0
        var departed: Int64 = 0
    }

    private(set) var all: [Key: Flow] = [:]

    /// A case went from one counter to another; where both are the same, nothing moved.
    mutating func count(_ before: Key?, _ after: Key?) {
        if before == after { return }
        if let before { all[before, default: Flow()].departed += 1 }
        if let after { all[after, default: Flow()].entered += 1 }
    }
}
