import Vocabulary

/// One question of the interview.
public struct InterviewQuestion: Sendable, Hashable {
    /// What is asked about, in the order of asking; the six parts of a delegation come one after another.
    public enum Topic: String, Sendable, Hashable, CaseIterable {
        case agent, purpose
        case metric, target, deadline, baseline, protect, tradeOffs = "trade_offs", interest
        case may, approval, never, step
        case zone, dailyCap = "daily_cap", monthlyCap = "monthly_cap", evidence
        case escalation, confidence
        case review
        case owner, deputy

        /// The six that nobody can answer for the person: one for each part of a charter but the reviews, and how much.
        public static let six: [Topic] = [.metric, .target, .may, .dailyCap, .escalation, .owner]

        /// What it is called in a list of what was taken as suggested.
        public var label: String { rawValue.spaced }
    }

    /// What is asked about.
    public let topic: Topic
    /// What an empty answer accepts; nil where the answer has to be given.
    public let suggestion: String?

    init(_ topic: Topic, suggestion: String?) {
        self.topic = topic
        self.suggestion = suggestion
    }

    /// The question.
    public var text: String { Self.texts[topic]?.0 ?? topic.rawValue }
    /// Why it is asked.
    public var why: String { Self.texts[topic]?.1 ?? "" }
    /// An answer that would do.
    public var example: String { Self.texts[topic]?.2 ?? "" }

    private static let texts: [Topic: (String, String, String)] = [
        .agent: ("What is the agent called?", "the name stays for its whole life", "paid-social"),
        .purpose: (
            "Why does it exist, in one sentence?", "a newcomer should understand it",
            "Cheaper purchases from paid social."
        ),
        .metric: (
            "Which number should get better?", "a goal that cannot be measured cannot be reached", "cost_per_purchase"
        ),
        .target: ("By how much, or to which value?", "without a number nobody knows when enough is enough", "-15 %"),
        .deadline: ("By which day?", "a target without a date cannot be missed", "2017-12-31"),
        .baseline: (
            "Measured against what: which days, or which value and its source?", "success is a difference to something",
            "2017-07-01/2017-09-30"
        ),
        .protect: (
            "What must not suffer, and how far may it fall or rise?", "every number can be improved by harming another",
            "purchases at least 95 % of baseline"
        ),
        .tradeOffs: (
            "What may be given up for the goal?", "more than one thing matters",
            "Fewer, better purchases are acceptable."
        ),
        .interest: ("In whose interest: company, customer or both?", "it is shown in every explanation", "both"),
        .may: (
            "Which tools may it use by itself?", "what is not listed is never allowed",
            "ads.pause, ads.set_daily_budget"
        ),
        .approval: (
            "Which tools only after a person has agreed? (`none` for none)", "some steps deserve a second look",
            "ads.resume"
        ),
        .never: (
            "Which tools, campaigns or topics never?", "never beats everything",
            "ads.delete, campaign brand-*, pricing, positioning"
        ),
        .step: (
            "How large may one change of a budget be?", "and twice that in a week, so that steps cannot add up",
            "15 % of current"
        ),
        .zone: ("In which time zone do your days begin?", "a cap per day needs a day", "Europe/London"),
        .dailyCap: (
            "What may it cost at most in a day?", "the cap holds for the platform's worst-case bill", "1250 GBP"
        ),
        .monthlyCap: ("And in a month?", "a month of full days may be more than you have", "25000 GBP"),
        .evidence: (
            "How old does something have to be before it is judged?", "young things look better or worse than they are",
            "7 d"
        ),
        .escalation: ("Who decides when it stops, and within which time?", "silence is No", "owner within 4 h"),
        .confidence: ("Below which confidence does it ask?", "ask when uncertain is not a threshold", "70 %"),
        .review: (
            "How often do people look: day, week, month, quarter?", "set and forget is abdication", "day, week, month"
        ),
        .owner: ("Who answers for it? One person's address.", "a team is nobody in particular", "owner@example.com"),
        .deputy: (
            "Who stands in? (`none` for nobody)", "without a deputy it pauses when the owner is away",
            "deputy@example.com"
        ),
    ]
}
