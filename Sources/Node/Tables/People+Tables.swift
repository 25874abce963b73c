import Store

/// Who is signed in; the cookie itself is not here, only its keyed digest.
enum SessionTable {
    static let insert = Statement(
        "session.insert",
        """
        INSERT INTO session (id, kind, holder, made, seen, expires)
        VALUES (:id, :kind, :holder, :made, :seen, :expires)
        """
    )

    static let byID = Statement(
        "session.by_id",
        """
        SELECT kind, holder, made, seen, expires
        FROM session
        WHERE id = :id
        """
    )

    static let touch = Statement(
        "session.touch",
        """
        UPDATE session
        SET seen = :seen
        WHERE id = :id AND seen < :seen
        """
    )

    static let delete = Statement(
        "session.delete",
        """
        DELETE FROM session
        WHERE id = :id
        """
    )

    static let deleteOfHolder = Statement(
        "session.delete_of_holder",
        """
        DELETE FROM session
        WHERE kind = :kind AND holder = :holder
        """
    )

    static let deleteExpired = Statement(
        "session.delete_expired",
        """
        DELETE FROM session
        WHERE expires < :now
        """
    )

    static let statements = [insert, byID, touch, delete, deleteOfHolder, deleteExpired]
}

/// Citizens with an account: found by the blind index of their phone.
enum PersonTable {
    static let insert = Statement(
        "person.insert",
        """
        INSERT INTO person (id, phone_token, phone, made)
        VALUES (:id, :phone_token, :phone, :made)
        """
    )

    static let byPhone = Statement(
        "person.by_phone",
        """
        SELECT id
        FROM person
        WHERE phone_token = :phone_token
        """
    )

    static let byID = Statement(
        "person.by_id",
        """
        SELECT phone_token, phone
        FROM person
        WHERE id = :id
        """
    )

    static let statements = [insert, byPhone, byID]
}

/// One-time codes: hashed, single use, dead after ten wrong tries.
enum CodeTable {
    static let insert = Statement(
        "one_time_code.insert",
        """
        INSERT INTO one_time_code (ticket, phone_token, phone, code, tries, made, expires, is_over)
        VALUES (:ticket, :phone_token, :phone, :code, 0, :made, :expires, 0)
        """
    )

    static let byTicket = Statement(
        "one_time_code.by_ticket",
        """
        SELECT phone_token, phone, code, tries, expires, is_over
        FROM one_time_code
        WHERE ticket = :ticket
        """
    )

    static let sentSince = Statement(
        "one_time_code.sent_since",
        """
        SELECT made
        FROM one_time_code
        WHERE phone_token = :phone_token AND made > :since
        ORDER BY made
        LIMIT 100
        """
    )

    static let wrong = Statement(
        "one_time_code.wrong",
        """
        UPDATE one_time_code
        SET tries = tries + 1, is_over = CASE WHEN tries + 1 >= :tries_max THEN 1 ELSE is_over END
        WHERE ticket = :ticket
        """
    )

    static let finish = Statement(
        "one_time_code.finish",
        """
        UPDATE one_time_code
        SET is_over = 1
        WHERE phone_token = :phone_token AND is_over = 0
        """
    )

    static let deleteExpired = Statement(
        "one_time_code.delete_expired",
        """
        DELETE FROM one_time_code
        WHERE expires < :now
        """
    )

    static let statements = [insert, byTicket, sentSince, wrong, finish, deleteExpired]
}

/// Passwords of officers, as Argon2id strings.
enum CredentialTable {
    static let put = Statement(
        "credential.put",
        """
        INSERT INTO credential (officer, login, hash, must_change, phone_token, changed)
        VALUES (:officer, :login, :hash, :must_change, :phone_token, :changed)
        """
    )

    static let byLogin = Statement(
        "credential.by_login",
        """
        SELECT officer, hash
        FROM credential
        WHERE login = :login
        """
    )

    static let byOfficer = Statement(
        "credential.by_officer",
        """
        SELECT login, hash, must_change, phone_token
        FROM credential
        WHERE officer = :officer
        """
    )

    static let change = Statement(
        "credential.change",
        """
        UPDATE credential
        SET hash = :hash, must_change = :must_change, changed = :changed
        WHERE officer = :officer
        """
    )

    static let statements = [put, byLogin, byOfficer, change]
}

/// Wrong tries by subject (a login, a phone, an origin: each as a keyed digest), and until when it must wait.
enum TryTable {
    static let bySubject = Statement(
        "wrong_try.by_subject",
        """
        SELECT count, last, blocked_until
        FROM wrong_try
        WHERE subject = :subject
        """
    )

    static let put = Statement(
        "wrong_try.put",
        """
        INSERT INTO wrong_try (subject, count, last, blocked_until)
        VALUES (:subject, :count, :last, :blocked_until)
        ON CONFLICT (subject) DO UPDATE
        SET count = excluded.count, last = excluded.last, blocked_until = excluded.blocked_until
        """
    )

    static let clear = Statement(
        "wrong_try.clear",
        """
        DELETE FROM wrong_try
        WHERE subject = :subject
        """
    )

    static let deleteOld = Statement(
        "wrong_try.delete_old",
        """
        DELETE FROM wrong_try
        WHERE last < :before
        """
    )

    static let statements = [bySubject, put, clear, deleteOld]
}

/// Bearer tokens of the API, hashed.
enum TokenTable {
    static let put = Statement(
        "api_token.put",
        """
        INSERT INTO api_token (id, officer, label, made, expires)
        VALUES (:id, :officer, :label, :made, :expires)
        ON CONFLICT (id) DO UPDATE
        SET expires = excluded.expires
        """
    )

    static let byID = Statement(
        "api_token.by_id",
        """
        SELECT officer, expires
        FROM api_token
        WHERE id = :id
        """
    )

    static let deleteOfOfficer = Statement(
        "api_token.delete_of_officer",
        """
        DELETE FROM api_token
        WHERE officer = :officer
        """
    )

    static let statements = [put, byID, deleteOfOfficer]
}

/// Which officer opened a case that holds personal data, once an hour each.
enum ReadingTable {
    static let put = Statement(
        "reading_log.put",
        """
        INSERT INTO reading_log (stream, officer, hour, at)
        VALUES (:stream, :officer, :hour, :at)
        ON CONFLICT (stream, officer, hour) DO NOTHING
        """
    )

    static let one = Statement(
        "reading_log.one",
        """
        SELECT at
        FROM reading_log
        WHERE stream = :stream AND officer = :officer AND hour = :hour
        """
    )

    static let ofStream = Statement(
        "reading_log.of_stream",
        """
        SELECT officer, at
        FROM reading_log
        WHERE stream = :stream
        ORDER BY officer, hour
        LIMIT 1000
        """
    )

    static let statements = [put, one, ofStream]
}

/// Which officer looked for a citizen's number: kept as its blind token, so that the log itself names nobody.
enum IdentitySearchTable {
    static let put = Statement(
        "identity_search.put",
        """
        INSERT INTO identity_search (id, officer, at, token, found)
        VALUES (:id, :officer, :at, :token, :found)
        """
    )

    static let ofOfficer = Statement(
        "identity_search.of_officer",
        """
        SELECT at, token, found
        FROM identity_search
        WHERE officer = :officer AND at > :after
        ORDER BY at DESC
        LIMIT 1000
        """
    )

    static let deleteOld = Statement(
        "identity_search.delete_old",
        """
        DELETE FROM identity_search
        WHERE at < :before
        """
    )

    static let statements = [put, ofOfficer, deleteOld]
}
