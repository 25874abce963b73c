/// The book of a government: what an entry is, byte by byte, and how anybody proves that it was never changed.
///
/// Here live: entries (open part, closed part, leaf), boxes and their keys, the hash chain, the RFC 6962 Merkle tree, its
/// C2SP tiles, signed checkpoints, and the proofs that citizens take home. Everything is a value or a pure function.
///
/// Never here: files, sockets, clocks, random numbers (nonces, salts and secrets come in as arguments); cases, workflows or
/// definitions (Engine makes facts, this module only seals them); SQL (Store keeps the bytes); who may read what (Node).
///
/// Read first: ``Entry`` (what is sealed and checked), then ``MerkleTree`` and ``Checkpoint`` (how it is proved).
/// The bytes follow RFC 8785 (JSON), RFC 6962 and RFC 9162 (tree), C2SP tlog-tiles, tlog-checkpoint, tlog-proof, signed-note.

package import Civic

/// Seals an event behind the leaf whose hash is `previous` (``Digest/beforeFirst`` for the first).
///
/// `salt` is 32 random
/// bytes, new for every entry. Throws only where the open part is too large or its facts are no object.
package func sealEntry(
    open: OpenPart,
    closed: ClosedPart,
    salt: [UInt8],
    previous: Digest
) throws(LedgerFault) -> Entry {
    try Entry(sealing: open, closed: closed, salt: salt, previous: previous)
}
