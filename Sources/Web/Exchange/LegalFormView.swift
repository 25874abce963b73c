import Civic
import Definition
import Exchange
import Foundation

/// An agreement's legal form as templates set it.
struct LegalFormView {
    let text: AgreementText
    /// Signatures that verify, by side.
    let signatures: [Side: AgreementSignature]
    let formats: Formats

    var view: View {
        let form = LegalForm(text)
        return [
            "headline": form.headline, "numbers": form.numbers, "opening": form.opening,
            "parties": form.parties.enumerated().map { index, party in
                ["roman": index == 0 ? "I." : "II.", "name": party.name, "text": party.text] as View
            },
            "together": form.together,
            "considerations": form.considerations.enumerated().map { index, words in
                ["letter": Self.letter(index), "text": words] as View
            },
            "basis": form.basis, "legal": form.legal.enumerated().map { ["number": "\($0 + 1).", "text": $1] as View },
            "agreed": form.agreed,
            "articles": form.articles.map { article in
                [
                    "number": article.number, "heading": article.heading, "paragraphs": article.paragraphs,
                    "id": "pasal-\(article.id)",
                ] as View
            },
            "closing": form.closing, "signatures": form.signatures.map(block),
            "hasAnnex": !text.annex.isEmpty, "annexHeadline": form.annexHeadline,
            "annexNumbers": text.annex.isEmpty ? [] : form.numbers,
            "annex": text.annex.enumerated().map(line), "hasObligations": !text.obligations.isEmpty,
            "obligations": text.obligations.map {
                ["who": $0.who.partyWord, "what": $0.what, "due": $0.due] as View
            },
            "hash": AgreementSignature.digest(text.canonical).hex,
        ]
    }

    /// a., b., …, z., aa.
    private static func letter(_ index: Int) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        return index < 26 ? "\(letters[index])." : "\(letters[index / 26 - 1])\(letters[index % 26])."
    }

    private func block(_ block: LegalForm.SignatureBlock) -> View {
        let signature = signatures[block.side]
        return [
            "party": block.party, "title": block.title, "name": block.name,
            "signed": signature.map { signature in
                [
                    "when": formats.dateTime(signature.at),
                    "short": hexText(Array(signature.bytes.prefix(12))) + "…",
                ] as View
            },
        ]
    }

    private func line(_ index: Int, _ line: AnnexLine) -> View {
        [
            "number": "\(index + 1)", "name": line.name, "app": line.app.text, "version": line.version.description,
            "hash": line.hash.hex,
            "shortHash": String(line.hash.hex.prefix(16)) + "…",
            "modules": line.modules, "requirements": line.requirements, "data": line.data, "hosting": line.hosting,
            "teaching": line.teaching, "support": line.support, "upgrade": line.mayUpgrade ? "Ya" : "Tidak",
            "contribution": line.contribution,
            "national": line.national.map {
                "\($0.system) (\($0.relation.rawValue))" + ($0.exception.map { "; pengecualian: " + $0 } ?? "")
            },
        ]
    }
}
