/// Finds what someone probably meant to type.
package enum Nearest {
    /// The known name nearest to `name` by edits (Damerau-Levenshtein, adjacent swaps count once), when it is
    /// near enough to be worth naming: at most a third of its length, and never more than 3 edits. Names over
    /// 64 characters are not compared.
    package static func name(to name: String, among known: some Sequence<String>) -> String? {
        let wanted = Array(name.unicodeScalars)
        guard wanted.count <= 64 else { return nil }
        let farthest = min(3, max(1, wanted.count / 3))
        var nearest: (name: String, edits: Int)?
        for candidate in known {
            let other = Array(candidate.unicodeScalars)
            guard abs(other.count - wanted.count) <= farthest else { continue }
            let edits = edits(wanted, other)
            guard edits <= farthest else { continue }
            if let nearest, (nearest.edits, nearest.name) < (edits, candidate) { continue }
            nearest = (candidate, edits)
        }
        return nearest?.name
    }

    private static func edits(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
        var before: [Int] = []
        var last = Array(0...other.count)
        for (row, left) in one.enumerated() {
            var line = [row + 1]
            for (column, right) in other.enumerated() {
                var best = min(last[column + 1] + 1, line[column] + 1, last[column] + (left == right ? 0 : 1))
                if row > 0, column > 0, left == other[column - 1], right == one[row - 1] {
                    best = min(best, before[column - 1] + 1)
                }
                line.append(best)
            }
            (before, last) = (last, line)
        }
        return last[other.count]
    }
}
