import Vocabulary

/// Words, lengths and conditions as people in a marketing team say them.
extension PlainWords {
    /// `cost_per_purchase` and `head-of-marketing` as people write them, abbreviations in capitals.
    static func words(_ name: String) -> String {
        let parts = name.split(whereSeparator: { $0 == "_" || $0 == "-" }).map(String.init)
        if let phrase = phrases[name] { return phrase }
        return parts.map { abbreviations[$0] ?? $0 }.joined(separator: " ")
    }

    private static let phrases = [
        "keep_or_retire": "whether to keep or retire it", "escalation_queue": "questions that wait",
        "full_audit": "a full audit",
    ]

    private static let abbreviations = [
        "cmo": "CMO", "ceo": "CEO", "cfo": "CFO", "coo": "COO", "crm": "CRM", "revops": "RevOps", "seo": "SEO",
        "ppc": "PPC", "pr": "PR", "vp": "VP", "roas": "ROAS", "hr": "HR", "it": "IT",
    ]

    /// A metric as it is called in a sentence.
    static func metric(_ name: MetricName) -> String { metrics[name.text] ?? words(name.text) }

    private static let metrics = [
        "roas": "return on ad spend", "churn_90d": "churn within 90 days", "deal_size": "average deal size",
        "enquiry_to_purchase_rate": "share of enquiries that become purchases",
        "sales_cycle": "length of the sales cycle",
        "qualified_pipeline": "qualified pipeline", "trial_signups": "trial sign-ups",
        "share_of_contacts_by_segment": "share of contacts by segment",
    ]

    /// Whether a metric is a count of things, and so a plural in a sentence.
    static func isPlural(_ name: MetricName) -> Bool {
        ["impressions", "clicks", "enquiries", "purchases", "trial_signups"].contains(name.text)
    }

    /// `7 days`, `24 hours`, `15 minutes`.
    static func spoken(_ length: Duration) -> String {
        let seconds = length.components.seconds
        for (name, size) in [("day", Int64(86_400)), ("hour", 3_600), ("minute", 60)] where seconds % size == 0 {
            let count = seconds / size
            if name == "day", count == 1 { continue }
            return numbered(count, name)
        }
        return length.brief
    }

    /// `a day`, `in any 7 days`.
    static func spoken(_ window: Window) -> String {
        switch window {
        case .calendar(let unit): "a \(unit.rawValue)"
        case .rolling(let length): "in any \(spoken(length))"
        }
    }

    /// Items with commas and a last `and` or `or`.
    static func list(_ items: [String], _ word: String) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " \(word) \(last)"
    }

    /// What it does where a limit is passed or data is too old.
    static func consequence(_ verdict: Verdict) -> String {
        switch verdict {
        case .authorise: "it goes on"
        case .refuse: "it does nothing"
        case .hold: "it waits for a yes"
        case .escalate: "it asks a person"
        }
    }

    /// A condition in words where it is a row of plain comparisons of what is known of an object, else as it is written.
    static func condition(_ source: String, _ currency: Currency) -> String {
        let parts = source.split(separator: "&&").map { comparison(String($0), currency) }
        guard !source.contains("&&&"), !parts.isEmpty, !parts.contains(nil) else {
            return "when this condition holds: \(source)"
        }
        return "when " + list(parts.compactMap(\.self), "and")
    }

    private static func comparison(_ text: String, _ currency: Currency) -> String? {
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 3, let value = Int64(words[2]),
            let verb = [
                ">=": "at least", ">": "more than", "<=": "at most", "<": "less than", "==": "exactly",
            ][words[1]]
        else { return nil }
        let facts: [String: (Int64) -> String] = [
            "entity.purchases": { "it has \(verb) \(numbered($0, "purchase"))" },
            "entity.enquiries": { "it has \(verb) \(numbered($0, "enquiry", "enquiries"))" },
            "entity.clicks": { "it has \(verb) \(numbered($0, "click"))" },
            "entity.impressions": { "it has \(verb) \(numbered($0, "impression"))" },
            "entity.age_days": { "it is \(verb) \(numbered($0, "day")) old" },
            "entity.spend_minor": { "it has spent \(verb) \(Money(minorUnits: $0, currency))" },
            "entity.revenue_minor": { "it has brought \(verb) \(Money(minorUnits: $0, currency))" },
            "entity.cost_per_purchase_minor": { "a purchase costs \(verb) \(Money(minorUnits: $0, currency))" },
            "entity.daily_budget_minor": { "its daily budget is \(verb) \(Money(minorUnits: $0, currency))" },
            "account.spend_minor": { "the account has spent \(verb) \(Money(minorUnits: $0, currency))" },
            "account.days": { "the data covers \(verb) \(numbered($0, "day"))" },
        ]
        return facts[words[0]]?(value)
    }
}
