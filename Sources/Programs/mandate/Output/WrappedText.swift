/// Text on lines of a terminal, broken between words.
enum WrappedText {
    /// The lines of a text, each at most `width` characters; a word that is longer alone stays whole, and so does an amount
    /// with its unit.
    static func lines(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var current = ""
        for word in words(text) {
            if !current.isEmpty, current.count + 1 + word.count > width {
                lines.append(current)
                current = word
            } else {
                current += (current.isEmpty ? "" : " ") + word
            }
        }
        return lines + [current]
    }

    /// Words, a number and its unit as one: `605.03 GBP`, `14.2 %`.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if let last = words.last, last.last?.isNumber == true, isUnit(word) {
                words[words.count - 1] = "\(last) \(word)"
            } else {
                words.append(String(word))
            }
        }
        return words
    }

    private static func isUnit(_ word: Substring) -> Bool {
        let letters = word.prefix { $0.isUppercase || $0 == "%" }
        return letters == "%" || letters.count == 3 && !(word.dropFirst(3).first?.isLetter ?? false)
    }

    /// The lines of a paragraph: those after the first are indented by `hanging`, or as the first begins.
    static func paragraph(_ text: String, width: Int, hanging: Int? = nil) -> [String] {
        guard text.count > width else { return [text] }
        let lead = text.prefix { $0 == " " }.count
        let indent = hanging ?? min(lead + 2, width / 2)
        guard width - indent >= 20 else { return [text] }
        let first = lines(String(text.dropFirst(lead)), width: width - lead)
        guard let head = first.first else { return [text] }
        let rest = String(text.dropFirst(lead + head.count + 1))
        let blank = String(repeating: " ", count: indent)
        return [String(text.prefix(lead)) + head]
            + (rest.isEmpty ? [] : lines(rest, width: width - indent).map { blank + $0 })
    }
}
