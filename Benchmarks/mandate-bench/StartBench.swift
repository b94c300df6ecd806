/// How long a program takes from its start to its end: a fresh process each time.
struct StartBench {
    private let program: [String]
    private let count: Int

    init(program: String, count: Int) {
        self.program = program.split(separator: " ").map(String.init)
        self.count = count
    }

    func run() throws -> Figures {
        var waits: [Double] = []
        for _ in 0..<count {
            let meter = Meter()
            try ChildProcess.run(program)
            waits.append(meter.read().seconds)
        }
        var figures = Figures("start", peer: program.dropFirst().joined(separator: " "), n: count)
        figures.set(latencies: waits)
        return figures
    }
}
