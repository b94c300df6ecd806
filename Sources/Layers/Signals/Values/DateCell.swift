import Vocabulary

/// A date cell taken apart into numbers, before it is known which of them is the day.
enum DateCell: Equatable {
    /// The date is certain: ISO, year first, a named month, or points (`31.12.2017` is day first everywhere).
    case certain(CalendarDate)
    /// Two numbers and a year; the order has to be known.
    case numbers(Int, Int, year: Int)
    /// Not a date.
    case unreadable

    /// Reads the date at the start of a cell; a time behind it is left alone.
    init(_ cell: ArraySlice<UInt8>) {
        if let iso = Self.iso(cell) {
            self = .certain(iso)
            return
        }
        let words = Self.words(cell)
        if let named = Self.named(words) {
            self = named
        } else {
            self = Self.numeric(words)
        }
    }

    /// The date in an order; nil where there is no such day.
    func date(_ order: DateOrder?) -> CalendarDate? {
        switch self {
        case .certain(let date): return date
        case .unreadable: return nil
        case .numbers(let first, let second, let year):
            guard let order = order ?? (first == second ? .dayFirst : nil) else { return nil }
            let (day, month) = order == .dayFirst ? (first, second) : (second, first)
            return CalendarDate(year: year, month: month, day: day)
        }
    }

    /// `2017-07-01`, alone or before a time; also `20170701`.
    private static func iso(_ cell: ArraySlice<UInt8>) -> CalendarDate? {
        let start = cell.startIndex
        if cell.count == 8, let all = number(cell) {
            return CalendarDate(year: all / 10_000, month: all / 100 % 100, day: all % 100)
        }
        guard cell.count >= 10, cell[start + 4] == 0x2D, cell[start + 7] == 0x2D,
            let year = number(cell[start..<start + 4]), let month = number(cell[start + 5..<start + 7]),
            let day = number(cell[start + 8..<start + 10])
        else { return nil }
        if cell.count > 10, cell[start + 10] &- 48 < 10 { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }

    private struct Word: Equatable {
        var number: Int?
        var text: ArraySlice<UInt8>
        /// The byte right behind the word, 0 at the end.
        var behind: UInt8
    }

    /// Runs of digits and of letters, at most six; a fourth number starts the time and ends the list.
    private static func words(_ cell: ArraySlice<UInt8>) -> [Word] {
        var words: [Word] = []
        var rest = cell.prefix(64)
        while let first = rest.first, words.count < 6 {
            let isDigit = first &- 48 < 10
            let run = rest.prefix { isDigit ? $0 &- 48 < 10 : isLetter($0) }
            if run.isEmpty {
                rest = rest.dropFirst()
                continue
            }
            rest = rest.dropFirst(run.count)
            words.append(Word(number: isDigit ? number(run) : nil, text: run, behind: rest.first ?? 0))
        }
        return words
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
    }

    private static func named(_ words: [Word]) -> DateCell? {
        guard let place = words.firstIndex(where: { $0.number == nil && MonthName.number($0.text) != nil }),
            let month = MonthName.number(words[place].text)
        else { return nil }
        let numbers = words.filter { $0.number != nil }
        guard numbers.count >= 2, let first = numbers[0].number, let second = numbers[1].number else {
            guard numbers.count == 1, let year = numbers[0].number, numbers[0].text.count == 4 else {
                return .unreadable
            }
            return certain(year, month, 1)
        }
        if numbers[0].text.count == 4 { return certain(first, month, second) }
        return certain(fullYear(second, digits: numbers[1].text.count), month, first)
    }

    private static func numeric(_ words: [Word]) -> DateCell {
        guard words.count >= 3, let one = words[0].number, let two = words[1].number, let three = words[2].number,
            words[0].behind == words[1].behind, let separator = Separator(rawValue: words[0].behind)
        else { return .unreadable }
        if words[0].text.count == 4 { return certain(one, two, three) }
        let year = fullYear(three, digits: words[2].text.count)
        guard words[0].text.count <= 2, words[1].text.count <= 2, year > 0 else { return .unreadable }
        if separator == .point { return certain(year, two, one) }
        return .numbers(one, two, year: year)
    }

    private enum Separator: UInt8 {
        case slash = 0x2F
        case dash = 0x2D
        case point = 0x2E
    }

    private static func certain(_ year: Int, _ month: Int, _ day: Int) -> DateCell {
        CalendarDate(year: year, month: month, day: day).map(DateCell.certain) ?? .unreadable
    }

    /// Two digits are of this century; 0 where the digits are neither two nor four.
    private static func fullYear(_ year: Int, digits: Int) -> Int {
        digits == 4 ? year : digits == 2 ? 2_000 + year : 0
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard (1...8).contains(bytes.count) else { return nil }
        var value = 0
        for byte in bytes {
            guard byte &- 48 < 10 else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        return value
    }
}
