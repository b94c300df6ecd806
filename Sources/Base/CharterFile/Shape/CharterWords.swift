import Vocabulary

/// The closed lists of words that a charter uses.
enum CharterWords {
    static let calendarUnits = CalendarUnit.allCases.map(\.rawValue)
    static let scopes = Charter.Scope.allCases.map(\.rawValue)
    static let states = Charter.EvidenceRule.State.allCases.map(\.rawValue)
    static let lawfulBases = Charter.LawfulBasis.allCases.map(\.rawValue)
    static let stages = Stage.allCases.map(\.rawValue)
    /// From the laxest to the strictest.
    static let answers = ["hold", "escalate", "refuse"]
    static let reviewUnits = ["day", "week", "month", "quarter"]

    /// Channels that an agent can work on.
    static let channels = [
        "paid_social", "paid_search", "display", "video", "email", "in_app", "sms", "push", "organic_social", "website",
        "affiliate", "sales",
    ]

    /// Topics that are people's to decide; no tool of these classes can be granted.
    static let strategicTopics: Set<String> = ["pricing", "positioning", "target_market", "strategy", "charter"]

    /// What people call metrics of the catalogue.
    static let usualMetrics = [
        "sales": "purchases", "conversions": "purchases", "orders": "purchases", "leads": "enquiries",
        "ctr": "click_rate", "cpc": "cost_per_click", "cpl": "cost_per_enquiry", "cpa": "cost_per_purchase",
        "cost_per_sale": "cost_per_purchase", "cost_per_conversion": "cost_per_purchase", "turnover": "revenue",
        "cost": "spend", "aov": "average_order_value",
    ]

    /// What other products call the verbs of our tools.
    static let usualVerbs = [
        "stop": "pause", "start": "resume", "activate": "resume", "enable": "resume", "disable": "pause",
        "remove": "delete", "archive": "delete", "set_budget": "set_daily_budget", "budget": "set_daily_budget",
        "bid": "set_bid", "create": "create_campaign", "report": "query",
    ]

    /// Words that mean a group of people or a machine where one person is expected.
    static let groups: Set<String> = [
        "team", "department", "group", "everyone", "everybody", "all", "staff", "agency", "committee", "board", "we",
        "us", "marketingabteilung", "marketingteam", "abteilung", "equipe", "company", "organisation",
        "organization", "marketing", "office", "people", "stakeholders",
    ]
    /// Roles that everybody has, or nobody.
    static let everybody = [
        "everyone", "everybody", "anyone", "anybody", "someone", "somebody", "all", "any", "whoever", "nobody",
        "team", "the-team", "group", "staff",
    ]
    /// Whether a text is such a role.
    static func isEverybody(_ text: String) -> Bool { everybody.contains { text == "role:\($0)" } }
    /// What people write into a form that wants a reason.
    static let noAnswers: Set<String> = [
        "n/a", "n.a", "nil", "null", "tbd", "todo", "later", "unknown", "because", "entfällt", "xxx",
    ]
    /// Mailboxes that several people read, or somebody else every week.
    static let mailboxes: Set<String> = [
        "info", "contact", "hello", "hi", "support", "help", "helpdesk", "service", "customerservice", "sales", "admin",
        "administrator", "growth", "socialmedia", "social", "ads", "kontakt", "vertrieb", "werbung", "ventes",
        "bonjour", "webmaster", "postmaster", "enquiries", "inquiries", "mail", "mailbox", "newsletter", "press", "hr",
    ]
    /// Mailboxes that nobody reads, and products that are no person.
    static let mechanical: Set<String> = [
        "noreply", "donotreply", "mailer", "mailerdaemon", "notifications", "automation", "chatgpt", "gpt", "openai",
        "claude", "gemini", "copilot", "llm", "assistant", "robot",
    ]
    static let machines: Set<String> = ["ai", "agent", "bot", "system", "model", "algorithm", "machine", "software"]
}
