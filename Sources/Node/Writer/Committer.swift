import Civic
import Engine
import Ledger
import Logging
import Store

/// Turns a group of commands into one durable transaction and their receipts.
struct Committer: Sendable {
    let book: Book
    let logger: Logger

    /// Answers in the order of the works, after the commit.
    ///
    /// When one command breaks the whole transaction by a fault of its own (a constraint in a projection), each is tried
    /// alone, so that the others are not made to pay for it.
    func commit(_ works: [Work], isSecondTry: Bool = false) -> [Result<Receipt, any Error>] {
        do {
            return try together(works, isSecondTry: isSecondTry)
        } catch {
            if works.count > 1, !Self.isOfTheDatabase(error) {
                return works.flatMap { commit([$0], isSecondTry: true) }
            }
            let fault = Fault(storing: error)
            logger.error(
                "a group was not stored",
                metadata: [
                    "government": "\(book.code.text)", "commands": "\(works.count)", "error": "\(error)",
                ]
            )
            return works.map { _ in .failure(fault) }
        }
    }

    private func together(_ works: [Work], isSecondTry: Bool) throws -> [Result<Receipt, any Error>] {
        let memory = GroupMemory(book, isSecondTry: isSecondTry)
        let (results, changes) = try book.database.write { connection in
            let group = try GroupAppend(
                book.ledger,
                on: connection,
                recorded: book.outside.now(),
                random: book.outside.random
            )
            var results: [Result<Receipt, any Error>] = []
            for work in works {
                if work.readsProjections { try group.settle() }
                results.append(try one(work, group, memory))
            }
            return (results, try group.finish())
        }
        book.committed(changes, hasPosted: memory.hasPosted)
        return results
    }

    /// One command in its savepoint.
    ///
    /// Throws only what breaks the whole group.
    private func one(_ work: Work, _ group: GroupAppend, _ memory: GroupMemory) throws -> Result<Receipt, any Error> {
        do {
            let (receipt, changes) = try group.command {
                if let key = work.key, let first = try Idempotency.first(key, on: group.connection) {
                    return (first, [Change]())
                }
                var turn = WriteTurn(group, memory)
                let answer = try work.run(&turn)
                let last = turn.changes.last
                let receipt = Receipt(
                    sequence: last?.sequence ?? 0,
                    hash: last?.entry.hash ?? .zero,
                    recorded: group.recorded,
                    answer: answer
                )
                if let key = work.key { try Idempotency.keep(receipt, key, on: group.connection) }
                return (receipt, turn.changes)
            }
            memory.changes += changes
            return .success(receipt)
        } catch {
            if Self.isOfTheDatabase(error) { throw error }
            return .failure(error)
        }
    }

    /// A fault of disk, lock or schema: no other command would fare better.
    static func isOfTheDatabase(_ error: any Error) -> Bool {
        guard let fault = error as? StoreFault else { return false }
        switch fault {
        case .constraint, .column, .unreadable, .statement, .numberOutOfTurn: return false
        default: return true
        }
    }
}

extension Fault {
    /// What a failed commit means to the one who waits.
    init(storing error: any Error) {
        switch error {
        case let fault as Fault: self = fault
        case StoreFault.diskFull: self = .diskFull
        case StoreFault.folderInUse(let path, _), StoreFault.leaseLost(let path): self = .folderInUse(path)
        case StoreFault.closed: self = .stopping
        default: self = .notStored("\(error)")
        }
    }
}

/// First receipts by idempotency key.
enum Idempotency {
    /// The receipt that this key got before; throws `Refusal.keyReused` when the body was another.
    static func first(_ key: IdempotencyKey, on connection: any Connection) throws -> Receipt? {
        guard
            let row = try connection.row(
                IdempotencyTable.find,
                ["caller": .text(key.caller), "route": .text(key.route), "key": .text(key.key)]
            )
        else { return nil }
        guard try row.digest("body") == key.body else { throw Refusal.keyReused }
        return Receipt(
            sequence: try row.int("sequence"),
            hash: try row.digest("hash"),
            recorded: try row.moment("recorded"),
            answer: try JSON(parsing: Array(try row.text("answer").utf8)),
            isRepeat: true
        )
    }

    static func keep(_ receipt: Receipt, _ key: IdempotencyKey, on connection: any Connection) throws {
        try connection.run(
            IdempotencyTable.insert,
            [
                "caller": .text(key.caller), "route": .text(key.route), "key": .text(key.key),
                "body": .digest(key.body), "sequence": .int(receipt.sequence), "hash": .digest(receipt.hash),
                "recorded": .moment(receipt.recorded), "answer": .text(receipt.answer.text),
            ]
        )
    }
}
