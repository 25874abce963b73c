import Store

extension Migration {
    /// How citizens wish to be told of their cases; gone with the keys of the case.
    static let wishes0023 = Migration(
        "0023-wishes",
        """
        CREATE TABLE notice_wish (
            stream {text} NOT NULL PRIMARY KEY,
            rhythm {text} NOT NULL CHECK (rhythm IN ('each', 'daily', 'never')),
            phone {int} NOT NULL CHECK (phone IN (0, 1)),
            email {int} NOT NULL CHECK (email IN (0, 1)),
            push {int} NOT NULL CHECK (push IN (0, 1)),
            changed {int} NOT NULL
        ) {keyed};
        """
    )
}

/// How citizens wish to be told.
enum WishTable {
    static let ofStream = Statement(
        "notice_wish.of_stream",
        """
        SELECT rhythm, phone, email, push
        FROM notice_wish
        WHERE stream = :stream
        """
    )

    static let put = Statement(
        "notice_wish.put",
        """
        INSERT INTO notice_wish (stream, rhythm, phone, email, push, changed)
        VALUES (:stream, :rhythm, :phone, :email, :push, :changed)
        ON CONFLICT (stream) DO UPDATE
        SET rhythm = excluded.rhythm, phone = excluded.phone, email = excluded.email, push = excluded.push,
            changed = excluded.changed
        """
    )

    static let delete = Statement(
        "notice_wish.delete",
        """
        DELETE FROM notice_wish
        WHERE stream = :stream
        """
    )

    static let statements = [ofStream, put, delete]
}
