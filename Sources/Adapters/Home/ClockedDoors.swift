public import Engine
public import Vocabulary

/// The doors of a home with a wall clock: closed while the clock is not believed, also where it is set while a run goes on.
public struct ClockedDoors: Doors {
    private let doors: any Doors
    private let clock: HomeClock

    /// Doors that a clock keeps closed.
    public init(_ doors: any Doors, _ clock: HomeClock) {
        self.doors = doors
        self.clock = clock
    }

    /// Why nothing may go.
    public func closed(for agent: AgentName) -> String? { clock.doubt?.text ?? doors.closed(for: agent) }

    /// Goes through, where the clock is believed.
    public func enter(for agent: AgentName) -> (any DoorPass)? {
        clock.doubt == nil ? doors.enter(for: agent) : nil
    }
}
