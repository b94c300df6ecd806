public import Execution
public import Schemas
public import Vocabulary

/// The half of the client that only reads.
public struct SandboxReads: Sendable {
    let link: SandboxLink
    let limit: Duration

    /// The platform's time; nil before it has an account.
    public func now() async throws(ConnectorError) -> Instant? {
        try await link.call(.hello, within: limit).date
    }

    /// One entity as the platform holds it now.
    public func entity(_ ref: EntityRef) async throws(ConnectorError) -> SandboxEntity {
        try SandboxReads.read(try await ask(.entity(ref))) { json throws(JSONShapeError) in
            try SandboxEntity(json: json)
        }
    }

    /// All entities of a kind, below one or everywhere.
    public func list(_ kind: EntityKind, within: EntityRef? = nil) async throws(ConnectorError) -> [SandboxEntity] {
        try await pages { .list(kind: kind, within: within, after: $0) }.items
    }

    /// Counts of all entities of a kind over a period, as far as reports go by now.
    public func report(_ kind: EntityKind, within: EntityRef? = nil, over period: Period, byDay: Bool = false)
        async
        throws(ConnectorError) -> SandboxReport
    {
        let (rows, last): ([SandboxReport.Row], JSON) = try await pages {
            .report(ReportCall(kind: kind, within: within, period: period, isByDay: byDay, after: $0))
        }
        guard let until = last["complete_until"]?.stringValue.flatMap(Instant.init(parsing:)),
            let currency = last["currency"]?.stringValue.flatMap(Currency.init)
        else { throw SandboxReads.unreadable }
        return SandboxReport(rows: rows, completeUntil: until, currency: currency)
    }

    /// Counts of two periods side by side.
    public func compare(_ kind: EntityKind, within: EntityRef? = nil, _ one: Period, _ other: Period)
        async
        throws(ConnectorError) -> (SandboxReport, SandboxReport)
    {
        (try await report(kind, within: within, over: one), try await report(kind, within: within, over: other))
    }

    /// Everything that was changed since the change with this number, by us or by others.
    public func changes(after number: Int64 = 0) async throws(ConnectorError) -> [SandboxChange] {
        try await pages(from: number) { .changes(after: $0) }.items
    }

    /// What the platform answered under an idempotency key; nil where it never saw the key, which proves no effect so far.
    func answer(ofKey key: String) async throws(ConnectorError) -> SandboxAnswer? {
        let result = try await ask(.answer(key: key))
        guard result["is_known"]?.boolValue == true, let answer = result["answer"] else {
            guard result["is_known"]?.boolValue == false else { throw SandboxReads.unreadable }
            return nil
        }
        return try SandboxReads.read(answer) { json throws(JSONShapeError) in try SandboxAnswer(json: json, at: nil) }
    }

    /// The fault rules in force with how often each struck.
    public func faults() async throws(ConnectorError) -> [(rule: String, times: Int64)] {
        let (result, _) = try await link.call(.faults(set: nil), within: limit)
        return (result.arrayValue ?? []).compactMap { item in
            guard let rule = item["rule"]?.stringValue, let times = item["times"]?.integerValue else { return nil }
            return (rule, times)
        }
    }
}

extension SandboxReads {
    private func ask(_ read: ReadCall) async throws(ConnectorError) -> JSON {
        try await link.call(.read(read), within: limit).result
    }

    /// All items of a list that comes in pages, and the last page.
    private func pages<Item: JSONRepresentable>(from start: Int64 = 0, _ call: (Int64) -> ReadCall)
        async
        throws(ConnectorError) -> (items: [Item], last: JSON)
    {
        var items: [Item] = []
        var after = start
        while true {
            let page = try await ask(call(after))
            items += try SandboxReads.read(page["items"] ?? []) { json throws(JSONShapeError) in try [Item](json: json)
            }
            guard let next = page["next"]?.integerValue, next > after else { return (items, page) }
            after = next
        }
    }

    static func read<Value>(_ json: JSON, _ read: (JSON) throws(JSONShapeError) -> Value) throws(ConnectorError)
        -> Value
    {
        do { return try read(json) } catch { throw unreadable }
    }

    static let unreadable = ConnectorError(
        .reconcile, .unanswered, "the sandbox answered something that this version does not understand")
}

/// Counts of several entities, and up to when they are complete.
public struct SandboxReport: Hashable, Sendable {
    /// One entity, over the whole period or on one day of it; the platform writes it and the client reads it.
    public struct Row: Hashable, Sendable {
        /// The entity.
        public let entity: EntityRef
        /// The local day; nil for the whole period.
        public let day: CalendarDate?
        /// What was counted.
        public let metrics: SandboxMetrics
        /// Why `metrics` is not what was counted in these days, in words; nil where it is. In a report by day such a row has no day.
        public let unknown: String?

        init(entity: EntityRef, day: CalendarDate? = nil, metrics: SandboxMetrics, unknown: String? = nil) {
            self.entity = entity
            self.day = day
            self.metrics = metrics
            self.unknown = unknown
        }
    }

    /// The rows in the platform's order of entities.
    public let rows: [Row]
    /// Everything billed up to here is in; what came later is not yet.
    public let completeUntil: Instant
    /// The currency of all spend.
    public let currency: Currency
}

extension SandboxReport.Row: JSONRepresentable {
    /// Reads a row of a report; unknown members are refused.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "row")
        entity = try fields.required("entity", Wire.entity)
        day = try fields.optional("day", Wire.date)
        metrics = try fields.value("metrics")
        unknown = try fields.optional("unknown", Wire.text)
        try fields.end()
    }

    /// The row on the wire.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "entity": .string(entity.description), "day": day.map { .string($0.description) },
                "metrics": metrics.json, "unknown": unknown.map { .string($0) },
            ]))
    }
}
