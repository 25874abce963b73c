extension Migration {
    /// The entries, the stored hashes of the tree above them, where the ledger ends, and how far each projection is.
    static let ledger0001 = Migration(
        "0001-ledger",
        """
        CREATE TABLE entry (
            sequence {int} NOT NULL PRIMARY KEY CHECK (sequence >= 1),
            hash {blob} NOT NULL CHECK (length(hash) = 32),
            stream {text} NOT NULL,
            version {int} NOT NULL CHECK (version >= 1),
            type {text} NOT NULL,
            at {int} NOT NULL,
            recorded {int} NOT NULL,
            salt {blob} NOT NULL CHECK (length(salt) = 32),
            leaf {blob} NOT NULL,
            open {blob} NOT NULL,
            closed {blob} NOT NULL,
            UNIQUE (stream, version)
        ) {table};

        CREATE TABLE tree_node (
            level {int} NOT NULL CHECK (level IN (8, 16, 24, 32, 40, 48)),
            place {int} NOT NULL CHECK (place >= 0),
            hash {blob} NOT NULL CHECK (length(hash) = 32),
            PRIMARY KEY (level, place)
        ) {keyed};

        CREATE TABLE ledger_head (
            id {int} NOT NULL PRIMARY KEY CHECK (id = 1),
            government {text} NOT NULL,
            size {int} NOT NULL CHECK (size >= 0),
            tree {blob} NOT NULL,
            last {blob} NOT NULL CHECK (length(last) = 32),
            recorded {int} NOT NULL
        ) {table};

        CREATE TABLE projection (
            name {text} NOT NULL PRIMARY KEY,
            version {int} NOT NULL,
            variant {text} NOT NULL,
            is_complete {int} NOT NULL CHECK (is_complete IN (0, 1))
        ) {keyed};
        """
    )

    /// Wrapped keys of boxes, in a database of their own.
    static let keys = [keys0001, keys0002]

    static let keys0001 = Migration(
        "0001-keys",
        """
        CREATE TABLE box_key (
            id {text} NOT NULL PRIMARY KEY,
            stream {text} NOT NULL,
            owner {text} NOT NULL,
            wrapped {blob} NOT NULL,
            made {int} NOT NULL,
            UNIQUE (stream, owner)
        ) {keyed};
        """
    )

    /// A key is looked for in its stream alone, which every entry names: one tree a key, not two.
    static let keys0002 = Migration(
        "0002-keys",
        """
        CREATE TABLE box_key_of_stream (
            stream {text} NOT NULL,
            owner {text} NOT NULL,
            id {text} NOT NULL,
            wrapped {blob} NOT NULL,
            made {int} NOT NULL,
            PRIMARY KEY (stream, owner)
        ) {keyed};
        INSERT INTO box_key_of_stream (stream, owner, id, wrapped, made)
        SELECT stream, owner, id, wrapped, made FROM box_key;
        DROP TABLE box_key;
        ALTER TABLE box_key_of_stream RENAME TO box_key;
        """
    )
}
