import Civic
import Definition
import Engine
import Testing

/// Not a benchmark: it only shows that a start does not parse, scan or copy what it should not.
@Suite struct `The hot path` {
    @Test func `a start costs the same however many cases came before`() throws {
        let town = try Town.compiled()
        let story = Story(town)
        let context = story.context(.stranger)
        let command = CaseCommand.start(StartCase(app: "town-report", answers: Town.answers))
        let first = try decide(nil, command, in: context)
        for _ in 0..<200 { #expect(try decide(nil, command, in: context) == first) }
    }
}
