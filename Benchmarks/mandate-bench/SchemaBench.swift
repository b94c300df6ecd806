import Schemas

/// W3: tool calls from their bytes against a schema that is loaded at run time; on one thread.
struct SchemaBench {
    let count: Int

    func run(_ line: BenchLine) throws -> Figures {
        let calls = try Inputs.calls(line.inputs)
        let schema = try Schema(compiling: JSON(parsing: Array(Self.text.utf8)))
        for (number, call) in calls.enumerated() { try check(try schema.validate(call), number) }
        let rates = try (0..<5).map { _ in try pass(schema, calls) }
        var figures = Figures("W3", peer: "mandate/bytes", n: count)
        figures.set("per_s", Int(Figures.median(rates.map(\.0))))
        figures.set("per_cpu_s", Int(Figures.median(rates.map(\.1))))
        figures.set("per_cpu_s_best", Int(rates.map(\.1).max() ?? 0))
        figures.set("mismatches", 0)
        return figures
    }

    private func pass(_ schema: Schema, _ calls: [[UInt8]]) throws -> (Double, Double) {
        let meter = Meter()
        var refused = 0
        for index in 0..<count where try !schema.validate(calls[index % calls.count]).isEmpty { refused += 1 }
        let reading = meter.read()
        precondition(refused >= count / 10 - 1 && refused <= count / 10 + 1)
        return (Double(count) / reading.seconds, Double(count) / reading.processorSeconds)
    }

    /// One in ten is wrong, in five ways, each with the place of the error.
    private func check(_ findings: [SchemaFinding], _ number: Int) throws {
        let places = [
            0: "/arguments/new_daily_budget_cents", 10: "/arguments", 20: "/tool",
            30: "/arguments/evidence/0/metric", 40: "/arguments/owner",
        ]
        let expected = number % 10 == 0 ? places[number % 50] : nil
        guard findings.first?.path == expected, findings.count == (expected == nil ? 0 : 1) else {
            throw WrongAnswer("call \(number): \(findings), expected at \(expected ?? "no place")")
        }
    }

    private static let text = """
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "additionalProperties": false,
         "required": ["tool", "call_id", "arguments"],
         "properties": {
          "tool": {"type": "string", "enum": ["adjust_campaign_budget", "pause_campaign", "resume_campaign",
            "reallocate_budget", "create_audience", "send_message", "escalate_decision"]},
          "call_id": {"type": "string", "pattern": "^call-[0-9a-f]{16}$"},
          "arguments": {"type": "object", "additionalProperties": false,
           "required": ["campaign_id", "new_daily_budget_cents", "reason", "evidence"],
           "properties": {
            "campaign_id": {"type": "string", "pattern": "^cmp-[0-9]{8}$"},
            "new_daily_budget_cents": {"type": "integer", "minimum": 0, "maximum": 100000000},
            "currency": {"type": "string", "enum": ["EUR", "USD", "GBP", "AUD"]},
            "reason": {"type": "string", "minLength": 10, "maxLength": 500},
            "confidence_pct": {"type": "integer", "minimum": 0, "maximum": 100},
            "dry_run": {"type": "boolean"},
            "evidence": {"type": "array", "minItems": 1, "maxItems": 8, "items": {
             "type": "object", "additionalProperties": false, "required": ["metric", "value", "source"],
             "properties": {"metric": {"type": "string", "enum": ["conversion_rate", "roas", "cpa", "ctr", "spend"]},
              "value": {"type": "number"}, "source": {"type": "string", "maxLength": 64}}}}}}}}
        """
}
