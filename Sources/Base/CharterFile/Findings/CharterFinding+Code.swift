extension CharterFinding {
    /// Which finding it is; the raw value is printed, documented in docs/reference/charter-findings.md, and
    /// stable.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The text is not YAML, so nothing can be read from it.
        case notYAML = "not-yaml"
        /// The file is past a limit: 1 MiB, 64 levels, 100,000 values.
        case tooLarge = "too-large"
        /// A second document starts in the file; it would silently not count.
        case severalDocuments = "several-documents"
        /// Anchors and aliases make one place change with another; a reader of a line could not tell what it
        /// says.
        case alias
        /// Tags and directives change what a value means to a reader.
        case tag
        /// A merge key mixes in keys from elsewhere.
        case mergeKey = "merge-key"
        /// A key stands twice; readers differ in which one counts, and the laxer one might.
        case duplicateKey = "duplicate-key"
        /// A tab stands where indentation is; what belongs to what becomes a matter of editor settings.
        case tab
        /// Older YAML readers take a bare yes, no, on, off, y or n for true or false: the market Norway
        /// becomes "false".
        case ambiguousWord = "ambiguous-word"
        /// A key is not part of the format.
        case unknownKey = "unknown-key"
        /// A list, a mapping or a single value stands where another of the three is expected.
        case wrongKind = "wrong-kind"
        /// A key stands there with nothing under it.
        case emptyValue = "empty-value"
        /// Something is incomplete without this key.
        case missingField = "missing-field"
        /// Two keys that exclude each other stand side by side.
        case conflictingKeys = "conflicting-keys"
        /// Only a few words are possible here, and this is none of them.
        case unknownWord = "unknown-word"
        /// A number says nothing without its unit: 4 of what?.
        case numberWithoutUnit = "number-without-unit"
        /// A value is not written as its kind asks for.
        case badValue = "bad-value"
        /// Not a day of the calendar, or not in the one order that everybody reads alike.
        case badDate = "bad-date"
        /// A share of an unnamed whole can be read in two ways.
        case percentOfWhat = "percent-of-what"
        /// Without a goal nobody can say whether the agent succeeds, the agent included.
        case missingGoal = "missing-goal"
        /// Without a list of actions an agent has either no authority or every one.
        case missingActions = "missing-actions"
        /// Without constraints any means to the goal is acceptable.
        case missingConstraints = "missing-constraints"
        /// Without triggers the agent has no permission to stop and ask.
        case missingEscalation = "missing-escalation"
        /// Set and forget is abdication.
        case missingReview = "missing-review"
        /// A machine cannot answer for anything; a named person has to.
        case missingOwner = "missing-owner"
        /// The goal is a wish.
        case vagueGoal = "vague-goal"
        /// The catalogue has no such metric, so nothing measures it.
        case unknownMetric = "unknown-metric"
        /// A metric of an organisation's file has a name that is taken.
        case metricDefinedTwice = "metric-defined-twice"
        /// A formula of an organisation's file is made of what is a ratio itself.
        case ratioOfRatios = "ratio-of-ratios"
        /// Without a number the agent never knows when enough is enough.
        case goalWithoutTarget = "goal-without-target"
        /// Up or down has to be said; for some metrics both are sensible.
        case goalWithoutDirection = "goal-without-direction"
        /// A target without a date cannot be missed.
        case goalWithoutDate = "goal-without-date"
        /// A target is measured against something; without it success is an opinion.
        case goalWithoutBaseline = "goal-without-baseline"
        /// A given baseline decides whether the agent succeeds; where the number comes from has to be
        /// checkable.
        case baselineWithoutSource = "baseline-without-source"
        /// Direction and sign of the target contradict each other.
        case targetAgainstDirection = "target-against-direction"
        /// The catalogue says that the other way is better for this metric.
        case directionAgainstMetric = "direction-against-metric"
        /// An unsigned percentage can mean by or to; only a metric that is itself a share may be brought to
        /// one.
        case targetWithoutSign = "target-without-sign"
        /// The value is not in the metric's unit.
        case wrongUnit = "wrong-unit"
        /// No number can ever reach this: nothing falls by 100 % or more, no share passes 100 %, a target of
        /// 0 % is no target.
        case targetOutOfReach = "target-out-of-reach"
        /// The given baseline meets the target before anything is done.
        case targetAlreadyMet = "target-already-met"
        /// The deadline lies before the end of the period that the baseline is measured over.
        case deadlineTooEarly = "deadline-too-early"
        /// The deadline is over; the agent would work for nothing.
        case deadlinePassed = "deadline-passed"
        /// The metric can be improved by harming something that nobody wrote down.
        case gameableGoal = "gameable-goal"
        /// A proxy stands for something; without its name nobody can see when the two part.
        case unnamedProxy = "unnamed-proxy"
        /// The catalogue knows this metric as a stand-in for what matters.
        case proxyAsOutcome = "proxy-as-outcome"
        /// A protected metric needs a floor or a ceiling; protected from what otherwise?.
        case bandWithoutEnds = "band-without-ends"
        /// A counter-metric's band ends only on the side on which the metric gets better.
        case protectsWrongSide = "protects-wrong-side"
        /// A counter-metric's band lets it become half as good.
        case bandTooWide = "band-too-wide"
        /// The band leaves out what the metric was measured at: it is broken before the agent does anything.
        case bandBrokenAlready = "band-broken-already"
        /// The goal and what it protects cannot both be met, whatever the agent does.
        case protectContradictsGoal = "protect-contradicts-goal"
        /// More than one thing matters, and nothing says which wins in a conflict.
        case goalWithoutPrecedence = "goal-without-precedence"
        /// The order leaves out an objective, names one twice, or names one that is none.
        case precedenceIncomplete = "precedence-incomplete"
        /// More than one thing matters, and nothing says what may be given up.
        case goalWithoutTradeOffs = "goal-without-trade-offs"
        /// Whatever is available is not a list.
        case vagueActions = "vague-actions"
        /// Neither `may` nor `with_approval` lists a tool; the agent could do nothing at all.
        case nothingAllowed = "nothing-allowed"
        /// A wildcard grants tools that do not exist yet.
        case wildcardTool = "wildcard-tool"
        /// No connector has such a tool.
        case unknownTool = "unknown-tool"
        /// Pricing, positioning, target market and the charter itself are for people to decide; they are
        /// never delegated.
        case strategicTool = "strategic-tool"
        /// A tool is both allowed and forbidden.
        case allowedAndForbidden = "allowed-and-forbidden"
        /// A tool that sets, starts or stops something has no limit at all: no bound, no limit on change, no
        /// evidence asked.
        case limitlessAction = "limitless-action"
        /// A tool can make the bill grow and no cap stops it.
        case spendingWithoutCap = "spending-without-cap"
        /// Nothing takes this back.
        case irreversibleInMay = "irreversible-in-may"
        /// A tool contacts people and no limit holds for all of its contacts.
        case contactWithoutLimit = "contact-without-limit"
        /// A tool contacts people and the charter does not say on which lawful basis.
        case contactWithoutBasis = "contact-without-basis"
        /// A tool contacts people and may do so at night.
        case contactWithoutQuietHours = "contact-without-quiet-hours"
        /// A tool shows content and nothing says that it has to be approved content.
        case publishingWithoutLibrary = "publishing-without-library"
        /// A tool gives something away and no discount limit holds it.
        case offerWithoutLimit = "offer-without-limit"
        /// A tool chooses whom or where, and channels or markets are not said.
        case targetingWithoutMarkets = "targeting-without-markets"
        /// 15 % a step is 100 % in five steps.
        case relativeWithoutCumulative = "relative-without-cumulative"
        /// The agent would approve its own proposals.
        case asksProposer = "asks-proposer"
        /// Nobody in particular is named; nobody in particular will answer.
        case notSomebody = "not-somebody"
        /// A question without a deadline holds money and waits for ever.
        case approvalWithoutDeadline = "approval-without-deadline"
        /// The tool sets no amount, so bounds on it limit nothing; its writer thinks they do.
        case boundsWithoutAmount = "bounds-without-amount"
        /// An answer on an approval may take days, and what it asks for is held until then.
        case slowApproval = "slow-approval"
        /// A prohibition covers everything that the granted tools could be used on.
        case neverCoversAll = "never-covers-all"
        /// An earlier entry without a condition already allows everything that this one would ask about.
        case approvalNeverReached = "approval-never-reached"
        /// A move of budget is granted and the changes of budget that it is made of are not; every move would be refused.
        case moveWithoutBudget = "move-without-budget"
        /// The condition does not compile, or is not true or false; at run time it would refuse everything.
        case badCondition = "bad-condition"
        /// The condition reads a fact that the gate does not have.
        case unknownFact = "unknown-fact"
        /// The condition can only be true, or only be false, where it stands.
        case constantCondition = "constant-condition"
        /// The least is more than the most; nothing can pass.
        case minimumAboveMaximum = "minimum-above-maximum"
        /// A limit speaks of a tool that the charter does not grant; it may be a slip in one of the two.
        case limitForUnlistedTool = "limit-for-unlisted-tool"
        /// Stay on brand, optimise for conversions: of what kind, at what cost, with what given up? A
        /// constraint is a number that stops something.
        case vagueConstraints = "vague-constraints"
        /// There is no such time zone, so nobody knows when a day begins.
        case unknownZone = "unknown-zone"
        /// ISO 4217 has no such currency.
        case unknownCurrency = "unknown-currency"
        /// An amount without its currency is read as whatever the reader is used to.
        case moneyWithoutCurrency = "money-without-currency"
        /// The amount is in another currency than the charter.
        case otherCurrency = "other-currency"
        /// The amount can be read in more than one way, or has more decimals than its currency.
        case badMoney = "bad-money"
        /// ISO 3166-1 has no such market.
        case unknownMarket = "unknown-market"
        /// Zero is a limit and means none: the tools it concerns can do nothing.
        case zeroLimit = "zero-limit"
        /// A cap over a shorter window or a smaller scope is higher than one that contains it; it can never
        /// be reached, so one of the two numbers is not meant.
        case capsContradict = "caps-contradict"
        /// The shorter cap, used up in every window, adds up to less than the longer one; the longer one
        /// limits nothing.
        case capNeverReached = "cap-never-reached"
        /// A limit on counts or shares is higher than one that contains it; it can never be reached.
        case limitsContradict = "limits-contradict"
        /// The limit over the shorter time, used up in every window, adds up to less than the longer one.
        case limitNeverReached = "limit-never-reached"
        /// The limit is counted over something that its tool is never used on, or that is not counted.
        case scopeNeverCounted = "scope-never-counted"
        /// What is asked is always there: evidence of zero, data of any age.
        case evidenceAsksNothing = "evidence-asks-nothing"
        /// No granted tool works on any of the channels.
        case channelsWithoutTool = "channels-without-tool"
        /// Two entries say the same; the strictest limit holds and the other misleads.
        case duplicateLimit = "duplicate-limit"
        /// The least daily budget is more than the cap lets a day cost.
        case floorAboveCap = "floor-above-cap"
        /// The caps, used to the full, buy less than the protected amount of spend.
        case capStarvesProtection = "cap-starves-protection"
        /// One step may be larger than all steps together; the bound can never be used to the full.
        case changeBeyondCumulative = "change-beyond-cumulative"
        /// The evidence that is asked for cannot come about before the deadline, or within the caps.
        case evidenceNeverReached = "evidence-never-reached"
        /// The steps that are allowed, at the pace that is allowed, cannot reach the target by the deadline.
        case targetBeyondChange = "target-beyond-change"
        /// The source is usually later than the freshness that is asked for; every proposal would be refused.
        case freshnessBelowLag = "freshness-below-lag"
        /// No metric of the catalogue comes from this source.
        case unknownSource = "unknown-source"
        /// A word of the data that is no field, and near one, or one metric of all.
        case unknownField = "unknown-field"
        /// A field of data is both shown and not shown.
        case seenAndUnseen = "seen-and-unseen"
        /// The agent may act on ads and is not shown what they bring.
        case goalUnseen = "goal-unseen"
        /// The hours begin and end at the same minute, or leave no hour of a day.
        case emptyQuietHours = "empty-quiet-hours"
        /// The organisation is stricter; a charter can only narrow.
        case laxerThanOrganisation = "laxer-than-organisation"
        /// Ask when uncertain leaves it to the agent to be uncertain.
        case vagueEscalation = "vague-escalation"
        /// The agent would stop and nobody would know.
        case escalationWithoutPerson = "escalation-without-person"
        /// An object that is left alone until somebody answers needs an until.
        case escalationWithoutDeadline = "escalation-without-deadline"
        /// No time to answer in: what waits is over at once.
        case noTimeToAnswer = "no-time-to-answer"
        /// Nothing makes the agent stop.
        case noTriggers = "no-triggers"
        /// The threshold can never be passed.
        case triggerNeverFires = "trigger-never-fires"
        /// The threshold is passed by everything; people will stop reading.
        case triggerAlwaysFires = "trigger-always-fires"
        /// An answer within days is no answer for something that spends by the hour.
        case slowEscalation = "slow-escalation"
        /// Nothing stops the agent when it is unsure, or when the goal's data stays away.
        case missingTriggers = "missing-triggers"
        /// Somebody will look at it some time is not a rhythm.
        case vagueReview = "vague-review"
        /// Nothing is looked at more often than monthly.
        case reviewTooRare = "review-too-rare"
        /// Nobody looks at the dashboard and the escalations every day.
        case noDailyReview = "no-daily-review"
        /// Nobody looks at the patterns every week; drift shows in weeks, not in days.
        case noWeeklyReview = "no-weekly-review"
        /// A review that nobody holds is not held.
        case reviewWithoutPerson = "review-without-person"
        /// A review that takes no time, or more than its whole interval, is not held.
        case reviewWithoutTime = "review-without-time"
        /// A team is nobody in particular.
        case ownerIsTeam = "owner-is-team"
        /// Two owners are none.
        case ownerIsList = "owner-is-list"
        /// The AI is making the decisions: that is not an owner.
        case ownerIsMachine = "owner-is-machine"
        /// A name is not enough to find the person or to check a signature.
        case ownerWithoutAddress = "owner-without-address"
        /// Nobody stands in; the agent pauses whenever the owner is away.
        case noDeputy = "no-deputy"
        /// The deputy is the owner again, or the same deputy twice.
        case deputyIsOwner = "deputy-is-owner"
        /// The owner is not among those who may pause the agent.
        case ownerMayNotPause = "owner-may-not-pause"
        /// Autonomy is earned: without a sandbox at least one decision is approved one by one.
        case noProbation = "no-probation"
        /// An irreversible tool is granted; the first 100 of its decisions should be approved one by one.
        case shortProbation = "short-probation"
        /// After probation nobody looks at single decisions any more.
        case noSampling = "no-sampling"
        /// More than 100 % of a whole, or a limit so wide that it limits nothing.
        case shareAboveWhole = "share-above-whole"
        /// A limit in form that nothing comes near to.
        case hardlyALimit = "hardly-a-limit"
        /// One step may take an amount anywhere.
        case unlimitedStep = "unlimited-step"
        /// Nothing says how old the data may be that it acts on.
        case noFreshness = "no-freshness"
        /// The target is less than what chance makes of a metric.
        case targetTooSmall = "target-too-small"
        /// The deadline is so far away that nobody answers for it.
        case deadlineTooFar = "deadline-too-far"
    }
}
