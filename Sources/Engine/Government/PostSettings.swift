package import Civic

/// When people are told, and where messages to other programs may go.
package struct PostSettings: Hashable, Sendable {
    /// Minutes of the day in the government's zone; equal: never quiet.
    package let quietFrom: Int
    package let quietUntil: Int
    /// When those who asked for one message a day get it.
    package let digestAt: Int
    /// Networks of the house that webhooks may reach, as `10.20.0.0/16`.
    package let networks: [NetworkRange]

    package init(
        quietFrom: Int = 21 * 60,
        quietUntil: Int = 6 * 60,
        digestAt: Int = 7 * 60,
        networks: [NetworkRange] = []
    ) {
        self.quietFrom = quietFrom
        self.quietUntil = quietUntil
        self.digestAt = digestAt
        self.networks = networks
    }

    /// The first minute at or after a moment that is not quiet.
    package func awake(_ moment: Moment, in zone: Zone) -> Moment {
        guard quietFrom != quietUntil else { return moment }
        let minute = moment.minuteOfDay(in: zone)
        let length = (quietUntil - quietFrom + 1_440) % 1_440
        let since = (minute - quietFrom + 1_440) % 1_440
        guard since < length else { return moment }
        return moment.next(minuteOfDay: quietUntil, in: zone)
    }

    /// The next time that the day's message goes out, after a moment.
    package func nextDigest(after moment: Moment, in zone: Zone) -> Moment {
        moment.next(minuteOfDay: digestAt, in: zone)
    }
}

extension Moment {
    /// Zones of Indonesia have no summer time: a day has 1,440 minutes.
    fileprivate func next(minuteOfDay minute: Int, in zone: Zone) -> Moment {
        let today = date(in: zone).start(in: zone) + .minutes(minute)
        return today > self ? today : today + .days(1)
    }
}

extension PostSettings {
    var json: JSON {
        [
            "quiet_from": .int(Int64(quietFrom)), "quiet_until": .int(Int64(quietUntil)),
            "digest_at": .int(Int64(digestAt)), "networks": .array(networks.map { .string($0.text) }),
        ]
    }

    init(_ json: JSON?, _ type: String) throws(FactFault) {
        let reader = try FactReader(json ?? .null, type: type)
        self.init(
            quietFrom: try reader.int("quiet_from"),
            quietUntil: try reader.int("quiet_until"),
            digestAt: try reader.int("digest_at"),
            networks: try reader.list("networks").compactMap { $0.string.flatMap(NetworkRange.init) }
        )
    }

    func checked() throws(Rejection) -> PostSettings {
        let day = 0..<1_440
        guard day.contains(quietFrom), day.contains(quietUntil), day.contains(digestAt) else {
            throw .register(.unreadable("jam"))
        }
        guard networks.count <= 20, networks.allSatisfy(\.isOfAHouse) else { throw .register(.networkUnfit) }
        return self
    }
}
