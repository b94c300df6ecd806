import Engine
@testable import Home
import Locks
import Testing
import Vocabulary

/// A wall clock, held against what is recorded and against the time that passed.
@Suite struct ClockTests {
    /// Clocks of a machine that a test sets.
    private final class Machine: Sendable {
        private let state: Lock<ClockReading>

        init(_ wall: Int64, _ sinceStart: Int64, _ start: String = "one") {
            state = Lock(ClockReading(wall: Instant(milliseconds: wall), sinceStart: sinceStart, start: start))
        }

        /// Time passes, and somebody sets the clock.
        func pass(_ milliseconds: Int64, setBy jump: Int64 = 0) {
            state.withLock { now in
                now = ClockReading(
                    wall: now.wall.advanced(by: .milliseconds(milliseconds + jump)),
                    sinceStart: now.sinceStart + milliseconds, start: now.start)
            }
        }

        func startAgain() {
            state.withLock { now in now = ClockReading(wall: now.wall, sinceStart: 1_000, start: now.start + "+") }
        }

        var now: ClockReading { state.withLock { $0 } }

        func clock(_ kept: ClockReading?, recorded: Instant? = nil) -> HomeClock {
            HomeClock(kept: kept, recorded: recorded) { [self] in now }
        }
    }

    private static let epoch: Int64 = 1_796_000_000_000

    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    @Test(arguments: 0..<2_000)
    func `P1 P19 a clock that is set by more than a minute is doubted, and by no more is not`(
        seed: UInt64
    ) {
        var dice = Dice(state: seed &* 0x9E37_79B9_7F4A_7C15 &+ 1)
        let machine = Machine(Self.epoch, Int64.random(in: 0...90_000_000, using: &dice))
        let kept = machine.now
        let jump = Int64.random(in: -300_000_000...300_000_000, using: &dice) / [1, 1_000, 5_000][Int(seed % 3)]
        machine.pass(Int64.random(in: 0...900_000_000, using: &dice), setBy: jump)
        let clock = machine.clock(kept)
        #expect((clock.doubt != nil) == (abs(jump) > 60_000), "\(jump)")
        if case .wasSet(let wall, let expected)? = clock.doubt { #expect(wall.since(expected) == .milliseconds(jump)) }
        // Right again, however long it takes.
        machine.pass(5_000, setBy: -jump)
        #expect(clock.doubt == nil)
    }

    @Test func `P1 a clock that is set while a run goes on shuts the doors at once, and they open when it is right`()
        throws
    {
        struct Open: Doors {
            struct Pass: DoorPass { func leave() {} }
            func closed(for agent: AgentName) -> String? { nil }
            func enter(for agent: AgentName) -> (any DoorPass)? { Pass() }
        }
        let agent = try #require(AgentName("paid-social"))
        for jump: Int64 in [259_200_000, -259_200_000] {
            let machine = Machine(Self.epoch, 5_000)
            let doors = ClockedDoors(Open(), machine.clock(nil))
            #expect(doors.enter(for: agent) != nil && doors.closed(for: agent) == nil)
            machine.pass(1_000, setBy: jump)
            #expect(doors.enter(for: agent) == nil)
            #expect(doors.closed(for: agent)?.contains("mandate clock accept") == true)
            machine.pass(1_000, setBy: -jump)
            #expect(doors.enter(for: agent) != nil && doors.closed(for: agent) == nil)
        }
    }

    @Test func `what was kept before a restart says nothing any more, what is recorded still does`() {
        let machine = Machine(Self.epoch, 900_000)
        let kept = machine.now
        machine.startAgain()
        machine.pass(10_000, setBy: 86_400_000)
        #expect(machine.clock(kept).doubt == nil)
        let recorded = machine.now.wall.advanced(by: .seconds(61))
        #expect(
            machine.clock(kept, recorded: recorded).doubt == .beforeRecord(wall: machine.now.wall, recorded: recorded))
        #expect(machine.clock(kept, recorded: machine.now.wall.advanced(by: .seconds(60))).doubt == nil)
    }

    @Test func `P19 a clock that is set by a little again and again is doubted when it comes to a minute`() {
        let machine = Machine(Self.epoch, 900_000)
        let first = machine.now
        var kept = machine.clock(nil).worthKeeping
        #expect(kept == first)
        for step in 1...4 {
            machine.pass(700_000, setBy: 25_000)
            kept = machine.clock(kept).worthKeeping ?? kept
            #expect((machine.clock(kept).doubt != nil) == (step > 2), "\(step)")
        }
    }

    @Test
    func `a reading is kept after a restart, an instant is recorded every ten minutes, and neither while in doubt`() {
        let machine = Machine(Self.epoch, 900_000)
        let first = machine.now
        machine.pass(599_999)
        #expect(machine.clock(first, recorded: first.wall).worthRecording == nil)
        machine.pass(1)
        #expect(machine.clock(first).worthKeeping == nil)
        #expect(machine.clock(first, recorded: first.wall).worthRecording == machine.now.wall)
        machine.pass(1_000, setBy: 90_000)
        #expect(machine.clock(first, recorded: first.wall).worthRecording == nil, "it is doubted")
        machine.startAgain()
        #expect(machine.clock(first).worthKeeping == machine.now)
        let silent = Machine(Self.epoch, 900_000, "")
        #expect(silent.clock(nil).worthKeeping == nil, "a system that does not say which start it is")
    }

    @Test func `a reading reads back as it is written`() throws {
        let reading = ClockReading.system()
        #expect(!reading.start.isEmpty && reading.sinceStart > 0)
        #expect(try ClockReading(json: reading.json) == reading)
    }
}
