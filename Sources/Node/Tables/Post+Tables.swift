import Store

/// First answers of commands that carried an idempotency key.
enum IdempotencyTable {
    static let find = Statement(
        "idempotency.find",
        """
        SELECT body, sequence, hash, recorded, answer
        FROM idempotency
        WHERE caller = :caller AND route = :route AND key = :key
        """
    )

    static let insert = Statement(
        "idempotency.insert",
        """
        INSERT INTO idempotency (caller, route, key, body, sequence, hash, recorded, answer)
        VALUES (:caller, :route, :key, :body, :sequence, :hash, :recorded, :answer)
        """
    )

    static let deleteOld = Statement(
        "idempotency.delete_old",
        """
        DELETE FROM idempotency
        WHERE recorded < :before
        """
    )

    static let statements = [find, insert, deleteOld]
}

/// Texts that events name by their hash: definitions, calendars, maps.
enum DocumentTable {
    static let put = Statement(
        "document.put",
        """
        INSERT INTO document (hash, kind, content, made)
        VALUES (:hash, :kind, :content, :made)
        ON CONFLICT (hash) DO NOTHING
        """
    )

    static let byHash = Statement(
        "document.by_hash",
        """
        SELECT content
        FROM document
        WHERE hash = :hash
        """
    )

    static let statements = [put, byHash]
}

/// What somebody has begun and not sent.
enum DraftTable {
    static let insert = Statement(
        "draft.insert",
        """
        INSERT INTO draft (id, case_id, app, visit, answers, changed, expires)
        VALUES (:id, :case_id, :app, :visit, :answers, :changed, :expires)
        """
    )

    static let byID = Statement(
        "draft.by_id",
        """
        SELECT case_id, app, visit, answers, changed, expires
        FROM draft
        WHERE id = :id
        """
    )

    static let save = Statement(
        "draft.save",
        """
        UPDATE draft
        SET answers = :answers, changed = :changed
        WHERE id = :id
        """
    )

    static let delete = Statement(
        "draft.delete",
        """
        DELETE FROM draft
        WHERE id = :id
        """
    )

    static let expired = Statement(
        "draft.expired",
        """
        SELECT id, case_id
        FROM draft
        WHERE expires < :now
        ORDER BY expires
        LIMIT 100
        """
    )

    static let move = Statement(
        "draft.move",
        """
        UPDATE draft
        SET visit = :visit
        WHERE id = :id
        """
    )

    static let statements = [insert, byID, save, delete, expired, move]
}

/// Files that belong to a case or to the draft of one.
enum UploadTable {
    static let insert = Statement(
        "upload.insert",
        """
        INSERT INTO upload (case_id, name, field, bytes, width, height, made, is_sent, about, scan)
        VALUES (:case_id, :name, :field, :bytes, :width, :height, :made, 0, :about, :scan)
        ON CONFLICT (case_id, name) DO NOTHING
        """
    )

    static let ofCase = Statement(
        "upload.of_case",
        """
        SELECT name, field, bytes, width, height, is_sent, about, scan
        FROM upload
        WHERE case_id = :case_id
        ORDER BY name
        LIMIT 200
        """
    )

    static let markSent = Statement(
        "upload.mark_sent",
        """
        UPDATE upload
        SET is_sent = 1
        WHERE case_id = :case_id AND name = :name
        """
    )

    static let delete = Statement(
        "upload.delete",
        """
        DELETE FROM upload
        WHERE case_id = :case_id AND name = :name AND is_sent = 0
        """
    )

    static let unsent = Statement(
        "upload.unsent",
        """
        SELECT case_id, name
        FROM upload
        WHERE is_sent = 0 AND made < :before
        ORDER BY made
        LIMIT 100
        """
    )

    /// Files that the scanner could not look at.
    static let unscanned = Statement(
        "upload.unscanned",
        """
        SELECT case_id, name
        FROM upload
        WHERE scan = 'waiting'
        ORDER BY made
        LIMIT 50
        """
    )

    static let scanned = Statement(
        "upload.scanned",
        """
        UPDATE upload
        SET scan = :scan
        WHERE case_id = :case_id AND name = :name
        """
    )

    static let statements = [insert, ofCase, markSent, delete, unsent, unscanned, scanned]
}

/// Messages on their way out, written in the transaction that called for them.
enum OutboxTable {
    static let insert = Statement(
        "outbox.insert",
        """
        INSERT INTO outbox (place, id, kind, subject, lane, content, made, due, attempts, state, outcome)
        VALUES (:place, :id, :kind, :subject, :lane, :content, :made, :due, :attempts, :state, :outcome)
        """
    )

    static let lastPlace = Statement(
        "outbox.last_place",
        """
        SELECT place
        FROM outbox
        WHERE place > 0
        ORDER BY place DESC
        LIMIT 1
        """
    )

    /// Those whose time has come and before which nothing of the same subject waits: order by subject is kept.
    static let due = Statement(
        "outbox.due",
        """
        SELECT o.id, o.place, o.kind, o.subject, o.content, o.made, o.attempts
        FROM outbox AS o
        WHERE o.state = 'waiting' AND o.lane = '' AND o.due <= :now
            AND NOT EXISTS (
                SELECT 1
                FROM outbox AS earlier
                WHERE earlier.subject = o.subject AND earlier.state = 'waiting' AND earlier.lane = ''
                    AND earlier.place < o.place
            )
        ORDER BY o.due, o.place
        LIMIT :limit
        """
    )

    static let nextDue = Statement(
        "outbox.next_due",
        """
        SELECT due
        FROM outbox
        WHERE state = 'waiting' AND lane = ''
        ORDER BY due, place
        LIMIT 1
        """
    )

    /// The first message of the next lane: one search for each lane, however many wait in it.
    static let nextLane = Statement(
        "outbox.next_lane",
        """
        SELECT lane, due
        FROM outbox
        WHERE state = 'waiting' AND lane > :after
        ORDER BY lane, due, place
        LIMIT 1
        """
    )

    static let ofLane = Statement(
        "outbox.of_lane",
        """
        SELECT id, place, kind, subject, content, made, attempts
        FROM outbox
        WHERE state = 'waiting' AND lane = :lane AND due <= :now
        ORDER BY due, place
        LIMIT :limit
        """
    )

    /// What happened to the messages of one subject and of those below it, the newest first.
    static let ofSubject = Statement(
        "outbox.of_subject",
        """
        SELECT id, place, kind, subject, content, made, due, attempts, state, outcome
        FROM outbox
        WHERE subject >= :subject AND subject < :beyond
        ORDER BY subject DESC, place DESC
        LIMIT :limit
        """
    )

    static let attempts = Statement(
        "delivery_attempt.of_message",
        """
        SELECT number, at, outcome
        FROM delivery_attempt
        WHERE id = :id
        ORDER BY number
        LIMIT 100
        """
    )

    static let settle = Statement(
        "outbox.settle",
        """
        UPDATE outbox
        SET state = :state, attempts = :attempts, due = :due, outcome = :outcome
        WHERE place = :place
        """
    )

    static let attempt = Statement(
        "delivery_attempt.insert",
        """
        INSERT INTO delivery_attempt (id, number, at, outcome)
        VALUES (:id, :number, :at, :outcome)
        ON CONFLICT (id, number) DO NOTHING
        """
    )

    static let latest = Statement(
        "outbox.latest",
        """
        SELECT id, place, kind, subject, content, made, attempts, state, outcome
        FROM outbox
        WHERE kind = :kind AND place < :before
        ORDER BY place DESC
        LIMIT :limit
        """
    )

    static let dead = Statement(
        "outbox.dead",
        """
        SELECT id, place, kind, subject, content, made, attempts, state, outcome
        FROM outbox
        WHERE state = 'dead'
        ORDER BY due DESC, place DESC
        LIMIT :limit
        """
    )

    static let revive = Statement(
        "outbox.revive",
        """
        UPDATE outbox
        SET state = 'waiting', attempts = 0, due = :now
        WHERE state = 'dead' AND due >= 0 AND id = :id
        """
    )

    /// The oldest first: places rise with time.
    static let oldest = Statement(
        "outbox.oldest",
        """
        SELECT place, made, state
        FROM outbox
        WHERE place > :after
        ORDER BY place
        LIMIT :limit
        """
    )

    static let delete = Statement(
        "outbox.delete",
        """
        DELETE FROM outbox
        WHERE place = :place
        """
    )

    static let statements = [
        insert, lastPlace, due, nextDue, nextLane, ofLane, ofSubject, attempts, settle, attempt, latest,
        dead, revive, oldest, delete,
    ]
}

/// Messages of other governments that have been applied.
enum InboxTable {
    static let byID = Statement(
        "inbox.by_id",
        """
        SELECT sender, answer
        FROM inbox
        WHERE id = :id
        """
    )

    static let insert = Statement(
        "inbox.insert",
        """
        INSERT INTO inbox (id, sender, received, answer)
        VALUES (:id, :sender, :received, :answer)
        """
    )

    static let statements = [byID, insert]
}
