/// The web's own no: nothing to do with a rule of an application.
package enum PageRefusal: Error, Equatable, Sendable {
    /// No such page, case, government, file: the same answer for what is not there and what is not yours to know.
    case notFound
    /// Nobody is signed in; the visitor is led to the sign-in page of this kind and back.
    case signIn(SignIn)
    /// The API's bearer token is nobody's.
    case unknownToken
    /// The form cannot be used; the key is the sentence that says why.
    case badForm(String)
    case tooLarge(bytes: Int)
    case tooMany(seconds: Int)
    /// The method of the request is not one that this address knows.
    case badRequest(String)

    package enum SignIn: Sendable, Equatable { case citizen, officer }

    /// HTTP status of the answer.
    var httpStatus: Int {
        switch self {
        case .notFound: 404
        case .signIn, .unknownToken: 401
        case .badForm, .badRequest: 400
        case .tooLarge: 413
        case .tooMany: 429
        }
    }

    /// A stable key for APIs and logs; `problem.<key>` is the title on the page.
    var key: String {
        switch self {
        case .notFound: "not-found"
        case .signIn: "sign-in-needed"
        case .unknownToken: "unknown-token"
        case .badForm: "bad-form"
        case .badRequest: "bad-request"
        case .tooLarge: "too-large"
        case .tooMany: "too-many"
        }
    }
}
