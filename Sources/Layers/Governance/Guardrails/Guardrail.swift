import Vocabulary

/// A pure rule: what it sees of a proposal and the facts, it says as findings. Where it cannot decide, it refuses (P5).
protocol Guardrail: Sendable {
    /// What the rule has to say; nothing where it does not object.
    func findings(on subject: Subject, _ facts: Facts, _ rulebook: Rulebook) -> [Finding]
}

enum Guardrails {
    /// Every rule, in the order in which their findings are shown.
    static let all: [any Guardrail] = [
        StopRule(), SafetyRule(), WaitingRule(), ProhibitionRule(), SightRule(), CurrencyRule(), MarketRule(),
        FreshnessRule(),
        GroundingRule(),
        EvidenceRule(), ProtectionRule(), OthersRule(), PersonRule(), PaceRule(), CumulativeRule(), ShareRule(),
        CapRule(), TriggerRule(), QuestionRule(), StageRule(),
    ]
}

extension Finding {
    /// A refusal because something a rule needs is not known.
    static func unknown(_ what: String, limit: String? = nil) -> Finding {
        Finding(
            .unknown, .refuse, limit: limit, actual: "not known",
            message: "\(what) is not known, so nothing is done; import it or read it back first")
    }
}
