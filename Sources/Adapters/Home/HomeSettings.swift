public import Schemas
public import Vocabulary

/// What kind of home this is: `home.json`, written once by `init`.
public struct HomeSettings: Hashable, Sendable, JSONRepresentable {
    /// Whether it has the sandbox platform and its own team.
    public let isSandbox: Bool
    /// Whether time is recorded and moves only by `sandbox advance`.
    public let hasSimulatedClock: Bool
    /// The name of its log, unique in the world: the origin of its checkpoints.
    public let logOrigin: String
    /// When it was made.
    public let madeAt: Instant

    /// Settings.
    public init(isSandbox: Bool, hasSimulatedClock: Bool, logOrigin: String, madeAt: Instant) {
        self.isSandbox = isSandbox
        self.hasSimulatedClock = hasSimulatedClock
        self.logOrigin = logOrigin
        self.madeAt = madeAt
    }

    /// Reads `home.json`; unknown members are refused.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "home.json")
        _ = try fields.integer("format", in: 1...1)
        self.init(
            isSandbox: try fields.bool("sandbox"), hasSimulatedClock: try fields.bool("simulated_clock"),
            logOrigin: try fields.text("log_origin", atMost: 128), madeAt: try fields.value("made_at"))
        try fields.end()
    }

    /// The settings as JSON.
    public var json: JSON {
        [
            "format": 1, "log_origin": .string(logOrigin), "made_at": madeAt.json, "sandbox": .bool(isSandbox),
            "simulated_clock": .bool(hasSimulatedClock),
        ]
    }
}
