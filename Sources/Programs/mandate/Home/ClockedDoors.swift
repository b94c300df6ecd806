import Engine
import Vocabulary

/// The doors of a home whose clock went back: closed until clock and record agree. A time before what is recorded would open
/// every rolling window again.
struct ClockedDoors: Doors {
    private let doors: any Doors
    private let trouble: String?

    /// Doors that a clock keeps closed where it is more than 60 s before the last recorded instant. A simulated clock is its
    /// own record.
    init(_ doors: any Doors, now: Instant, recorded: Instant?) {
        self.doors = doors
        trouble = ClockedDoors.trouble(now: now, recorded: recorded)
    }

    /// What is wrong with a clock, in words.
    static func trouble(now: Instant, recorded: Instant?) -> String? {
        guard let recorded, recorded.since(now) > .seconds(60) else { return nil }
        return
            "the clock says `\(now)`, and `\(recorded)` is recorded already; set the clock right, nothing is sent before"
    }

    /// Why nothing may go.
    func closed(for agent: AgentName) -> String? { trouble ?? doors.closed(for: agent) }

    /// Goes through, where the clock is right.
    func enter(for agent: AgentName) -> (any DoorPass)? { trouble == nil ? doors.enter(for: agent) : nil }
}
