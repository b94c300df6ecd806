import Vocabulary

/// Finds the period that a report's title rows state, such as `July 1, 2017 - September 30, 2017`.
enum TitlePeriod {
    /// The first period that a title row states with certain dates; nil where there is none.
    static func find(_ titles: [String], _ order: DateOrder?) -> Period? {
        for title in titles {
            if let period = period(title, order) { return period }
        }
        guard let first = date(titles, labelled: ["start", "beginn", "début"], order),
            let last = date(titles, labelled: ["end", "ende", "fin"], order)
        else { return nil }
        return Period(first, last)
    }

    /// The date of a row such as `Report Start: July 1, 2017, 12:00 AM`: one whose label has a word that ends
    /// so.
    private static func date(_ titles: [String], labelled words: [String], _ order: DateOrder?) -> CalendarDate? {
        for title in titles where title.utf8.count <= 300 {
            guard let colon = title.firstIndex(of: ":") else { continue }
            let label = title[..<colon].lowercased().split(separator: " ")
            guard label.contains(where: { part in words.contains { part.hasSuffix($0) } }) else { continue }
            if let date = date(String(title[title.index(after: colon)...]), order) { return date }
        }
        return nil
    }

    private static func period(_ title: String, _ order: DateOrder?) -> Period? {
        guard title.utf8.count <= 300 else { return nil }
        var text = title
        if let colon = text.firstIndex(of: ":"), !text[..<colon].contains(where: \.isNumber) {
            text = String(text[text.index(after: colon)...])
        }
        for separator in separators {
            guard let (before, after) = split(text, separator) else { continue }
            if let first = date(before, order), let last = date(after, order) { return Period(first, last) }
        }
        return nil
    }

    private static let separators = [" - ", " – ", " — ", " to ", " bis ", " au ", ",", "–"]

    private static func split(_ text: String, _ separator: String) -> (String, String)? {
        let bytes = Array(text.utf8)
        let wanted = Array(separator.utf8)
        var places: [Int] = []
        var index = 0
        while index + wanted.count <= bytes.count {
            if bytes[index..<index + wanted.count].elementsEqual(wanted) { places.append(index) }
            index += 1
        }
        // Several commas (`July 1, 2017, September 30, 2017`): the middle one parts the dates.
        guard places.count % 2 == 1 else { return nil }
        let place = places[places.count / 2]
        return (
            String(decoding: bytes[..<place], as: UTF8.self),
            String(decoding: bytes[(place + wanted.count)...], as: UTF8.self)
        )
    }

    private static func date(_ text: String, _ order: DateOrder?) -> CalendarDate? {
        DateCell(trimmed(Array(text.utf8)[...])).date(order)
    }
}
