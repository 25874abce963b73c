package import Store

extension Migration {
    /// What a node keeps of one government outside its ledger: none of it is needed to replay an event.
    static let node0001 = Migration(
        "0001-node",
        """
        CREATE TABLE idempotency (
            caller {text} NOT NULL,
            route {text} NOT NULL,
            key {text} NOT NULL,
            body {blob} NOT NULL CHECK (length(body) = 32),
            sequence {int} NOT NULL,
            hash {blob} NOT NULL CHECK (length(hash) = 32),
            recorded {int} NOT NULL,
            answer {text} NOT NULL,
            PRIMARY KEY (caller, route, key)
        ) {keyed};
        CREATE INDEX idempotency_by_age ON idempotency (recorded);

        CREATE TABLE document (
            hash {blob} NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
            kind {text} NOT NULL,
            content {blob} NOT NULL,
            made {int} NOT NULL
        ) {table};

        CREATE TABLE session (
            id {text} NOT NULL PRIMARY KEY,
            kind {text} NOT NULL CHECK (kind IN ('officer', 'citizen')),
            holder {text} NOT NULL,
            made {int} NOT NULL,
            seen {int} NOT NULL,
            expires {int} NOT NULL
        ) {keyed};
        CREATE INDEX session_by_holder ON session (kind, holder);
        CREATE INDEX session_by_expiry ON session (expires);

        CREATE TABLE person (
            id {text} NOT NULL PRIMARY KEY,
            phone_token {text} NOT NULL UNIQUE,
            phone {blob} NOT NULL,
            made {int} NOT NULL
        ) {keyed};

        CREATE TABLE one_time_code (
            ticket {text} NOT NULL PRIMARY KEY,
            phone_token {text} NOT NULL,
            phone {blob} NOT NULL,
            code {text} NOT NULL,
            tries {int} NOT NULL,
            made {int} NOT NULL,
            expires {int} NOT NULL,
            is_over {int} NOT NULL CHECK (is_over IN (0, 1))
        ) {keyed};
        CREATE INDEX one_time_code_by_phone ON one_time_code (phone_token, made);
        CREATE INDEX one_time_code_by_expiry ON one_time_code (expires);

        CREATE TABLE credential (
            officer {text} NOT NULL PRIMARY KEY,
            login {text} NOT NULL UNIQUE,
            hash {text} NOT NULL,
            must_change {int} NOT NULL CHECK (must_change IN (0, 1)),
            phone_token {text} NOT NULL,
            changed {int} NOT NULL
        ) {keyed};

        CREATE TABLE wrong_try (
            subject {text} NOT NULL PRIMARY KEY,
            count {int} NOT NULL,
            last {int} NOT NULL,
            blocked_until {int} NOT NULL
        ) {keyed};
        CREATE INDEX wrong_try_by_age ON wrong_try (last);

        CREATE TABLE api_token (
            id {text} NOT NULL PRIMARY KEY,
            officer {text} NOT NULL,
            label {text} NOT NULL,
            made {int} NOT NULL,
            expires {int} NOT NULL
        ) {keyed};
        CREATE INDEX api_token_by_officer ON api_token (officer);
        """
    )

    /// Drafts and uploads, the post, the inbox, who looked at what.
    static let node0002 = Migration(
        "0002-node",
        """
        CREATE TABLE draft (
            id {text} NOT NULL PRIMARY KEY,
            case_id {text} NOT NULL UNIQUE,
            app {text} NOT NULL,
            visit {text} NOT NULL,
            answers {blob} NOT NULL,
            changed {int} NOT NULL,
            expires {int} NOT NULL
        ) {keyed};
        CREATE INDEX draft_by_expiry ON draft (expires);

        CREATE TABLE upload (
            case_id {text} NOT NULL,
            name {text} NOT NULL,
            field {text} NOT NULL,
            bytes {int} NOT NULL,
            width {int} NOT NULL,
            height {int} NOT NULL,
            made {int} NOT NULL,
            is_sent {int} NOT NULL CHECK (is_sent IN (0, 1)),
            PRIMARY KEY (case_id, name)
        ) {keyed};
        CREATE INDEX upload_unsent ON upload (is_sent, made);

        CREATE TABLE outbox (
            id {text} NOT NULL PRIMARY KEY,
            place {int} NOT NULL UNIQUE,
            kind {text} NOT NULL,
            subject {text} NOT NULL,
            content {blob} NOT NULL,
            made {int} NOT NULL,
            due {int} NOT NULL,
            attempts {int} NOT NULL,
            state {text} NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead')),
            outcome {text} NOT NULL
        ) {keyed};
        CREATE INDEX outbox_by_due ON outbox (state, due, place);
        CREATE INDEX outbox_by_subject ON outbox (subject, state, place);
        CREATE INDEX outbox_by_kind ON outbox (kind, place);

        CREATE TABLE delivery_attempt (
            id {text} NOT NULL,
            number {int} NOT NULL,
            at {int} NOT NULL,
            outcome {text} NOT NULL,
            PRIMARY KEY (id, number)
        ) {keyed};

        CREATE TABLE inbox (
            id {text} NOT NULL PRIMARY KEY,
            sender {text} NOT NULL,
            received {int} NOT NULL,
            answer {text} NOT NULL
        ) {keyed};

        CREATE TABLE reading_log (
            stream {text} NOT NULL,
            officer {text} NOT NULL,
            hour {int} NOT NULL,
            at {int} NOT NULL,
            PRIMARY KEY (stream, officer, hour)
        ) {keyed};
        CREATE INDEX reading_log_by_officer ON reading_log (officer, at);
        """
    )

    /// The outbox in the order of its places, with indexes over what still waits or was given up: a message that is
    /// delivered, as nearly all are at once, stands in none of them.
    static let node0003 = Migration(
        "0003-node",
        """
        CREATE TABLE outbox_by_place (
            place {int} NOT NULL PRIMARY KEY,
            id {text} NOT NULL,
            kind {text} NOT NULL,
            subject {text} NOT NULL,
            content {blob} NOT NULL,
            made {int} NOT NULL,
            due {int} NOT NULL,
            attempts {int} NOT NULL,
            state {text} NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead')),
            outcome {text} NOT NULL
        ) {table};
        INSERT INTO outbox_by_place (place, id, kind, subject, content, made, due, attempts, state, outcome)
        SELECT place, id, kind, subject, content, made, due, attempts, state, outcome FROM outbox;
        DROP TABLE outbox;
        ALTER TABLE outbox_by_place RENAME TO outbox;
        CREATE INDEX outbox_waiting ON outbox (due, place) WHERE state = 'waiting';
        CREATE INDEX outbox_waiting_subject ON outbox (subject, place) WHERE state = 'waiting';
        CREATE INDEX outbox_dead ON outbox (due, place) WHERE state = 'dead';
        CREATE INDEX outbox_of_kind ON outbox (kind, place);
        """
    )

    /// Messages to strangers wait in lanes of their own: one that hangs holds up nobody else.
    ///
    /// What became of a case's messages is found by their subject.
    static let post0020 = Migration(
        "0020-post",
        """
        ALTER TABLE outbox ADD COLUMN lane {text} NOT NULL DEFAULT '';
        DROP INDEX outbox_waiting;
        DROP INDEX outbox_waiting_subject;
        CREATE INDEX outbox_waiting ON outbox (lane, due, place) WHERE state = 'waiting';
        CREATE INDEX outbox_of_subject ON outbox (subject, place);
        """
    )

    /// What a file is called and how many pages it has, sealed under its case's key; and what the virus scanner said.
    static let files0010 = Migration(
        "0010-files",
        """
        ALTER TABLE upload ADD COLUMN about {blob};
        ALTER TABLE upload ADD COLUMN scan {text} NOT NULL DEFAULT 'clean';
        CREATE INDEX upload_unscanned ON upload (made) WHERE scan = 'waiting';
        """
    )

    /// Who looked for a citizen's number.
    static let search0021 = Migration(
        "0021-identity-search",
        """
        CREATE TABLE identity_search (
            id {text} NOT NULL PRIMARY KEY,
            officer {text} NOT NULL,
            at {int} NOT NULL,
            token {text} NOT NULL,
            found {int} NOT NULL
        ) {keyed};
        CREATE INDEX identity_search_by_officer ON identity_search (officer, at);
        CREATE INDEX identity_search_by_age ON identity_search (at);
        """
    )

    /// Codes by which a draft goes on in another browser.
    static let drafts0022 = Migration(
        "0022-draft-handover",
        """
        CREATE TABLE draft_handover (
            code {text} NOT NULL PRIMARY KEY,
            draft {text} NOT NULL,
            expires {int} NOT NULL
        ) {keyed};
        CREATE INDEX draft_handover_by_draft ON draft_handover (draft);
        CREATE INDEX draft_handover_by_expiry ON draft_handover (expires);
        """
    )
}

/// The tables that Node keeps beside the ledger: their migrations and all of their statements.
package enum Tables {
    /// In order; frozen once released.
    package static let migrations: [Migration] = [
        .node0001, .node0002, .node0003, .files0010, .post0020, .search0021, .drafts0022, .wishes0023, .push0024,
    ]

    /// Every statement, for the tests that PREPARE each and look at its plan.
    package static let statements: [Statement] =
        IdempotencyTable.statements + DocumentTable.statements + SessionTable.statements + PersonTable.statements
        + CodeTable.statements + CredentialTable.statements + TryTable.statements + TokenTable.statements
        + DraftTable.statements + UploadTable.statements + OutboxTable.statements + InboxTable.statements
        + ReadingTable.statements + IdentitySearchTable.statements + HandoverTable.statements
        + WishTable.statements + PushTable.statements
}
