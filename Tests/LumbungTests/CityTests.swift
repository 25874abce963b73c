import Civic
import Node
import Testing

@testable import lumbung

/// The shapes of the demo's city life: seeded, in order, inside the government, and uneven as real cities are.
@Suite struct CityTests {
    private let script: CityScript
    private let regions: RegionMap
    private let calendar: WorkingCalendar
    private let begin = Moment(milliseconds: 1_780_000_000_000)

    init() throws {
        script = try CityScript.carried()
        regions = try Carried.regions("36.71").map
        calendar = try Carried.calendar(.wib)
    }

    private var end: Moment { begin + .days(140) }

    private func reports(_ count: Int, seed: UInt64) -> [Arrival] {
        let weather = Weather(seed: seed, from: begin.date(in: .wib), to: end.date(in: .wib))
        return Arrivals(script, calendar: calendar, regions: regions, weather: weather, seed: seed)
            .reports(count, from: begin, to: end, seed: seed)
    }

    @Test func `the same seed tells the same story, another one another`() {
        #expect(reports(300, seed: 1) == reports(300, seed: 1))
        #expect(reports(300, seed: 1) != reports(300, seed: 2))
    }

    @Test func `reports come in order of time, inside the months and inside the government`() {
        let all = reports(2_000, seed: 3)
        #expect(all.count == 2_000)
        #expect(zip(all, all.dropFirst()).allSatisfy { $0.at <= $1.at })
        #expect(all.allSatisfy { $0.at >= begin && $0.at < end })
        #expect(all.allSatisfy { regions.village(at: $0.point) != nil })
    }

    @Test func `mornings are busier than nights, weekdays than Sundays`() {
        let all = reports(5_000, seed: 4)
        let hours = Dictionary(grouping: all) { $0.at.minuteOfDay(in: .wib) / 60 }.mapValues(\.count)
        #expect(hours[9, default: 0] > 4 * hours[3, default: 0])
        let days = Dictionary(grouping: all) { $0.at.date(in: .wib).weekday }.mapValues(\.count)
        #expect(days[.monday, default: 0] > days[.sunday, default: 0])
    }

    @Test func `a tenth of the kelurahan sends much more than a tenth of the reports`() {
        let counts = Dictionary(grouping: reports(5_000, seed: 5)) { regions.village(at: $0.point) }.values.map(\.count)
        let hot = counts.sorted(by: >).prefix(10).reduce(0, +)
        #expect(hot > 900)
    }

    @Test func `floods come with rain`() {
        let floods = Dictionary(grouping: reports(20_000, seed: 6).filter { $0.category == "flood" }) {
            $0.at.date(in: .wib)
        }
        let most = floods.values.map(\.count).sorted(by: >)
        // Not spread over the days: the wettest tenth of the days has more than half of them.
        #expect(most.prefix(14).reduce(0, +) * 2 > most.reduce(0, +))
    }

    @Test func `every kind of report has its words and its picture`() {
        for (id, kind) in script.kinds {
            #expect(!kind.id.isEmpty && !kind.en.isEmpty && !kind.answer.isEmpty, "\(id)")
            #expect(kind.answer.allSatisfy { $0.count >= 20 }, "\(id)")
            #expect(Scene(rawValue: kind.scene) != nil, "\(id)")
        }
    }

    @Test func `what is due first is taken first, and together in the order of writing`() {
        var agenda = Agenda<Int>()
        var draws = SeededGenerator(seed: 7)
        let times = (0..<500).map { _ in Int64.random(in: 0...40, using: &draws) }
        for (number, time) in times.enumerated() { agenda.add(number, at: Moment(milliseconds: time)) }
        var taken: [(Moment, Int)] = []
        while let next = agenda.take() { taken.append(next) }
        let wanted = times.enumerated().sorted { ($0.element, $0.offset) < ($1.element, $1.offset) }.map(\.offset)
        #expect(taken.map(\.1) == wanted)
    }

    @Test func `a drawn picture is a PNG of its size`() {
        let picture = Scene.road.picture(isDone: false, seed: 1)
        #expect(Array(picture.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        #expect(Array(picture[16..<24]) == [0, 0, 1, 224, 0, 0, 1, 104])
        #expect(picture == Scene.road.picture(isDone: false, seed: 1))
        #expect(picture != Scene.road.picture(isDone: true, seed: 1))
    }
}
