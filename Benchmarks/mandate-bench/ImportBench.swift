struct ImportBench {
    init(_ line: BenchLine, rows: Int) {}
    func run() async throws -> Figures { Figures("import", peer: "mandate", n: 0) }
}
struct DispatchBench {
    init(_ line: BenchLine, count: Int) {}
    func run() async throws -> Figures { Figures("import", peer: "mandate", n: 0) }
}
struct StartBench {
    init(program: String, count: Int) {}
    func run() throws -> Figures { Figures("import", peer: "mandate", n: 0) }
}
