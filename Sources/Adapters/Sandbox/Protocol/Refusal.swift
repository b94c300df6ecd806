import Schemas

/// Why the platform does not do what a request asks; the numbers are those of HTTP.
struct Refusal: Error, Hashable {
    let status: Int64
    let code: String
    let message: String
    var retryAfterMilliseconds: Int64?

    static func invalid(_ message: String) -> Refusal { Refusal(status: 400, code: "invalid", message: message) }

    static func unknown(_ what: String) -> Refusal {
        Refusal(status: 404, code: "not_found", message: "there is no `\(what)` on this platform")
    }

    static func conflict(_ code: String, _ message: String) -> Refusal {
        Refusal(status: 409, code: code, message: message)
    }
}
