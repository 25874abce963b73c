import Civic
import Engine

/// Open cases by where their branches stand: what makes a case part of an inspector's work while it also lies with the planner.
///
/// The work list itself holds a case once, by its own state; this table holds it once for each branch.
package struct BranchList: Projection {
    package static let name = "branch_list"
    package static let version = 1

    package static let tables = [
        Table(
            "branch_list",
            create: """
                CREATE TABLE branch_list (
                    number {text} NOT NULL,
                    branch {text} NOT NULL,
                    state {text} NOT NULL,
                    app {text} NOT NULL,
                    agency {text} NOT NULL,
                    order_at {int} NOT NULL,
                    since {int} NOT NULL,
                    PRIMARY KEY (number, branch)
                ) {table};
                """,
            indexes: [
                "CREATE INDEX branch_list_app ON branch_list (app, state, order_at, number)",
                "CREATE INDEX branch_list_agency ON branch_list (agency, app, state, order_at, number)",
            ],
            dump: Statement(
                "branch_list.dump",
                """
                SELECT number, branch, state, app, agency, order_at, since
                FROM branch_list
                ORDER BY number, branch
                """
            )
        )
    ]

    static let put = Statement(
        "branch_list.put",
        """
        INSERT INTO branch_list (number, branch, state, app, agency, order_at, since)
        VALUES (:number, :branch, :state, :app, :agency, :order_at, :since)
        """
    )

    static let leave = Statement(
        "branch_list.leave",
        """
        DELETE FROM branch_list
        WHERE number = :number
        """
    )

    private static let columns = """
        SELECT case_list.number, case_list.stream, case_list.app, case_list.state, case_list.agency, case_list.village,
            case_list.district, case_list.category, case_list.priority, case_list.channel, case_list.words,
            case_list.version, case_list.is_anonymous, case_list.order_at, case_list.due_at, case_list.started_at,
            case_list.state_since, case_list.changed_at, case_list.ended_at
        FROM branch_list
        JOIN case_list ON case_list.number = branch_list.number
        """

    private static let others = """
            AND case_list.is_open = :is_open AND (:district = '' OR case_list.district = :district)
            AND (:village = '' OR case_list.village = :village) AND (:category = '' OR case_list.category = :category)
            AND branch_list.order_at < :due_before
            AND (:is_free = 0 OR NOT EXISTS (SELECT 1 FROM case_holder WHERE case_holder.number = branch_list.number))
        """

    private static let page = """
            AND (branch_list.order_at, branch_list.number) > (:after_order, :after_number)
        ORDER BY branch_list.order_at, branch_list.number
        LIMIT :limit
        """

    private static let conditions = [
        (
            "app",
            """
            WHERE branch_list.app = :app AND branch_list.state = :state AND (:agency = '' OR branch_list.agency = :agency)
            """
        ),
        ("agency", "WHERE branch_list.agency = :agency AND branch_list.app = :app AND branch_list.state = :state"),
    ]

    static let lists = conditions.map { name, condition in
        Statement("branch_list.page_\(name)", "\(columns)\n\(condition)\n\(others)\n\(page)")
    }

    static let counts = conditions.map { name, condition in
        Statement(
            "branch_list.count_\(name)",
            """
            SELECT count(*) AS n
            FROM (
                SELECT branch_list.number
                FROM branch_list
                JOIN case_list ON case_list.number = branch_list.number
                \(condition)
                \(others)
                LIMIT :limit
            ) AS counted
            """
        )
    }

    package static let questions = lists + counts
    package static let changes = [put, leave]

    package init() {}

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        for change in net(changes) {
            if change.before?.branches.isEmpty == false {
                try connection.run(Self.leave, ["number": .text(change.before?.number.text ?? "")])
            }
            guard let state = change.after, state.isOpen else { continue }
            let order = state.due?.milliseconds ?? CaseList.undated
            for (branch, position) in state.branches.sorted(by: { $0.key < $1.key }) {
                try connection.run(
                    Self.put,
                    [
                        "number": .text(state.number.text), "branch": .text(branch.text),
                        "state": .text(position.state.text), "app": .text(state.app.text),
                        "agency": .text(state.agency.text), "order_at": .int(order), "since": .moment(position.since),
                    ]
                )
            }
        }
    }
}
