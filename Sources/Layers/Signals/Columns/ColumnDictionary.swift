import Vocabulary

/// One way a platform writes a heading, and what the column means.
struct ColumnWord {
    var field: Field
    var platforms: Set<Platform>
    var languages: Set<ReportLanguage>
    /// Which of several columns of one meaning is taken: the lowest.
    var rank: Int
}

/// The headings that are known, by reduced name. Sources: the platforms' own help pages on report columns,
/// and public exports.
enum ColumnDictionary {
    /// What a reduced heading can mean, most specific first; empty where it is unknown.
    static func meanings(_ key: String) -> [ColumnWord] { words[key] ?? [] }

    private static let words: [String: [ColumnWord]] = {
        var words: [String: [ColumnWord]] = [:]
        for list in [common, google, meta, linkedIn, microsoft, tikTok] + warehouse { list.add(to: &words) }
        return words
    }()
}

/// Headings of one platform, written as lines `field = heading | heading | …`, once for each language.
struct ColumnList {
    var platforms: Set<Platform>
    var english: [(Field, String)] = []
    var german: [(Field, String)] = []
    var french: [(Field, String)] = []

    /// Adds every heading under its reduced name; where two lists agree on the meaning, their platforms are
    /// joined.
    func add(to words: inout [String: [ColumnWord]]) {
        for (language, entries) in [(ReportLanguage.english, english), (.german, german), (.french, french)] {
            for (field, headings) in entries {
                for (rank, heading) in headings.split(separator: "|").enumerated() {
                    let key = ColumnName(String(heading)).key
                    let word = ColumnWord(field: field, platforms: platforms, languages: [language], rank: rank)
                    Self.merge(word, into: &words[key, default: []])
                }
            }
        }
    }

    private static func merge(_ word: ColumnWord, into list: inout [ColumnWord]) {
        if let index = list.firstIndex(where: { $0.field == word.field }) {
            list[index].platforms.formUnion(word.platforms)
            list[index].languages.formUnion(word.languages)
            list[index].rank = min(list[index].rank, word.rank)
        } else {
            list.append(word)
        }
    }
}
