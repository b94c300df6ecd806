/// What reports write, in English, German and French, for yes and no.
enum YesNoWord {
    /// What a cell says; nil for a word that is not known.
    static func answer(_ text: String) -> Bool? { words[text.lowercased()] }

    private static let words: [String: Bool] = {
        let lists = [(true, "yes|true|1|y|ja|wahr|oui|vrai"), (false, "no|false|0|n|nein|falsch|non|faux")]
        var words: [String: Bool] = [:]
        for (answer, list) in lists {
            for word in list.split(separator: "|") { words[String(word)] = answer }
        }
        return words
    }()
}
