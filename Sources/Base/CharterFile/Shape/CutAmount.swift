import Vocabulary

/// An amount that YAML cut apart: between braces a value ends at a comma, so `cap: 1,250 GBP` is a `cap` of `1` and a key
/// `250 GBP` with nothing under it.
struct CutAmount {
    /// As it was written: `1,250 GBP`.
    let written: String
    /// As it has to be written: `1250 GBP`.
    let right: String
    /// How many of the entries behind are pieces of it.
    let pieces: Int

    /// The amount that begins as the value of an entry; nil where what follows is no piece of one.
    init?(_ entry: YAMLEntry, _ rest: ArraySlice<YAMLEntry>) {
        guard let start = entry.value.text, (1...3).contains(start.count), start.allSatisfy(Self.isDigit) else {
            return nil
        }
        var parts = [start]
        for next in rest {
            guard case .scalar(let scalar) = next.value.content, scalar.value == .null else { return nil }
            let digits = next.key.prefix(while: Self.isDigit)
            guard digits.count == 3 else { return nil }
            parts.append(next.key)
            if digits.count == next.key.count { continue }
            let right = parts.joined()
            guard Reading.money(right) != nil else { return nil }
            (written, self.right, pieces) = (parts.joined(separator: ","), right, parts.count - 1)
            return
        }
        return nil
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
}
