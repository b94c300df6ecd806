import Vocabulary

extension Leaf {
    /// What the value is, for messages and the reference: `a length of time`.
    var noun: String {
        switch self {
        case .agent: "an agent's name"
        case .sentence: "a sentence"
        case .metric: "a metric's name"
        case .formula: "a metric's formula"
        case .tool: "a tool"
        case .target: "a target"
        case .bound: "an end of a band"
        case .value: "a value with its unit"
        case .money: "an amount of money"
        case .percent: "a percentage"
        case .percentOfCurrent: "a percentage of the current value"
        case .percentOfReplies: "a percentage of replies"
        case .duration: "a length of time"
        case .times: "a number of times"
        case .decisions: "a number of decisions"
        case .date: "a date"
        case .period: "a period of whole days"
        case .clock: "a time of day"
        case .person: "one person"
        case .approver: "somebody to ask"
        case .pauser: "somebody who may pause"
        case .role: "a role"
        case .source: "a source of data"
        case .label: "a name"
        case .library: "a place of approved content"
        case .zone: "a time zone"
        case .currency: "a currency"
        case .market: "a market"
        case .condition: "a condition"
        case .pattern: "a pattern of names"
        }
    }

    /// How to write one: completes "write …".
    var rule: String {
        switch self {
        case .agent:
            "small letters, digits, `-` and `_`, but not `\(AgentName.everything)`, which stands for everything"
        case .label: "small letters, digits, `-` and `_`"
        case .sentence: "1 to 1,000 characters in quotes"
        case .metric: "a name of `mandate metric list`"
        case .formula: "`counted`, or two counted metrics with ` / ` between them"
        case .tool: "`<platform class>.<verb>`"
        case .target: "a signed share of the baseline or the value to reach with its unit"
        case .bound: "a share `of baseline` or a value with its unit"
        case .value: "a number, a space and its unit (`GBP`, `%`, `count`, `points`, `d`)"
        case .money: "digits, a space and the currency's three letters"
        case .percent: "a number, a space and `%`"
        case .percentOfCurrent: "a number and `% of current`"
        case .percentOfReplies: "a number and `% of replies`"
        case .duration: "a whole number, a space and `s`, `min`, `h`, `d` or `w`"
        case .times: "a whole number and `times`"
        case .decisions: "a whole number and `decisions`"
        case .date: "year-month-day"
        case .period: "the first and the last day with `/` between them"
        case .clock: "hours and minutes in quotes, from 00:00 to 23:59"
        case .person: "the e-mail address of one person"
        case .approver: "`owner`, `role:` and a role, or one person's address"
        case .pauser: "`anyone`, `owner`, `role:` and a role, or one person's address"
        case .role: "the role's name in small letters"
        case .source: "small letters, digits, `-`, `_` and points"
        case .library: "its path"
        case .zone: "`UTC` or a name of the IANA list"
        case .currency: "the three letters of ISO 4217"
        case .market: "the two letters of ISO 3166"
        case .condition: "a CEL expression in quotes"
        case .pattern: "a name in quotes; `*` stands for any characters"
        }
    }

    /// The regular expression of the JSON Schema; nil where any text of 1 to 1,000 characters will do.
    var regex: String? {
        let number = #"(0|[1-9][0-9]{0,11})(\.[0-9]{1,12})?"#
        let share = #"(0|[1-9][0-9]{0,4})(\.[0-9]{1,4})? ?%"#
        let amount = #"(0|[1-9][0-9]{0,14})(\.[0-9]{1,4})? [A-Z]{3}"#
        let exact = #"(0|[1-9][0-9]{0,11})(\.[0-9]{1,12})? [A-Z]{3}"#
        let quantity = "(\(exact)|\(share)|\(number) (count|points|d))"
        let slug = "[a-z0-9][a-z0-9_-]{0,63}"
        let everybody = CharterWords.everybody.joined(separator: "|")
        switch self {
        case .agent: return "^(?!\(AgentName.everything)$)\(slug)$"
        case .metric, .label, .role: return "^\(slug)$"
        case .formula: return "^(counted|\(slug) / \(slug))$"
        case .sentence, .library, .condition, .pattern: return nil
        case .tool: return "^[a-z0-9][a-z0-9_-]{0,47}\\.[a-z0-9][a-z0-9_-]{0,47}$"
        case .target: return "^([+-]\(share)|\(quantity))$"
        case .bound: return "^(\(share) of baseline|\(quantity))$"
        case .value: return "^\(quantity)$"
        case .money: return "^\(amount)$"
        case .percent: return "^\(share)$"
        case .percentOfCurrent: return "^\(share) of current$"
        case .percentOfReplies: return "^\(share) of replies$"
        case .duration: return "^(0|[1-9][0-9]{0,5}) (s|min|h|d|w)$"
        case .times: return "^(0|[1-9][0-9]{0,6}) times?$"
        case .decisions: return "^(0|[1-9][0-9]{0,6}) decisions?$"
        case .date: return "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
        case .period: return "^[0-9]{4}-[0-9]{2}-[0-9]{2}/[0-9]{4}-[0-9]{2}-[0-9]{2}$"
        case .clock: return "^([01][0-9]|2[0-3]):[0-5][0-9]$"
        case .person: return "^[^\\s@,;]+@[^\\s@,;]+\\.[^\\s@,;]+$"
        case .approver: return "^(owner|role:(?!(\(everybody))$)\(slug)|[^\\s@,;]+@[^\\s@,;]+\\.[^\\s@,;]+)$"
        case .pauser: return "^(anyone|owner|role:(?!(\(everybody))$)\(slug)|[^\\s@,;]+@[^\\s@,;]+\\.[^\\s@,;]+)$"
        case .source: return "^[a-z0-9][a-z0-9_.-]{0,63}$"
        case .zone: return "^(UTC|[A-Za-z_]+/[A-Za-z0-9_+/-]+)$"
        case .currency: return "^[A-Z]{3}$"
        case .market: return "^[A-Z]{2}$"
        }
    }

    /// Whether a bare number here has lost its unit.
    var hasUnit: Bool {
        switch self {
        case .target, .bound, .value, .money, .percent, .percentOfCurrent, .percentOfReplies, .duration, .times,
            .decisions:
            true
        default: false
        }
    }
}
