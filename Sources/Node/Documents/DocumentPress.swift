package import Civic
import Definition
import Engine
import Ledger
package import Store
import Synchronization

/// Prints, signs and puts away the documents of one government: a message of the outbox for each, so that a service that is down
/// is asked again, and nothing is put away twice.
package final class DocumentPress: Sendable {
    private let book: Book
    private let files: FileStore
    private let mark: Mark
    private let signatory: any Signatory
    private let print: @Sendable (String) throws -> [UInt8]
    private let crew: Crew
    private let owner = Mutex(Owner())

    private struct Owner {
        weak var government: Government?
    }

    init(
        book: Book,
        files: FileStore,
        mark: Mark,
        signatory: any Signatory,
        crew: Crew,
        print: @escaping @Sendable (String) throws -> [UInt8]
    ) {
        self.book = book
        self.files = files
        self.mark = mark
        self.signatory = signatory
        self.crew = crew
        self.print = print
    }

    func serve(_ government: Government) {
        owner.withLock { $0.government = government }
    }

    // MARK: Codes

    /// What stands behind `/dok/`: the place in the ledger, and a mark that nobody can guess.
    package func code(_ row: IssuedRow) -> String { "\(row.sequence)-\(row.place)-\(secret(row.sequence, row.place))" }

    private func secret(_ sequence: Int64, _ place: Int) -> String {
        String(mark.text("document", String(sequence), String(place)).prefix(16))
    }

    /// The document that a code names; nil: there is none, or the code is not ours.
    package func document(code: String) throws -> IssuedRow? {
        let parts = code.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let sequence = Int64(parts[0]), let place = Int(parts[1]),
            Mark.equal(String(parts[2]), secret(sequence, place))
        else { return nil }
        return try book.database.read { try IssuedRow.at(sequence, place: place, on: $0) }
    }

    // MARK: Reading

    /// The documents of a case, in order.
    package func documents(of id: CaseID) throws -> [IssuedRow] {
        try book.database.read { try IssuedRow.of(id, on: $0) }
    }

    /// The PDF that was put away; nil while it waits, or where its key was destroyed.
    package func pdf(_ row: IssuedRow) throws -> [UInt8]? {
        guard row.isReady else { return nil }
        return try files.readDocument(row.file, of: row.caseID)
    }

    /// The page that a document is, or would be, printed from.
    package func page(_ id: CaseID, place: Int) throws -> String {
        try letter(id, place).html()
    }

    private func letter(_ id: CaseID, _ place: Int) throws -> OfficialLetter {
        guard let government = owner.withLock({ $0.government }) else { throw Fault.unusable("The node stops.") }
        let stream = CaseEvent.stream(id)
        guard let state = try book.ledger.stream(stream)?.state, state.documents.indices.contains(place) else {
            throw Fault.unusable("The case has no such document.")
        }
        let document = state.documents[place]
        // What the case held then, whatever was written since.
        var then: CaseState?
        var content: CaseContent?
        for (index, fact) in try book.ledger.facts(of: stream).prefix(document.version).enumerated() {
            let event = try CaseEvent(fact: fact.1)
            then = evolve(then, event)
            content = evolve(content, event, version: index + 1)
        }
        guard let then, let row = try documents(of: id).first(where: { $0.place == place }) else {
            throw Fault.unusable("The case has no such document.")
        }
        let officer = document.issuedBy.officer.flatMap { government.identity.officer($0) }
        return OfficialLetter(
            government: government.profile,
            plan: try government.definitions.compiled(then.definition),
            state: then,
            content: content ?? CaseContent(),
            document: document,
            signer: (officer?.name ?? "–", officer?.title ?? ""),
            note: signatory.note,
            verify: government.baseURL + "/\(government.slug)/dok/" + code(row)
        )
    }

    // MARK: Printing

    /// Prints, signs and puts away one document; what was put away already is taken.
    func deliver(_ message: OutboxMessage) async -> DeliveryOutcome {
        guard let id = try? CaseID(message.content.to), let place = Int(message.content.title) else {
            return .refused("\(message.content.to) is no case")
        }
        do {
            if try documents(of: id).first(where: { $0.place == place })?.isReady == true { return .taken("sudah ada") }
            let letter = try letter(id, place)
            let pdf: [UInt8]
            do {
                let html = try letter.html()
                pdf = try await crew.run { [print] in try print(html) }
            } catch let fault as Fault {
                // Trying again prints the same; a steward mends it and sends it again.
                if case .busy = fault { throw fault }
                return .refused("Naskah tidak dapat dicetak: \(fault.message(.id))")
            }
            let signer = DocumentSigner(
                officer: letter.document.issuedBy.officer?.text ?? "-",
                name: letter.signer.name,
                organisation: letter.government.name,
                at: book.outside.now()
            )
            let signed = try await signatory.sign(pdf, for: signer)
            try await putAway(signed, letter, place)
            return .taken(signatory.authority)
        } catch let fault as Fault {
            return .failed("Menunggu tanda tangan: \(fault.message(.id))")
        } catch {
            return .failed("\(error)")
        }
    }

    private func putAway(_ pdf: [UInt8], _ letter: OfficialLetter, _ place: Int) async throws {
        let id = letter.state.id
        let name = try await files.keepDocument(pdf, of: id)
        let rendered = RenderedDocument(
            caseID: id,
            place: place,
            number: letter.document.document.number,
            file: name,
            pdf: sha256(pdf),
            bytes: pdf.count,
            signer: letter.signer.name,
            authority: signatory.authority
        )
        let stream = RenderedDocument.stream(id, place: place)
        let receipt = try await book.submit(
            Work(stream: stream) { turn in
                // Somebody was faster: what is put away stays.
                if try turn.stream(stream) != nil { return .bool(false) }
                try turn.append([rendered.fact(at: turn.now)])
                return .bool(true)
            }
        )
        if receipt.answer.bool == false { try files.dropDocument(name) }
    }
}
