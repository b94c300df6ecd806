import Schemas
import Vocabulary

/// A value as a number that can be compared with another of its kind; values of different kinds are never
/// compared.
struct Size {
    let kind: String
    let value: Int128

    /// The size of a canonical value under its shape; nil for what has none.
    init?(_ json: JSON, _ shape: Shape) {
        guard let text = json.stringValue else { return nil }
        switch shape {
        case .word(let words):
            guard let index = words.firstIndex(of: text) else { return nil }
            self.init("word", Int128(index))
        case .leaf(let leaf):
            guard let size = Size.leaf(text, leaf) else { return nil }
            self = size
        default: return nil
        }
    }

    private init(_ kind: String, _ value: Int128) {
        self.kind = kind
        self.value = value
    }

    private static func leaf(_ text: String, _ leaf: Leaf) -> Size? {
        switch leaf {
        case .percent: share(Reading.share(text))
        case .percentOfCurrent: share(Reading.share(text, of: "current"))
        case .percentOfReplies: share(Reading.share(text, of: "replies"))
        case .money: Reading.money(text).map { Size($0.currency.code, Int128($0.minorUnits)) }
        case .duration: Reading.duration(text).map { Size("time", Int128($0.wholeMilliseconds)) }
        case .times: Reading.count(text, of: "time").map { Size("times", Int128($0)) }
        case .decisions: Reading.count(text, of: "decision").map { Size("decisions", Int128($0)) }
        case .date: CalendarDate(parsing: text).map { Size("date", Int128($0.epochDay)) }
        case .bound: Reading.bound(text).map(bound)
        default: nil
        }
    }

    private static func share(_ share: Percentage?) -> Size? { share.map { Size("share", Int128($0.partsPerMillion)) } }

    private static func bound(_ bound: Charter.Bound) -> Size {
        switch bound {
        case .ofBaseline(let share): Size("of baseline", Int128(share.partsPerMillion))
        case .absolute(.money(let money)): Size(money.currency.code, money.amount.units)
        case .absolute(.ratio(let share)): Size("ratio", Int128(share.partsPerMillion))
        case .absolute(.count(let value)): Size("count", value.units)
        case .absolute(.number(let value)): Size("number", value.units)
        case .absolute(.days(let value)): Size("days", value.units)
        }
    }
}
