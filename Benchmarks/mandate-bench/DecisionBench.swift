import Cryptography
import Engine
import Execution
import Governance
import Locks
import Schemas
import Vocabulary

/// W1: proposals through the real gate on the real store, an effect in memory, its receipt; with so many in flight.
struct DecisionBench {
    private let line: BenchLine
    private let count: Int
    private let workers: Int

    init(_ line: BenchLine, count: Int, workers: Int) {
        self.line = line
        self.count = count
        self.workers = workers
    }

    func run() async throws -> Figures {
        _ = try Inputs.campaigns(line.inputs)
        let home = try await ScratchHome(in: line.scratch)
        defer { home.remove() }
        let course = try await DecisionCourse(home, count: count, agents: min(workers, 8))
        let meter = Meter()
        let ends = try await drive(course)
        let reading = meter.read()
        try check(ends)
        let rows = try await course.check()
        let bytes = await home.close() - course.bytesBefore
        var figures = Figures("W1", peer: "mandate/sqlite", n: count)
        figures.set("workers", workers)
        figures.set("secs", reading.seconds)
        figures.set("per_s", Double(count) / reading.seconds, places: 1)
        figures.set("syncs_per", Double(reading.syncs) / Double(count), places: 2)
        figures.set("cpu_us_per", reading.processorSeconds / Double(count) * 1e6, places: 1)
        figures.set(latencies: ends.filter { $0.answered == nil }.map(\.whole))
        figures.set(latencies: ends.compactMap(\.answered), prefix: "resume_")
        figures.set("bytes_per", bytes / count)
        figures.set("rows", rows)
        return figures
    }

    private func drive(_ course: DecisionCourse) async throws -> [DecisionCourse.End] {
        let next = Lock(0)
        let count = count
        return try await withThrowingTaskGroup(of: [DecisionCourse.End].self) { group in
            for _ in 0..<workers {
                group.addTask {
                    var ends: [DecisionCourse.End] = []
                    while true {
                        let number = next.withLock { next in
                            next += 1
                            return next - 1
                        }
                        guard number < count else { return ends }
                        ends.append(try await course.go(number))
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// As many of each kind as the workload has.
    private func check(_ ends: [DecisionCourse.End]) throws {
        let refused = (0..<count).count { $0 % 50 == 3 }
        let held = (0..<count).count { $0 % 10 == 7 }
        let found = (ends.count { $0.kind == .refused }, ends.count { $0.kind == .held })
        guard ends.count == count, found == (refused, held) else {
            throw WrongAnswer("\(found.0) were refused and \(found.1) held, not \(refused) and \(held) of \(count)")
        }
    }
}
