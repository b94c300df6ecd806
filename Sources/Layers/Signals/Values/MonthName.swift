/// The names of the months in English, German and French, whole and shortened as the platforms write them.
enum MonthName {
    /// 1 to 12, or nil where the word names no month.
    static func number(_ word: ArraySlice<UInt8>) -> Int? {
        guard (3...12).contains(word.count) else { return nil }
        return table[String(decoding: word, as: UTF8.self).lowercased()]
    }

    private static let table: [String: Int] = {
        let rows = [
            "january jan januar jän januari janvier janv", "february feb februar février févr fév",
            "march mar märz mär mrz mars", "april apr avril avr", "may mai", "june jun juni juin",
            "july jul juli juillet juil", "august aug août", "september sep sept septembre",
            "october oct oktober okt octobre", "november nov novembre", "december dec dezember dez décembre déc",
        ]
        var table: [String: Int] = [:]
        for (index, row) in rows.enumerated() {
            for word in row.split(separator: " ") { table[String(word)] = index + 1 }
        }
        return table
    }()
}
