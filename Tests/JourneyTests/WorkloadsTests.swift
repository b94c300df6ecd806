import Foundation
import Schemas
import Testing

/// Every workload of `make bench` runs, in the smallest amount, and its answers are right: a figure is only quoted of what still works.
struct WorkloadsTests {
    @Test(arguments: [
        "w1 sqlite 40 1", "w1 sqlite 80 8", "w2 1000", "w3 200 bytes", "w7 ed-1000 1000 500", "import 100",
        "dispatch 2", "start PROGRAM 1", "halt PROGRAM 1",
    ]) func `a workload runs and its answers are right`(line: String) throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let program = try MandateProgram.executable()
        let bench = Process()
        let (out, err) = (Pipe(), Pipe())
        bench.executableURL = program.deletingLastPathComponent().appending(path: "mandate-bench")
        bench.arguments =
            line.replacing("PROGRAM", with: program.path).split(separator: " ").map(String.init)
            + ["--scratch", mandate.folder.path]
        bench.standardOutput = out
        bench.standardError = err
        try bench.run()
        let said = try out.fileHandleForReading.readToEnd() ?? Data()
        let why = String(decoding: try err.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        bench.waitUntilExit()
        try #require(bench.terminationStatus == 0, "\(line): \(why)")
        let figures = try JSON(parsing: Array(said))
        #expect(figures["n"]?.integerValue ?? 0 > 0, "\(figures)")
        #expect((figures["mismatches"]?.integerValue ?? 0) == 0, "\(figures)")
    }
}
