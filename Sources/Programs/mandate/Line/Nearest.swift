/// The known word that comes nearest to a mistyped one.
enum Nearest {
    /// The nearest of `words`, where it is near enough to be meant: at most a third of the letters differ.
    static func of(_ text: String, in words: some Sequence<String>) -> String? {
        let scored = words.map { (distance(Array(text.utf8.prefix(64)), Array($0.utf8)), $0) }
        guard let best = scored.min(by: { $0 < $1 }), best.0 <= max(1, text.utf8.count / 3) else { return nil }
        return best.1
    }

    /// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
    static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var before: [Int] = []
        var last = Array(0...other.count)
        for i in one.indices {
            var row = [i + 1]
            for j in other.indices {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (one[i] == other[j] ? 0 : 1))
                if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] { cost = min(cost, before[j - 1] + 1) }
                row.append(cost)
            }
            before = last
            last = row
        }
        return last[other.count]
    }
}
