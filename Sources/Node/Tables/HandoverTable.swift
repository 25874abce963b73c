import Store

/// Codes by which a draft goes on in another browser; kept as keyed digests.
enum HandoverTable {
    static let put = Statement(
        "draft_handover.put",
        """
        INSERT INTO draft_handover (code, draft, expires)
        VALUES (:code, :draft, :expires)
        """
    )

    static let byCode = Statement(
        "draft_handover.by_code",
        """
        SELECT draft, expires
        FROM draft_handover
        WHERE code = :code
        """
    )

    static let deleteOfDraft = Statement(
        "draft_handover.delete_of_draft",
        """
        DELETE FROM draft_handover
        WHERE draft = :draft
        """
    )

    static let deleteExpired = Statement(
        "draft_handover.delete_expired",
        """
        DELETE FROM draft_handover
        WHERE expires < :now
        """
    )

    static let statements = [put, byCode, deleteOfDraft, deleteExpired]
}
