import Civic
import Definition
@testable import Engine
import Testing

@Suite("Documents of a case")
struct DocumentTests {
    @Test func `a number pattern counts in its own way`() throws {
        let pattern = NumberPattern("{seq:5}/REKLAME/{month_roman}/{year}")
        #expect(pattern.text(serial: 42, agency: "dpmptsp", on: "2026-11-24") == "00042/REKLAME/XI/2026")
        #expect(pattern.isUnique)
        #expect(!NumberPattern("{seq}/X").isUnique)
        #expect(NumberPattern("{sequ}/{year}").unknownSlots == ["sequ"])
        #expect(
            NumberPattern("{seq}/{agency}/{month}/{year}").text(serial: 7, agency: "dlh", on: "2026-02-01")
                == "7/DLH/02/2026"
        )
    }

    @Test func `facts of documents read back as they were written`() throws {
        let document = CaseDocument(
            id: "letter",
            serial: 3,
            counter: "town-report.letter/roads/2026",
            number: "003/ROADS/XI/2026",
            agency: "roads",
            day: "2026-11-24",
            until: "2027-11-23",
            replaces: "002/ROADS/XI/2026",
            template: .zero,
            remind: [30, 7]
        )
        let event = CaseEvent.documentMarked(
            CaseEvent.DocumentMarked(
                documents: [
                    .issued(document), .stands(index: 0, .replaced, follower: "003"), .reminded(index: 1, days: 30),
                ],
                timers: [
                    .document(1, days: 7): moment("2027-11-16T08:00:00+07:00"),
                    .document(1, days: nil): moment("2027-11-24T00:00:00+07:00"),
                ],
                notices: [],
                at: moment("2026-11-24T09:00:00+07:00"),
                by: .timer
            )
        )
        let fact = event.fact(of: CaseID(random: (1, 1)), definition: .zero)
        #expect(try CaseEvent(fact: fact) == event)
    }

    @Test func `values in letters are escaped, sections follow what is there`() {
        let template = LetterTemplate(
            "<p>{{name}}</p>{{#rows}}<i>{{a}}</i>{{/rows}}{{^none}}-{{/none}}{{#none}}x{{/none}}"
        )
        #expect(template.problems.isEmpty)
        let values = LetterValues([
            "name": .text("<b>&\"Budi\"</b>"),
            "rows": .rows([LetterValues(["a": .text("1")]), LetterValues(["a": .text("2")])]),
        ])
        #expect(template.filled(values) == "<p>&lt;b&gt;&amp;&quot;Budi&quot;&lt;/b&gt;</p><i>1</i><i>2</i>-")
    }
}
