import CArgon2

/// Argon2id in the standard encoded form `$argon2id$v=19$m=19456,t=2,p=1$salt$hash` (RFC 9106, OWASP Password Storage).
///
/// At most two hashes at once, each 19 MB; a flood of sign-ins waits in a bounded queue and is then told to come back.
final class Passwords: Sendable {
    private let crew = Crew("argon2", threads: Limits.argonAtOnce, waitingMax: Limits.argonWaitingMax)
    private let random: @Sendable (Int) -> [UInt8]
    /// Checked when the login is unknown, so that the answer takes as long as for a known one.
    private let decoy: String

    init(random: @escaping @Sendable (Int) -> [UInt8]) {
        self.random = random
        decoy = Self.encode("bukan kata sandi siapa pun", salt: random(16)) ?? ""
    }

    func close() { crew.close() }

    /// Throws when the password is too short or too long.
    static func check(_ password: String) throws(Refusal) {
        let length = password.count
        guard length >= Limits.passwordLengthMin else { throw .passwordTooShort(min: Limits.passwordLengthMin) }
        guard length <= Limits.passwordLengthMax else { throw .passwordTooLong(max: Limits.passwordLengthMax) }
    }

    func hash(_ password: String) async throws -> String {
        let salt = random(16)
        return try await crew.run {
            guard let encoded = Self.encode(password, salt: salt) else {
                throw Fault.notStored("Argon2 could not get its 19 MB of memory")
            }
            return encoded
        }
    }

    /// Whether the password fits; takes as long when there is no hash.
    func fits(_ password: String, _ encoded: String?) async throws -> Bool {
        let against = encoded ?? decoy
        let isRight = try await crew.run {
            let bytes = Array(password.utf8.prefix(4 * Limits.passwordLengthMax))
            return argon2id_verify(against, bytes, bytes.count) == ARGON2_OK.rawValue
        }
        return isRight && encoded != nil
    }

    private static func encode(_ password: String, salt: [UInt8]) -> String? {
        let bytes = Array(password.utf8)
        let length = argon2_encodedlen(
            Limits.argonRounds,
            Limits.argonKibibytes,
            1,
            UInt32(salt.count),
            32,
            Argon2_id
        )
        var encoded = [CChar](repeating: 0, count: length)
        let result = argon2id_hash_encoded(
            Limits.argonRounds,
            Limits.argonKibibytes,
            1,
            bytes,
            bytes.count,
            salt,
            salt.count,
            32,
            &encoded,
            length
        )
        guard result == ARGON2_OK.rawValue else { return nil }
        return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
