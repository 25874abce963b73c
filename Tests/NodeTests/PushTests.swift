import Civic
import Crypto
import Engine
import Foundation
import Testing

@testable import Node

@Suite struct PushTests {
    /// RFC 8291 appendix A.
    private enum Example {
        static let point = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
        static let auth = "BTBZMqHH6r4Tts7J_aSIgg"
        static let own = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
        static let salt = "DGv6ra1nlYgDCS1FRnbzlw"
        static let body = """
            DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_y\
            l95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN
            """
    }

    @Test func `a message is encrypted as the example of RFC 8291 is`() throws {
        let bytes = { (text: String) in try #require(base64URLBytes(text)) }
        let encryption = try #require(PushEncryption(point: try bytes(Example.point), auth: try bytes(Example.auth)))
        let sealed = try encryption.seal(
            Array("When I grow up, I want to be a watermelon".utf8),
            ephemeral: P256.KeyAgreement.PrivateKey(rawRepresentation: try bytes(Example.own)),
            salt: try bytes(Example.salt)
        )
        #expect(base64URL(sealed) == Example.body)
    }

    @Test func `a ticket for a push service is signed with the government's key`() throws {
        let identity = PushIdentity { [UInt8](repeating: 7, count: 31) + [UInt8($0)] }
        let text = try identity.authorization(
            for: "https://push.example",
            subject: "https://kota.example",
            until: 1_000
        )
        let parts = text.dropFirst("vapid t=".count).split(separator: ",")
        let token = try #require(parts.first).split(separator: ".").map(String.init)
        let key = try P256.Signing.PublicKey(x963Representation: try #require(base64URLBytes(identity.publicText)))
        let signature = try P256.Signing.ECDSASignature(rawRepresentation: try #require(base64URLBytes(token[2])))
        #expect(key.isValidSignature(signature, for: Array("\(token[0]).\(token[1])".utf8)))
        let claims = try JSON(parsing: try #require(base64URLBytes(token[1])))
        #expect(claims["aud"]?.string == "https://push.example")
    }

    private func subscription(_ name: String = "a") throws -> PushSubscription {
        try #require(
            PushSubscription(endpoint: "https://push.example/\(name)", point: Example.point, auth: Example.auth)
        )
    }

    private func pushes(_ city: City) -> [Errand] { city.world.errands.filter { $0.headers["TTL"] != nil } }

    @Test func `a browser is told that there is news and nothing else, until it is gone`() async throws {
        let city = try await City()
        let report = try await city.start(["contact_phone": "0812-1111-2222"])
        try await city.tangerang.subscribe(try subscription(), to: report.id)
        try await city.tangerang.subscribe(try subscription(), to: report.id)
        #expect(try city.tangerang.browsers(of: report.id) == 1)
        let verifier = try city.caller("verifikator")
        city.world.answer(500, 201)
        _ = try await city.tangerang.act(report.number, "verify", version: 1, by: verifier)
        try await city.tangerang.outbox.deliverToStrangers()
        city.world.pass(.seconds(6))
        try await city.tangerang.outbox.deliverToStrangers()
        #expect(Set(pushes(city).map { $0.headers["Topic"] }).count == 1)
        #expect(pushes(city).count == 2)
        let told = try #require(try city.tangerang.outbox.messages(.push).first).content.body
        #expect(told["body"]?.string?.contains(report.number.text) == true)
        #expect(told["url"]?.string == "/tangerang/lacak/\(report.number.text)")
        city.world.answer(410)
        try await city.dispatch(report.number)
        try await city.tangerang.outbox.deliverToStrangers()
        #expect(try city.tangerang.browsers(of: report.id) == 0)
    }

    @Test func `who gave no phone and no e-mail is told in the browser all the same, unless that is not wished`()
        async throws
    {
        let city = try await City()
        let report = try await city.start(["anonymous": true])
        try await city.tangerang.subscribe(try subscription(), to: report.id)
        _ = try await city.tangerang.act(report.number, "verify", version: 1, by: try city.caller("verifikator"))
        try await city.tangerang.outbox.deliverToStrangers()
        #expect(pushes(city).count == 1)
        try await city.tangerang.keep(Wish(byPhone: false, byEmail: false, byPush: false), of: report.id)
        try await city.dispatch(report.number)
        try await city.tangerang.outbox.deliverToStrangers()
        #expect(pushes(city).count == 1)
    }

    @Test(arguments: ["ftp://push.example/", "https://nama@push.example/", "kosong", ""])
    func `an endpoint that is no address is refused`(_ endpoint: String) {
        #expect(PushSubscription(endpoint: endpoint, point: Example.point, auth: Example.auth) == nil)
        #expect(PushSubscription(endpoint: "https://push.example/", point: "AAAA", auth: Example.auth) == nil)
    }
}
