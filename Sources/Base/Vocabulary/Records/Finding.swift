/// One thing a guardrail has to say about a proposal, with the number it saw and the number it allows.
public struct Finding: Hashable, Sendable {
    /// Which rule spoke: a stable code such as `share`, listed in docs/reference/findings.md.
    public let code: FindingCode
    /// How strict it is.
    public let verdict: Verdict
    /// The limit it read, by its place in the charter: `constraints.change[2]`; nil for rules of the house.
    public let limit: String?
    /// What it saw, with its unit.
    public let actual: String
    /// What is allowed, with its unit.
    public let allowed: String
    /// One sentence fragment for a person: both numbers and the way out.
    public let message: String

    /// A finding.
    public init(
        _ code: FindingCode, _ verdict: Verdict, limit: String? = nil, actual: String = "", allowed: String = "",
        message: String
    ) {
        self.code = code
        self.verdict = verdict
        self.limit = limit
        self.actual = actual
        self.allowed = allowed
        self.message = message
    }
}

/// The codes of findings; stable, since people search for them and mistakes are counted by them.
public enum FindingCode: String, Hashable, Sendable, CaseIterable {
    /// The bytes are no proposal of a known tool.
    case malformed
    /// Nothing permits it.
    case notPermitted = "not_permitted"
    /// The charter says never.
    case never
    /// The condition of a permission could not be evaluated.
    case condition
    /// A bound of the permission is passed.
    case bound
    /// The permission asks for a person's yes.
    case approval
    /// The stage of the tool asks for a person's yes.
    case stage
    /// A money cap could be passed by the platform's worst-case bill.
    case cap
    /// Too many changes in a window.
    case pace
    /// The changes of a window add up to too much.
    case cumulative
    /// Too large a share of the account's spend is moved.
    case share
    /// Somebody else changed it recently.
    case changedByOthers = "changed_by_others"
    /// A person decided about it recently, against what was asked for.
    case personDecided = "person_decided"
    /// Too young or too little spent to judge.
    case evidence
    /// It is protected: above target, in a bundle or an experiment.
    case protected
    /// The data is too old, or its age is not known.
    case freshness
    /// The currency is not the charter's.
    case currency
    /// The market or channel is not the charter's.
    case market
    /// The reasoner is less sure than the charter asks for.
    case confidence
    /// A trigger of the charter fired.
    case trigger
    /// A person is already asked about this object.
    case locked
    /// It waits for a yes already.
    case waiting
    /// As many holds are open as an agent may have.
    case holds
    /// The value is already what is asked for, or the object is gone.
    case unchanged
    /// The agent is paused, halted, or has no charter in force.
    case stopped
    /// The object, or a fact a rule needs, is not known.
    case unknown
    /// The charter does not show the agent what it asks for.
    case data
    /// The same mistake twice in one run.
    case repeated
    /// A value cited as evidence is not what the snapshot holds.
    case grounding
}
