import Engine
import Governance
import Home
import Schemas
import Vocabulary

extension ClockReading {
    /// The setting that holds it.
    static let setting = "clock"

    /// The reading that was believed first since the machine started. One that does not read says as little as one of another
    /// start: it must not keep a home from being halted.
    static func kept(in store: any EngineStore) async throws -> ClockReading? {
        guard let text = try await store.read({ view in try view.setting(setting) }) else { return nil }
        do { return try ClockReading(json: JSON(parsing: Array(text.utf8))) } catch { return nil }
    }
}

extension OpenHome {
    /// Why nothing may go for an agent by now; the doors are read anew.
    func closed(for agent: AgentName) -> String? {
        clock?.doubt?.text ?? HomeDoors(folder.paths).closed(for: agent)
    }

    /// Keeps what the clock says, from time to time, so that later commands hold theirs against it.
    func keepClock() async throws {
        guard let clock else { return }
        let (reading, instant) = (clock.worthKeeping, clock.worthRecording)
        guard reading != nil || instant != nil else { return }
        try await store.write { view in
            if let instant { try view.recordInstant(instant) }
            if let reading { try view.set(ClockReading.setting, to: reading.json.description) }
        }
    }

    /// Takes the clock as right on signatures.
    func acceptClock(_ doubt: ClockDoubt, _ now: ClockReading, _ line: Line) async throws {
        let first = try signatory(line)
        let second = try folder.secondPerson(after: first, of: team)
        try await engine.acceptClock(
            now.wall, instead: doubt.instead, by: first, second: second, isSelfAgreed: folder.settings.isSandbox,
            keep: (ClockReading.setting, now.json.description))
        try await keepCheckpoint()
    }
}
