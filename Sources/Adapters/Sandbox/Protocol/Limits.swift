import Schemas

/// The bounds of everything that crosses the socket or sits in the file.
enum Limits {
    /// The longest request line, in bytes.
    static let request = 1 << 20
    /// The longest reply line that a client reads, in bytes.
    static let reply = 8 << 20
    /// Connections at once; one more is closed at once.
    static let connections = 256
    /// Entities in one account.
    static let entities = 1_000_000
    /// Items in one list or report, or entities in one request.
    static let page = 500
    /// Rows of histories in one request: each is short, and all of them are one sync.
    static let rows = 4_000
    /// Letters of an identifier, name, actor or key.
    static let text = 256
    /// How long a started request may take to arrive whole, in seconds.
    static let secondsToSend: Int64 = 10
    /// How long the server stays without a client, in seconds.
    static let idleSeconds: Int64 = 30
    /// How far one request may move the clock, in days.
    static let daysAtOnce = 400

    /// JSON of a request.
    static let requestJSON = JSONLimits(bytes: request, depth: 16)
    /// JSON of a reply.
    static let replyJSON = JSONLimits(bytes: reply, depth: 24)
    /// JSON of a record in the file.
    static let record = JSONLimits(bytes: 64 << 20, depth: 32)
}
