extension Duration {
    /// Reads `15 min`, `4 h`, `7 d`, `30 s`, `2 w`: a whole number, a space, a unit. A day is 24 hours, a week seven days.
    public init?(parsing text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let count = Int64(parts[0]), count >= 0, count <= 1_000_000, parts[0].first != "+",
            let unit = Duration.unitSeconds[String(parts[1])]
        else { return nil }
        self = .seconds(count * unit)
    }

    /// Whole milliseconds, cut.
    public var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }

    /// Whole seconds, cut.
    public var wholeSeconds: Int64 { components.seconds }

    /// The same in whole hours, rounded up: an age as people read it, never less than it is.
    public var inHours: Duration { .seconds((wholeSeconds + 3_599) / 3_600 * 3_600) }

    /// The largest unit that fits exactly: `4 h`, `7 d`, `90 min`.
    public var brief: String {
        let seconds = components.seconds
        guard seconds != 0 else { return wholeMilliseconds == 0 ? "0 s" : "\(wholeMilliseconds) ms" }
        for (name, size) in [("d", Int64(86_400)), ("h", 3_600), ("min", 60)] where seconds % size == 0 {
            return "\(seconds / size) \(name)"
        }
        return "\(seconds) s"
    }

    private static let unitSeconds: [String: Int64] = [
        "s": 1, "min": 60, "h": 3_600, "d": 86_400, "w": 604_800,
    ]
}
