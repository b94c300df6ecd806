import Vocabulary

/// Typed values by key; nil where the key is absent or its value is not of the kind. Whether that is a
/// mistake is the shape's business.
extension YAMLNode {
    func text(_ key: String) -> String? { self[key]?.text }
    func texts(_ key: String) -> [String] { self[key]?.items.compactMap(\.text) ?? [] }

    func share(_ key: String) -> Percentage? { text(key).flatMap { Reading.share($0) } }
    func money(_ key: String) -> Money? { text(key).flatMap(Reading.money) }
    func duration(_ key: String) -> Duration? { text(key).flatMap(Reading.duration) }
    func times(_ key: String) -> Int? { text(key).flatMap { Reading.count($0, of: "time") } }
    func approver(_ key: String) -> Charter.Approver? { text(key).flatMap(Charter.Approver.init(parsing:)) }
    func approvers(_ key: String) -> [Charter.Approver] { texts(key).compactMap(Charter.Approver.init(parsing:)) }
    func word<Word: RawRepresentable<String>>(_ key: String, _ type: Word.Type = Word.self) -> Word? {
        text(key).flatMap(Word.init(rawValue:))
    }

    /// The window of `per:` or `in_any:`.
    var window: Window? {
        if let unit = word("per", CalendarUnit.self) { return .calendar(unit) }
        return duration("in_any").map(Window.rolling)
    }

    func has(_ key: String) -> Bool { self[key] != nil }
}
