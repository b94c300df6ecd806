import Schemas

/// What one run came to: a line of JSON with the keys that the peers' programs print too.
struct Figures {
    private var members: [(String, JSON)] = []

    init(_ workload: String, peer: String, n: Int) {
        set("w", .string(workload))
        set("peer", .string(peer))
        set("n", .integer(Int64(n)))
    }

    mutating func set(_ key: String, _ value: JSON) { members.append((key, value)) }

    mutating func set(_ key: String, _ value: Int) { set(key, .integer(Int64(value))) }

    /// Rounded to `places` decimals.
    mutating func set(_ key: String, _ value: Double, places: Int = 3) {
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        set(key, .double((value * scale).rounded() / scale))
    }

    /// Shares of a second as milliseconds: the median and the 99th in 100.
    mutating func set(latencies: [Double], prefix: String = "") {
        let sorted = latencies.sorted()
        set("\(prefix)p50_ms", Figures.quantile(sorted, 0.5) * 1_000)
        set("\(prefix)p99_ms", Figures.quantile(sorted, 0.99) * 1_000)
    }

    var line: String {
        "{" + members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
    }

    /// Of sorted values, as the peers' programs count it.
    static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }

    static func median(_ values: [Double]) -> Double { quantile(values.sorted(), 0.5) }
}
