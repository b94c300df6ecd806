/// Words that say nothing, and words that say "later".
enum WordRules {
    /// Not in a name of a file or a type.
    static let emptyNames: Set<String> = [
        "Manager", "Managers", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Handler", "Handlers",
        "Processor", "Processors", "Impl",
    ]

    /// Not in any file of ours. Split here, so that the rule does not break itself.
    static let postponing = ["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"]

    /// Ways around an error, in whatever we ship, comments included.
    static let traps = ["fatal" + "Error(", "try" + "!", "as" + "! "]

    /// `HTTPRequestHandler` is `HTTP`, `Request`, `Handler`.
    static func parts(_ name: String) -> [String] {
        var parts: [String] = []
        var last: Character = " "
        for character in name {
            let begins = character.isUppercase && !last.isUppercase
            if parts.isEmpty || begins || !character.isLetter { parts.append("") }
            if character.isLowercase, last.isUppercase, let word = parts.last, word.count > 1 {
                parts[parts.count - 1] = String(word.dropLast())
                parts.append(String(last))
            }
            if character.isLetter { parts[parts.count - 1].append(character) }
            last = character
        }
        return parts.filter { !$0.isEmpty }
    }

    static func names(_ file: SwiftFile) -> [Complaint] {
        let named = [(file.name, 1)] + file.declaredTypes.map { ($0.text, $0.line) }
        return named.flatMap { name, line in
            parts(name).filter(emptyNames.contains).map {
                Complaint(file.path, line, "`\(name)`: `\($0)` says nothing; name what it is")
            }
        }
    }

    static func postponed(_ path: String, _ text: String) -> [Complaint] { occurrences(of: postponing, path, text) }

    static func trapped(_ file: SwiftFile) -> [Complaint] { occurrences(of: traps, file.path, file.text) }

    private static func occurrences(of words: [String], _ path: String, _ text: String) -> [Complaint] {
        guard words.contains(where: text.contains) else { return [] }
        return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { index, line in
            words.filter { holds(line, $0) }.map { Complaint(path, index + 1, "`\($0)`") }
        }
    }

    /// Whether a line holds a word that is not part of a longer one.
    private static func holds(_ line: Substring, _ word: String) -> Bool {
        var rest = line
        while let found = rest.firstRange(of: word) {
            let before = found.lowerBound > line.startIndex ? line[line.index(before: found.lowerBound)] : " "
            let after = found.upperBound < line.endIndex ? line[found.upperBound] : " "
            let endsInLetter = word.last?.isLetter ?? false
            if !before.isLetter, !(endsInLetter && after.isLetter) { return true }
            rest = rest[found.upperBound...]
        }
        return false
    }
}
