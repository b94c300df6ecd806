/// An amount or percentage with a comma, written between braces without quotes: YAML ends it at the comma and takes the rest for
/// keys of their own.
struct CutAmount {
    /// As it was written: `1,250 GBP`.
    let written: String
    /// As it has to be written: `1250 GBP`.
    let right: String
    /// How many of the entries behind are pieces of it.
    let pieces: Int

    /// What begins as the value of an entry that is such a `leaf`; nil where what follows is no piece of it.
    init?(_ entry: YAMLEntry, _ rest: ArraySlice<YAMLEntry>, _ leaf: Leaf) {
        guard let start = entry.value.text, start.first.map(Self.isDigit) == true,
            start.allSatisfy({ Self.isDigit($0) || $0 == "." })
        else { return nil }
        var parts = [start]
        for next in rest {
            guard case .scalar(let scalar) = next.value.content, scalar.value == .null,
                next.key.first.map(Self.isDigit) == true
            else { return nil }
            parts.append(next.key)
            if next.key.allSatisfy(Self.isDigit) { continue }
            let whole = parts.joined(separator: ",")
            guard let right = Spelling.guess(whole, leaf) else { return nil }
            (written, self.right, pieces) = (whole, right, parts.count - 1)
            return
        }
        return nil
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
}
