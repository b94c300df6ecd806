public import Schemas
public import Vocabulary

/// Answers the tools that only read, `ads.query`, `ads.summarise` and `ads.compare` (R126): through a connector's reading half, so there is
/// nothing in here that could change anything. What is not known for exactly the days that are asked for is null, with the reason
/// beside it: never 0.
public struct Reporting: Sendable {
    private let reads: any ConnectorReads

    /// Reports of one platform.
    public init(reads: any ConnectorReads) { self.reads = reads }

    /// The answer to a reading tool; throws `invalid` for arguments that do not fit, and for tools that are not for reading.
    public func answer(_ tool: ToolName, _ arguments: JSON) async throws(ConnectorError) -> JSON {
        let question: Question
        do throws(JSONShapeError) { question = try Question(tool, arguments) } catch {
            throw ConnectorError(.giveUp, .invalid, error.description)
        }
        switch question {
        case .query(let kind, let period, let byDay):
            return Reporting.json(try await reads.report(kind, over: period, byDay: byDay))
        case .summary(let kind, let period):
            return ReportSummary(try await reads.report(kind, over: period, byDay: false)).json
        case .compare(let kind, let one, let other):
            return [
                "one": Reporting.json(try await reads.report(kind, over: one, byDay: false)),
                "other": Reporting.json(try await reads.report(kind, over: other, byDay: false)),
            ]
        }
    }

    private enum Question {
        case query(EntityKind, Period, byDay: Bool)
        case summary(EntityKind, Period)
        case compare(EntityKind, Period, Period)

        init(_ tool: ToolName, _ arguments: JSON) throws(JSONShapeError) {
            let fields = try JSONFields(arguments, at: "arguments")
            let kind: EntityKind = try fields.value("kind")
            switch tool {
            case .query:
                self = .query(kind, try fields.value("period"), byDay: try fields.optionalBool("by_day") ?? false)
            case .summarise: self = .summary(kind, try fields.value("period"))
            case .compare: self = .compare(kind, try fields.value("one"), try fields.value("other"))
            default: throw JSONShapeError(message: "`\(tool)` does not read reports")
            }
            try fields.end()
        }
    }

    private static func json(_ report: PlatformReport) -> JSON {
        let rows = report.rows.map { row -> JSON in
            guard let unknown = row.unknown else {
                return .object(
                    JSONObject(present: [
                        "clicks": .integer(row.clicks), "day": row.day.map(\.json),
                        "enquiries": row.enquiries?.json ?? .null,
                        "entity": row.entity.json, "impressions": .integer(row.impressions),
                        "purchases": row.purchases?.json ?? .null,
                        "revenue": row.revenue.map { .string($0.description) } ?? .null,
                        "spend": .string(row.spend.description),
                    ]))
            }
            return [
                "clicks": nil, "enquiries": nil, "entity": row.entity.json, "impressions": nil, "purchases": nil,
                "revenue": nil, "spend": nil, "unknown": .string(unknown),
            ]
        }
        return ["complete_until": report.completeUntil.json, "rows": .array(rows)]
    }
}
