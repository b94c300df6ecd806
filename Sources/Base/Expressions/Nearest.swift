/// Finds the known name that a writer most likely meant.
enum Nearest {
    /// The candidate with the smallest edit distance; of equals the first in alphabetical order; nil without
    /// any.
    static func name(to written: String, among known: [String]) -> String? {
        let written = Array(written.utf8.prefix(64))
        let measured = known.sorted().map {
            (name: $0, distance: distance(written, Array($0.utf8.prefix(64))))
        }
        return measured.min { $0.distance < $1.distance }?.name
    }

    /// Levenshtein's distance between two byte strings.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a == b ? 0 : 1))
                diagonal = above
            }
        }
        return row[right.count]
    }
}
