import Glibc

/// The words of one run and its options.
struct BenchLine: Sendable {
    let workload: String
    /// Where `w1_campaigns.jsonl` and the others lie; nil where they are generated.
    let inputs: String?
    /// A folder on the disk to be measured.
    let scratch: String
    private let words: [String]

    static let usage = """
        usage: mandate-bench w1 sqlite N WORKERS | w2 N | w3 N bytes | w7 ed-1000 N SYNC_EVERY | import ROWS
                             dispatch N | start PROGRAM N | halt PROGRAM N      [--inputs DIR] [--scratch DIR]
        """

    init(_ arguments: [String]) throws {
        var words: [String] = []
        var options: [String: String] = [:]
        var rest = arguments[...]
        while let next = rest.popFirst() {
            guard next.hasPrefix("--") else {
                words.append(next)
                continue
            }
            guard ["--inputs", "--scratch"].contains(next), let value = rest.popFirst() else {
                throw UsageError("`\(next)` is no option")
            }
            options[next] = value
        }
        guard let first = words.first else { throw UsageError("a workload is missing") }
        workload = first
        self.words = Array(words.dropFirst())
        inputs = options["--inputs"]
        scratch = options["--scratch"] ?? "/tmp"
    }

    func word(_ index: Int) throws -> String {
        guard words.indices.contains(index) else { throw UsageError("a word is missing after `\(workload)`") }
        return words[index]
    }

    func number(_ index: Int) throws -> Int {
        let word = try word(index)
        guard let number = Int(word), 1...100_000_000 ~= number else {
            throw UsageError("`\(word)` has to be a whole number from 1")
        }
        return number
    }
}
