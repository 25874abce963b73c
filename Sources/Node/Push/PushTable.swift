import Store

extension Migration {
    /// Browsers that are told of a case; where they lie is sealed under the key of the case.
    static let push0024 = Migration(
        "0024-push",
        """
        CREATE TABLE push_browser (
            id {text} NOT NULL PRIMARY KEY,
            stream {text} NOT NULL,
            host {text} NOT NULL,
            content {blob} NOT NULL,
            made {int} NOT NULL
        ) {keyed};
        CREATE INDEX push_browser_of_stream ON push_browser (stream, made);
        """
    )
}

/// Browsers that are told of a case.
enum PushTable {
    static let put = Statement(
        "push_browser.put",
        """
        INSERT INTO push_browser (id, stream, host, content, made)
        VALUES (:id, :stream, :host, :content, :made)
        ON CONFLICT (id) DO UPDATE
        SET content = excluded.content, made = excluded.made
        """
    )

    static let byID = Statement(
        "push_browser.by_id",
        """
        SELECT stream, content
        FROM push_browser
        WHERE id = :id
        """
    )

    static let ofStream = Statement(
        "push_browser.of_stream",
        """
        SELECT id, host
        FROM push_browser
        WHERE stream = :stream
        ORDER BY made DESC
        LIMIT 20
        """
    )

    static let delete = Statement(
        "push_browser.delete",
        """
        DELETE FROM push_browser
        WHERE id = :id
        """
    )

    static let deleteOfStream = Statement(
        "push_browser.delete_of_stream",
        """
        DELETE FROM push_browser
        WHERE stream = :stream
        """
    )

    static let statements = [put, byID, ofStream, delete, deleteOfStream]
}
