import Engine
import Execution
import Governance

/// From a person's yes to the connector: the signature made and checked, the decision judged again, the claim durable.
struct DispatchBench {
    private let line: BenchLine
    private let count: Int

    init(_ line: BenchLine, count: Int) {
        self.line = line
        self.count = count
    }

    func run() async throws -> Figures {
        let home = try await ScratchHome(in: line.scratch)
        defer { home.remove() }
        let course = try await DecisionCourse(home, count: count * 10, agents: 1)
        // A yes names the log that its decision stands in.
        try await LogKeeper(store: home.store, surroundings: home.surroundings)
            .begin(origin: "mandate.example/bench", key: course.owner.key)
        let connected = ConnectedPlatform(
            reads: course.platform, effects: course.platform, rule: .sandbox, actor: "bench")
        let engine = try home.engine(platform: connected, staff: OnePerson(course.owner))
        var waits: [Double] = []
        for number in stride(from: 7, to: count * 10, by: 10) {
            let decision = try await course.propose(number)
            let asked = ContinuousClock.now
            guard case .used = try await engine.approve(decision.id, by: course.owner),
                let sent = course.platform.lastAttempt, sent > asked
            else { throw WrongAnswer("the yes to decision \(number) sent nothing") }
            waits.append((sent - asked).inSeconds)
        }
        _ = await home.close()
        var figures = Figures("dispatch", peer: "mandate/sqlite", n: count)
        figures.set(latencies: waits)
        return figures
    }
}
