import Glibc

/// `mandate-bench w1 sqlite 2000 8`: runs one workload through the product's real path, checks every answer and prints one
/// line of JSON. It ends with 1 where an answer is wrong and with 2 where the words are.
@main struct BenchProgram {
    static func main() async {
        do {
            let line = try BenchLine(Array(CommandLine.arguments.dropFirst()))
            print(try await run(line).line)
        } catch let error as UsageError {
            complain("\(error.description)\n\(BenchLine.usage)")
            exit(2)
        } catch {
            complain("\(error)")
            exit(1)
        }
    }

    private static func run(_ line: BenchLine) async throws -> Figures {
        switch line.workload {
        case "w1":
            guard try line.word(0) == "sqlite" else { throw UsageError("w1 runs on `sqlite`") }
            return try await DecisionBench(line, count: line.number(1), workers: line.number(2)).run()
        case "w2": return try PolicyBench(count: line.number(0)).run(line)
        case "w3":
            guard try line.word(1) == "bytes" else { throw UsageError("w3 reads `bytes`") }
            return try SchemaBench(count: line.number(0)).run(line)
        case "w7":
            guard try line.word(0) == "ed-1000" else { throw UsageError("w7 signs as `ed-1000`") }
            return try LogBench(line, count: line.number(1), syncEvery: line.number(2)).run()
        case "import": return try await ImportBench(line, rows: line.number(0)).run()
        case "dispatch": return try await DispatchBench(line, count: line.number(0)).run()
        case "start": return try StartBench(program: line.word(0), count: line.number(1)).run()
        case "halt": return try HaltBench(line, program: line.word(0), count: line.number(1)).run()
        default: throw UsageError("`\(line.workload)` is no workload")
        }
    }

    private static func complain(_ text: String) {
        let bytes = Array("mandate-bench: \(text)\n".utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}

/// A command line that names no run.
struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// An answer that is not the expected one: the run counts for nothing.
struct WrongAnswer: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
