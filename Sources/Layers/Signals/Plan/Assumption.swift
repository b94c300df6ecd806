public import Vocabulary

/// Something the file does not say and the import goes by; it is stored and shown wherever a decision rests
/// on it.
public enum Assumption: Hashable, Sendable {
    /// The currency was given by a person.
    case currency(Currency)
    /// The period was given by a person.
    case period(Period)
    /// The period was taken from the report's title rows.
    case titlePeriod(Period)
    /// The days are those of this zone.
    case zone(Zone)
    /// The account is called this.
    case account(String)
    /// What the file says of these accounts, and of others that it may name further down, is summed up in the home's one.
    case accounts([String], into: String)
    /// An entity began on its period's first day, because nothing says when.
    case start
    /// An entity is active, because nothing says its status.
    case active
    /// A campaign's daily budget is its spend over the days of the period, rounded up to a minor unit.
    case budgetFromSpend
    /// Entities of this kind are known by name, because no column holds their identifier; a new name is a new
    /// entity.
    case named(EntityKind)
    /// Entities of these kinds have an identifier and no name.
    case unnamed([EntityKind])
    /// What is below a campaign, but named without one, belongs to `EntityRef.unnamedCampaign` until another report places it.
    case unnamedCampaign
    /// Nothing is part of a bundle or an experiment, because no column says so; which of the two.
    case alone([Field])
    /// Numbers are written in this style; only the language of the headings speaks for it, or a person said
    /// so.
    case numbers(NumberStyle)
    /// Dates are written in this order; only the language of the headings speaks for it, or a person said so.
    case dates(DateOrder)
    /// The level was taken from the file's name or was given.
    case level(EntityKind)

    /// One lower-case fragment for an explanation.
    public var text: String {
        switch self {
        case .currency(let currency): "all amounts are in `\(currency.code)`"
        case .period(let period): "every row is about `\(period)`"
        case .titlePeriod(let period): "every row is about `\(period)`, as a title row says"
        case .zone(let zone): "days are those of `\(zone.name)`"
        case .account(let name): "everything belongs to account `\(name)`"
        case .accounts(let names, let account):
            "the file's \(names.count == 1 ? "account" : "accounts") \(names.map { "`\($0)`" }.joined(separator: ", ")) \(names.count == 1 ? "is" : "are") summed up in account `\(account)`"
        case .start: "what no first day is told of began on its period's first day"
        case .active: "what no status is told of is active"
        case .budgetFromSpend: "a campaign's daily budget is its spend by day, rounded up"
        case .named(let kind): "\(kind.withArticle) is known by its name, as the file has no identifier"
        case .unnamed(let kinds):
            "the file has no names of \(EntityKind.listed(kinds)): where no other report has them, a charter's patterns such as `brand-*` are compared with identifiers alone"
        case .unnamedCampaign: "what no report puts below a campaign belongs to `\(EntityRef.unnamedCampaign)`"
        case .alone(let fields):
            "nothing is part of \(fields.map { $0 == .inBundle ? "a bundle" : "an experiment" }.joined(separator: " or "))"
        case .numbers(let style): "numbers have a decimal \(style.rawValue)"
        case .dates(let order): "dates are written `\(order.rawValue)`"
        case .level(let kind): "rows are about \(kind.withArticle)"
        }
    }
}

extension EntityKind {
    /// Kinds in a sentence: `campaigns, ad sets and ads`.
    fileprivate static func listed(_ kinds: [EntityKind]) -> String {
        let words = kinds.map { $0.rawValue.spaced + "s" }
        return [words.dropLast().joined(separator: ", "), words.last ?? ""].filter { !$0.isEmpty }.joined(
            separator: " and ")
    }

    /// The kind in a sentence: `an ad set`.
    fileprivate var withArticle: String {
        let word = rawValue.spaced
        return "\(word.first.map("aeiou".contains) ?? false ? "an" : "a") \(word)"
    }
}

/// What cannot be judged from a file, whatever a charter asks for: a limit or trigger that needs it is
/// inactive and named.
public enum NotJudged: String, CaseIterable, Hashable, Sendable {
    /// No row has a date of its own, so nothing that moves within hours or days can be seen.
    case movement = "changes within hours or days: no row has a date of its own"
    /// No row has a date of its own, so a day's spend is only an average.
    case pace = "spend of a single day: no row has a date of its own"
    /// No column says when an entity began.
    case age = "age of campaigns, ad sets and ads: no column says when they began"
    /// No column holds revenue.
    case revenue = "revenue, return on spend, order value: no column holds revenue"
    /// No column holds purchases.
    case purchases = "purchases and their cost: no column holds purchases"
    /// No column holds enquiries.
    case enquiries = "enquiries and their cost: no column holds enquiries"
}
