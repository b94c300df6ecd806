import CSystem
public import Schemas
public import Vocabulary

/// The wall clock, and the time since the machine started, read together. Their difference stays the same as long as nobody sets
/// the clock, and until the next start, which has another identifier.
public struct ClockReading: Hashable, Sendable {
    /// The wall clock, UTC.
    public let wall: Instant
    /// Since the machine started, milliseconds; counts through sleep and is never set.
    public let sinceStart: Int64
    /// Which start; empty where the system does not say.
    public let start: String

    /// A reading.
    public init(wall: Instant, sinceStart: Int64, start: String) {
        self.wall = wall
        self.sinceStart = sinceStart
        self.start = start
    }

    /// What the system's clocks say now.
    @Sendable public static func system() -> ClockReading {
        ClockReading(
            wall: HomeSurroundings.wallClock(), sinceStart: csystem_boottime() / 1_000_000, start: systemStart)
    }

    private static let systemStart: String = {
        do throws(HomeError) {
            let bytes = try FolderFiles.read("/proc/sys/kernel/random/boot_id", limit: 64) ?? []
            return String(decoding: bytes, as: UTF8.self).filter { $0.isHexDigit || $0 == "-" }
        } catch { return "" }
    }()

    /// The wall clock that a later reading of the same start has to show; nil after another start.
    func expected(at later: ClockReading) -> Instant? {
        guard !start.isEmpty, later.start == start else { return nil }
        return wall.advanced(by: .milliseconds(later.sinceStart - sinceStart))
    }
}

extension ClockReading: JSONRepresentable {
    /// As it is kept in a store.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "clock")
        let text = try fields.string("wall")
        guard let wall = Instant(parsing: text) else {
            throw JSONShapeError(path: "wall", message: "`\(text)` is no instant")
        }
        self.wall = wall
        sinceStart = try fields.integer("since_start_ms", in: 0...Int64(1 << 52))
        start = try fields.string("start")
        try fields.end()
    }

    /// As it is kept in a store.
    public var json: JSON {
        ["since_start_ms": .integer(sinceStart), "start": .string(start), "wall": .string(wall.description)]
    }
}

/// Why a wall clock is not believed.
public enum ClockDoubt: Hashable, Sendable {
    /// It is before what is recorded already.
    case beforeRecord(wall: Instant, recorded: Instant)
    /// It was set while the machine went on: by the time that passed it would be another.
    case wasSet(wall: Instant, expected: Instant)

    /// What the clock was held against.
    public var instead: Instant {
        switch self {
        case .beforeRecord(_, let recorded): recorded
        case .wasSet(_, let expected): expected
        }
    }

    /// What is wrong, and the way out.
    public var text: String {
        let what =
            switch self {
            case .beforeRecord(let wall, let recorded):
                "the clock says `\(wall)`, and `\(recorded)` is recorded already"
            case .wasSet(let wall, let expected):
                "the clock says `\(wall)`, and by the time that passed since it was last right it is `\(expected)`"
            }
        return what + "; set the clock right, or where it is right run `mandate clock accept`: nothing is sent before"
    }
}

/// The wall clock of a home and what it is held against. Time is the later of the clock and of what is recorded: a clock that was
/// set back would open every rolling window again, and one that was set forward would close them, and take every deadline and
/// review as missed.
public struct HomeClock: Sendable {
    /// How far the clocks may be apart before they are doubted.
    public static let tolerance = Duration.seconds(60)

    /// The last instant that is recorded.
    public let recorded: Instant?
    private let kept: ClockReading?
    private let right: ClockReading
    private let read: @Sendable () -> ClockReading

    /// The clock of a process.
    /// - Parameters:
    ///   - kept: the reading that was believed first since the machine started; one of another start says nothing any more.
    ///   - recorded: the last recorded instant.
    ///   - read: both clocks.
    public init(
        kept: ClockReading?, recorded: Instant?, read: @escaping @Sendable () -> ClockReading = ClockReading.system
    ) {
        let first = read()
        self.kept = kept
        right = kept.flatMap { $0.expected(at: first) == nil ? nil : $0 } ?? first
        self.recorded = recorded
        self.read = read
    }

    /// What both clocks say now.
    public func reading() -> ClockReading { read() }

    /// Why the clock is not believed now; nil where it is.
    public var doubt: ClockDoubt? {
        let now = read()
        if let recorded, recorded.since(now.wall) > HomeClock.tolerance {
            return .beforeRecord(wall: now.wall, recorded: recorded)
        }
        guard let expected = right.expected(at: now) else { return nil }
        let apart = now.wall.since(expected)
        return apart > HomeClock.tolerance || .zero - apart > HomeClock.tolerance
            ? .wasSet(wall: now.wall, expected: expected) : nil
    }

    /// The reading that is worth keeping: the clock is believed, and the one that was kept is another start's. One of this start
    /// is never replaced: each would let the clock be set by a minute more. Both clocks run at one rate, so nothing else parts them.
    public var worthKeeping: ClockReading? {
        let now = read()
        return doubt == nil && !now.start.isEmpty && kept?.start != now.start ? now : nil
    }

    /// The instant that is worth recording: the clock is believed, and ten minutes past the last recorded one.
    public var worthRecording: Instant? {
        let wall = read().wall
        guard doubt == nil, let recorded else { return nil }
        return wall.since(recorded) >= .seconds(600) ? wall : nil
    }
}
