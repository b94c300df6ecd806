public import Schemas
public import Vocabulary

extension EntityFacts: JSONRecorded {
    /// Reads what was known of an entity.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "entity")
        self.init(try fields.value("ref"))
        name = try fields.optionalString("name")
        parents = try fields.optional("parents") ?? []
        protected = try fields.optional("protected") ?? []
        status = try fields.optional("status")
        countedDaily = try fields.optionalInteger("counted_daily", in: 0...Int64.max)
        dailyBudget = try fields.optional("daily_budget")
        started = try fields.optional("started")
        spend = try fields.optional("spend")
        impressions = try fields.optionalInteger("impressions")
        clicks = try fields.optionalInteger("clicks")
        enquiries = try fields.optional("enquiries")
        purchases = try fields.optional("purchases")
        revenue = try fields.optional("revenue")
        inBundle = try fields.optionalBool("in_bundle")
        inExperiment = try fields.optionalBool("in_experiment")
        targeting = try fields.optionalString("targeting")
        changedByOthers = try fields.optional("changed_by_others")
        decidedByPerson = try fields.optional("decided_by_person")
        waiting = try EntityFacts.waiting(fields)
        try fields.end()
    }

    /// Writes what was known; what was not is left out.
    public func write(to writer: inout JSONWriter) {
        writer.object { entity in
            entity.member("changed_by_others", ifPresent: changedByOthers)
            entity.member("clicks", ifPresent: clicks)
            entity.member("counted_daily", ifPresent: countedDaily)
            entity.member("daily_budget", ifPresent: dailyBudget)
            entity.member("decided_by_person", ifPresent: decidedByPerson)
            entity.member("enquiries", ifPresent: enquiries)
            entity.member("escalation", ifPresent: escalation)
            entity.member("hold", ifPresent: hold)
            entity.member("impressions", ifPresent: impressions)
            entity.member("in_bundle", ifPresent: inBundle)
            entity.member("in_experiment", ifPresent: inExperiment)
            entity.member("name", ifPresent: name)
            if !parents.isEmpty { entity.member("parents", parents) }
            if !protected.isEmpty { entity.member("protected", protected) }
            entity.member("purchases", ifPresent: purchases)
            entity.member("ref", ref.description)
            entity.member("revenue", ifPresent: revenue)
            entity.member("spend", ifPresent: spend)
            entity.member("started", ifPresent: started)
            entity.member("status", ifPresent: status)
            entity.member("targeting", ifPresent: targeting)
            entity.member("under_way", ifPresent: underWay)
        }
    }

    private var hold: DecisionID? {
        if case .hold(let id)? = waiting { id } else { nil }
    }

    private var escalation: EscalationID? {
        if case .escalation(let id)? = waiting { id } else { nil }
    }

    private var underWay: DecisionID? {
        if case .underWay(let id)? = waiting { id } else { nil }
    }

    private static func waiting(_ fields: JSONFields) throws(JSONShapeError) -> Waiting? {
        if let hold: DecisionID = try fields.optional("hold") { return .hold(hold) }
        if let escalation: EscalationID = try fields.optional("escalation") { return .escalation(escalation) }
        if let decision: DecisionID = try fields.optional("under_way") { return .underWay(decision) }
        return nil
    }
}

extension EntityFacts.Parent: JSONRecorded {
    /// Reads `[ref]` or `[ref, name]`.
    public init(json: JSON) throws(JSONShapeError) {
        var items = try JSONItems(json, at: "parent")
        self.init(try items.next(), name: try items.nextIfPresent())
        try items.end()
    }

    /// Writes the parent by places.
    public func write(to writer: inout JSONWriter) {
        writer.array { parent in
            parent.string(ref.description)
            if let name { parent.string(name) }
        }
    }
}

extension MetricMoney: JSONText {
    /// Reads `1.429999948 GBP`.
    public static func read(_ text: String) -> MetricMoney? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let amount = Decimal12(parsing: parts[0]), let currency = Currency(String(parts[1]))
        else { return nil }
        return MetricMoney(amount, currency)
    }
    /// An amount.
    public static var example: String { "1.429999948 GBP" }
}

extension AccountFacts: JSONRecorded {
    /// Reads what was known of the account.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "account")
        let code = try fields.string("currency")
        guard let currency = Currency(code) else {
            throw JSONShapeError(path: "/currency", message: "is `\(code)`; it has to be a code of ISO 4217")
        }
        self.init(
            ref: try fields.value("ref"), name: try fields.optionalString("name"), currency: currency,
            spend: try fields.optional("spend"), days: Int(try fields.integer("days", in: 0...100_000)),
            standing: try fields.integer("standing"), reserved: try fields.integer("reserved"),
            caps: try fields.value("caps"), counted: try fields.optional("counted"))
        try fields.end()
    }

    /// Writes what was known.
    public func write(to writer: inout JSONWriter) {
        writer.object { account in
            account.member("caps", caps)
            account.member("counted", ifPresent: counted)
            account.member("currency", currency.code)
            account.member("days", Int64(days))
            account.member("name", ifPresent: name)
            account.member("ref", ref.description)
            account.member("reserved", reserved)
            account.member("spend", ifPresent: spend)
            account.member("standing", standing)
        }
    }
}

extension CapFacts: JSONRecorded {
    /// Reads `[key, used, billed, quarters, billed, quarters, …]`.
    public init(json: JSON) throws(JSONShapeError) {
        var items = try JSONItems(json, at: "cap")
        self.init(key: try items.next(), used: try items.next(), lines: [])
        while let billed: Int64 = try items.nextIfPresent() {
            lines.append(CommitmentLine(billed: billed, quarters: try items.next()))
        }
        try items.end()
    }

    /// Writes the cap's windows by places.
    public func write(to writer: inout JSONWriter) {
        writer.array { cap in
            cap.string(key)
            cap.integer(used)
            for line in lines {
                cap.integer(line.billed)
                cap.integer(line.quarters)
            }
        }
    }
}
