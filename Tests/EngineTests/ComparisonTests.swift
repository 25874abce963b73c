import Civic
import Definition
import Engine
import Testing

@Suite struct `A story that fails` {
    private func failing(_ language: Language, width: Int) throws -> String {
        let plan = try Town.compiled()
        let yaml = """
            scenarios:
              lubang:
                title: { id: Jalan berlubang, en: A pothole }
                at: 2026-11-24T09:00:00+07:00
                steps:
                  - as: citizen
                    do: start
                    with: { category: road, location: "-6.17, 106.63", photos: [a], description: Lubang besar }
                  - as: verifier
                    do: dispatch
                    with: { agency: roads }
                    expect: { state: waiting, agency: roads, clock: { verifying: met, answering: paused }, notices: [received, new_work] }
            """
        let stories = try #require(ScenarioReader.read(yaml: yaml, file: "scenarios.yaml", for: plan.definition).0)
        let report = ScenarioRunner(plan, calendar: Town.calendar, agencies: Town.agencies).run(stories)
        return report.printed(language, width: width).joined(separator: "\n")
    }

    @Test func `shows what was expected beside what was found`() throws {
        let shown = try failing(.en, width: 100)
        #expect(
            shown == """
                FAILED  2 steps  lubang  A pothole
                  scenarios.yaml:9:9: step 2, verifier → dispatch
                                     expected             found
                    state            waiting (Waiting)  ≠ working (Working)
                    agency           roads                roads
                    clock answering  paused             ≠ running
                    clock verifying  met                  met
                    notices          new_work, received ≠ new_work
                1 scenario, 1 failed.
                """
        )
    }

    @Test func `shows it one under the other where there is no room`() throws {
        let shown = try failing(.id, width: 60)
        #expect(
            shown == """
                GAGAL   2 langkah  lubang  Jalan berlubang
                  scenarios.yaml:9:9: langkah 2, verifier → dispatch
                    status ≠
                      seharusnya    waiting (Ditunda)
                      kenyataannya  working (Ditangani)
                    perangkat daerah
                      seharusnya    roads
                      kenyataannya  roads
                    jam answering ≠
                      seharusnya    paused
                      kenyataannya  running
                    jam verifying
                      seharusnya    met
                      kenyataannya  met
                    pemberitahuan ≠
                      seharusnya    new_work, received
                      kenyataannya  new_work
                1 skenario, 1 gagal.
                """
        )
    }

    @Test func `breaks long words and keeps to the page`() throws {
        for width in [48, 60, 80, 97, 140] {
            for line in try failing(.id, width: width).split(separator: "\n") {
                #expect(line.count <= width, "\(line)")
            }
        }
    }
}
