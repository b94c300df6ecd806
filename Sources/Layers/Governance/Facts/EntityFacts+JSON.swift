public import Schemas
public import Vocabulary

extension EntityFacts: JSONRepresentable {
    /// Reads what was known of an entity.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "entity")
        self.init(try fields.value("ref"))
        name = try fields.optionalString("name")
        parents = try fields.optional("parents") ?? []
        status = try fields.optional("status")
        dailyBudget = try fields.optional("daily_budget")
        started = try fields.optional("started")
        spend = try fields.optional("spend")
        impressions = try fields.optionalInteger("impressions")
        clicks = try fields.optionalInteger("clicks")
        enquiries = try fields.optionalInteger("enquiries")
        purchases = try fields.optionalInteger("purchases")
        inBundle = try fields.optionalBool("in_bundle")
        inExperiment = try fields.optionalBool("in_experiment")
        targeting = try fields.optionalString("targeting")
        changedByOthers = try fields.optional("changed_by_others")
        decidedByPerson = try fields.optional("decided_by_person")
        waiting = try EntityFacts.waiting(fields)
        try fields.end()
    }

    /// What was known as JSON; what was not known is left out.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "changed_by_others": changedByOthers?.json, "clicks": clicks.map(JSON.integer),
                "daily_budget": dailyBudget?.json, "decided_by_person": decidedByPerson?.json,
                "enquiries": enquiries.map(JSON.integer),
                "escalation": escalation?.json, "hold": hold?.json, "impressions": impressions.map(JSON.integer),
                "in_bundle": inBundle.map(JSON.bool), "in_experiment": inExperiment.map(JSON.bool),
                "name": name.map(JSON.string), "parents": parents.isEmpty ? JSON?.none : parents.json,
                "purchases": purchases.map(JSON.integer), "ref": ref.json, "spend": spend?.json,
                "started": started?.json, "status": status?.json, "targeting": targeting.map(JSON.string),
            ]))
    }

    private var hold: DecisionID? {
        if case .hold(let id)? = waiting { id } else { nil }
    }

    private var escalation: EscalationID? {
        if case .escalation(let id)? = waiting { id } else { nil }
    }

    private static func waiting(_ fields: JSONFields) throws(JSONShapeError) -> Waiting? {
        if let hold: DecisionID = try fields.optional("hold") { return .hold(hold) }
        if let escalation: EscalationID = try fields.optional("escalation") { return .escalation(escalation) }
        return nil
    }
}

extension EntityFacts.Parent: JSONRepresentable {
    /// Reads a parent.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "parent")
        self.init(try fields.value("ref"), name: try fields.optionalString("name"))
        try fields.end()
    }

    /// The parent as JSON.
    public var json: JSON {
        .object(JSONObject(present: ["name": name.map(JSON.string), "ref": ref.json]))
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

extension AccountFacts: JSONRepresentable {
    /// Reads what was known of the account.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "account")
        let code = try fields.string("currency")
        guard let currency = Currency(code) else {
            throw JSONShapeError(path: "/currency", message: "is `\(code)`; it has to be a code of ISO 4217")
        }
        self.init(
            ref: try fields.value("ref"), currency: currency, spend: try fields.optional("spend"),
            days: Int(try fields.integer("days", in: 0...100_000)), standing: try fields.integer("standing"),
            reserved: try fields.integer("reserved"), caps: try fields.value("caps"))
        try fields.end()
    }

    /// What was known as JSON.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "caps": caps.json, "currency": .string(currency.code), "days": days.json, "ref": ref.json,
                "reserved": .integer(reserved), "spend": spend?.json, "standing": .integer(standing),
            ]))
    }
}

extension CapFacts: JSONRepresentable {
    /// Reads a cap's windows, each as `[billed, quarters]`.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "cap")
        let lines = try fields.array("lines") { json throws(JSONShapeError) in
            let pair = try [Int64](json: json)
            guard pair.count == 2 else { throw JSONShapeError(message: "has to be a pair of whole numbers") }
            return CommitmentLine(billed: pair[0], quarters: pair[1])
        }
        self.init(key: try fields.string("key"), used: try fields.integer("used"), lines: lines)
        try fields.end()
    }

    /// The cap's windows as JSON.
    public var json: JSON {
        let pairs = lines.map { JSON.array([.integer($0.billed), .integer($0.quarters)]) }
        return ["key": .string(key), "lines": .array(pairs), "used": .integer(used)]
    }
}
