import Execution
import Governance
import Vocabulary

/// A platform's reads, asked again where it wants to be asked later: one busy moment ends neither a run nor an answer.
struct PatientReads: ConnectorReads {
    let reads: any ConnectorReads
    let surroundings: any Surroundings
    let pause: @Sendable (Duration) async throws -> Void

    func now() async throws(ConnectorError) -> Instant {
        try await patiently { () throws(ConnectorError) in try await reads.now() }
    }

    func entity(_ ref: EntityRef) async throws(ConnectorError) -> PlatformEntity {
        try await patiently { () throws(ConnectorError) in try await reads.entity(ref) }
    }

    func entities(_ kind: EntityKind) async throws(ConnectorError) -> [PlatformEntity] {
        try await patiently { () throws(ConnectorError) in try await reads.entities(kind) }
    }

    func report(_ kind: EntityKind, over period: Period, byDay: Bool) async throws(ConnectorError) -> PlatformReport {
        try await patiently { () throws(ConnectorError) in
            try await reads.report(kind, over: period, byDay: byDay)
        }
    }

    func changes(after number: Int64) async throws(ConnectorError) -> [PlatformChange] {
        try await patiently { () throws(ConnectorError) in try await reads.changes(after: number) }
    }

    func answer(to key: String) async throws(ConnectorError) -> KnownAnswer {
        try await patiently { () throws(ConnectorError) in try await reads.answer(to: key) }
    }

    private func patiently<Answer>(_ read: () async throws(ConnectorError) -> Answer) async throws(ConnectorError)
        -> Answer
    {
        var machine: Retrying?
        while true {
            let failure: ConnectorError
            do throws(ConnectorError) { return try await read() } catch { failure = error }
            let now = surroundings.now()
            var next =
                machine
                ?? Retrying(
                    giveUpAt: now.advanced(by: .seconds(60)), seed: surroundings.randomBits(), most: 4,
                    firstPause: .milliseconds(200), longestPause: .seconds(5))
            guard case .tryAgain(let at) = next.failed(failure.remedy, at: now) else { throw failure }
            machine = next
            do { try await pause(at.since(now)) } catch { throw failure }
        }
    }
}
