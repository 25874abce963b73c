package import Civic
package import Definition
import Synchronization

/// One thing that open screens are told, after it is durable.
package struct Frame: Sendable {
    /// Position in the ledger up to which this frame speaks: the `id:` of a server-sent event.
    package let sequence: Int64
    package let recorded: Moment
    package let body: FrameBody
    private let encoded = Encoded()

    /// Encoded once for each audience, however many listen, and not before anybody does.
    package init(sequence: Int64, recorded: Moment, body: FrameBody) {
        self.sequence = sequence
        self.recorded = recorded
        self.body = body
    }

    /// The frame as JSON for officers and for the page of its own case.
    package var json: [UInt8] {
        encoded.forStaff.value { body.json(sequence: sequence, recorded: recorded, isPublic: false).canonical }
    }

    /// The frame as JSON for everybody: of applications that publish coarsely, only the kecamatan and the day's work.
    package var publicJSON: [UInt8] {
        encoded.forAll.value { body.json(sequence: sequence, recorded: recorded, isPublic: true).canonical }
    }

    private final class Encoded: Sendable {
        let forStaff = Once()
        let forAll = Once()
    }

    private final class Once: Sendable {
        private let bytes = Mutex<[UInt8]?>(nil)

        func value(_ make: () -> [UInt8]) -> [UInt8] {
            bytes.withLock { bytes in
                if let bytes { return bytes }
                let made = make()
                bytes = made
                return made
            }
        }
    }

    /// The JSON that this audience gets.
    package func json(for audience: FrameAudience) -> [UInt8] {
        audience == .everybody ? publicJSON : json
    }
}

/// What a frame says.
///
/// Nothing personal, no free text, no exact place: every audience may read it.
package enum FrameBody: Sendable, Hashable {
    case caseChanged(CaseChange)
    /// The node is alive; the numbers on the screen are as of now.
    case heartbeat
    /// The subscriber lagged too far behind: load the page's numbers anew, then go on from here.
    case snapshotNeeded
    /// Another stream than a case's changed: an installation, an agreement, the staff.
    case streamChanged(stream: String, type: String)

    /// The event name on the wire.
    package var name: String {
        switch self {
        case .caseChanged: "case"
        case .heartbeat: "heartbeat"
        case .snapshotNeeded: "snapshot"
        case .streamChanged: "stream"
        }
    }

    func json(sequence: Int64, recorded: Moment, isPublic: Bool) -> JSON {
        var object: [String: JSON] = [
            "kind": .string(name), "sequence": .int(sequence), "recorded": .string(recorded.rfc3339),
        ]
        switch self {
        case .caseChanged(let change): object["case"] = change.json(isPublic: isPublic)
        case .heartbeat, .snapshotNeeded: break
        case .streamChanged(let stream, let type):
            object["stream"] = .string(stream)
            object["type"] = .string(type)
        }
        return .object(object)
    }
}

/// A case before and after one event, as far as everybody may know.
package struct CaseChange: Sendable, Hashable {
    package let id: CaseID
    package let number: CaseNumber
    package let app: AppID
    package let type: String
    package let action: ActionID?
    package let from: StateID?
    package let to: StateID
    package let agency: AgencyID
    package let agencyBefore: AgencyID?
    package let category: String?
    package let village: RegionCode?
    package let district: RegionCode?
    package let version: Int
    package let at: Moment
    /// Imported history: screens of "just happened" leave it out.
    package let isHistory: Bool
    /// How much of the application's events everybody may see.
    package let openness: Publication.Openness

    package init(
        id: CaseID,
        number: CaseNumber,
        app: AppID,
        type: String,
        action: ActionID?,
        from: StateID?,
        to: StateID,
        agency: AgencyID,
        agencyBefore: AgencyID?,
        category: String?,
        village: RegionCode?,
        district: RegionCode?,
        version: Int,
        at: Moment,
        isHistory: Bool,
        openness: Publication.Openness
    ) {
        self.id = id
        self.number = number
        self.app = app
        self.type = type
        self.action = action
        self.from = from
        self.to = to
        self.agency = agency
        self.agencyBefore = agencyBefore
        self.category = category
        self.village = village
        self.district = district
        self.version = version
        self.at = at
        self.isHistory = isHistory
        self.openness = openness
    }

    func json(isPublic: Bool) -> JSON {
        if isPublic, openness != .open {
            var object: [String: JSON] = ["app": .string(app.text), "state": .string(to.text)]
            if let district { object["district"] = .string(district.text) }
            return .object(object)
        }
        var object: [String: JSON] = [
            "number": .string(number.text), "app": .string(app.text), "type": .string(type),
            "state": .string(to.text), "agency": .string(agency.text), "version": .int(Int64(version)),
            "at": .string(at.rfc3339),
        ]
        if let action { object["action"] = .string(action.text) }
        if let from { object["from"] = .string(from.text) }
        if let category { object["category"] = .string(category) }
        if let village { object["village"] = .string(village.text) }
        if let district { object["district"] = .string(district.text) }
        if isHistory { object["history"] = .bool(true) }
        return .object(object)
    }
}

/// Who listens, and so which frames are theirs.
package enum FrameAudience: Sendable, Hashable {
    /// The public page and the wall: every frame of applications whose ledger is open or coarse.
    case everybody
    /// The LIVE Room and the desk: every frame.
    case staff
    /// The page of one case.
    case aCase(CaseID)

    /// This frame is for this listener.
    ///
    /// Heartbeats and calls for a snapshot are for all.
    package func hears(_ frame: Frame) -> Bool {
        switch (self, frame.body) {
        case (_, .heartbeat), (_, .snapshotNeeded): true
        case (.aCase(let id), .caseChanged(let change)): change.id == id
        case (.aCase, .streamChanged), (.everybody, .streamChanged): false
        case (.everybody, .caseChanged(let change)): change.openness != .sealed
        case (.staff, .caseChanged), (.staff, .streamChanged): true
        }
    }
}
