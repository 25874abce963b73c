package import Civic
import Definition
import Engine
package import Node

extension Partnership {
    /// A study that compares providers for applications of interest and goes all the way to the head's decision.
    ///
    /// What a national system has taken over is struck out by the catalogue, not by whoever writes.
    @discardableResult
    package func fileStudy(
        of adopter: Government,
        comparing providers: [Government],
        apps: [(app: AppID, reason: String)],
        title: String,
        choosing chosen: Government
    ) async throws -> CaseNumber {
        let studies = Studies(adopter, node: node, catalogue: catalogue)
        let lines = try studies.lines(apps, providers: providers)
        let study = Study(
            title: title,
            sections: StudyTexts.usual(
                adopter: adopter.profile,
                providers: providers.map(\.profile),
                lines: lines,
                chosen: chosen.profile
            ),
            providers: providers.map { Study.Candidate(government: $0.code, name: $0.profile.name) },
            criteria: try studies.criteria(lines, providers: providers),
            lines: lines,
            recommended: chosen.code
        )
        let writer = try Self.officer(Permissions.cooperation, in: adopter)
        let filed = try await studies.file(study, by: writer)
        _ = try await adopter.act(filed.number, "submit", version: nil, by: .officer(writer))
        _ = try await adopter.act(
            filed.number,
            "advise",
            version: nil,
            answers: [
                "advice":
                    "Dapat dilanjutkan. Aplikasi yang sudah diwajibkan secara nasional dikeluarkan; dahulukan layanan yang petugasnya sudah siap."
            ],
            by: .officer(try Self.officer(Permissions.executive, in: adopter))
        )
        _ = try await adopter.act(
            filed.number,
            "decide",
            version: nil,
            answers: ["chosen": .string(chosen.code.text)],
            by: .officer(try Self.officer(Permissions.head, in: adopter))
        )
        return filed.number
    }
}
