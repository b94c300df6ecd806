import Vocabulary

/// From when until when a person wants to see something.
struct TimeSpan: Sendable {
    /// The options that name it.
    static let options = [
        Option(name: "since", value: "TIME", summary: "from then on: an instant, a date, or how long ago (`7d`)"),
        Option(name: "until", value: "TIME", summary: "before then: an instant, a date, or how long ago"),
    ]

    private let since: Instant?
    private let until: Instant?

    /// Whether everything is asked for.
    var isAll: Bool { since == nil && until == nil }

    /// What a line asks for at some time.
    init(_ line: Line, at now: Instant) throws(Failure) {
        since = try TimeSpan.instant(line.value("since"), now)
        until = try TimeSpan.instant(line.value("until"), now)
        if let since, let until, since >= until {
            throw Failure(.usage, "nothing is since `\(since)` and before `\(until)`; exchange them")
        }
    }

    /// Whether something that happened then is asked for.
    func contains(_ instant: Instant) -> Bool {
        (since.map { instant >= $0 } ?? true) && (until.map { instant < $0 } ?? true)
    }

    private static func instant(_ text: String?, _ now: Instant) throws(Failure) -> Instant? {
        guard let text else { return nil }
        if let instant = Instant(parsing: text) { return instant }
        if let date = CalendarDate(parsing: text) { return Zone.utc.startOfDay(date) }
        if let ago = Duration(written: text) { return now.advanced(by: .zero - ago) }
        throw Failure(.usage, "`\(text)` is no time; write it as `2017-10-01T06:00:00Z`, `2017-10-01` or `7d`")
    }
}
