import CharterFile
import Execution
import Schemas
import Vocabulary

extension Command {
    static let metricList = Command(
        name: "metric list", aliases: ["metrics"],
        summary: "the metrics a charter may name: what each is, how it comes about, what it needs beside it",
        details: """
            FORMULA is `counted` where a source reports it, else a ratio of two sums. GRAIN is the finest object it exists for.
            LAG is how long after the fact its source is usually complete. A proxy stands for something else that matters; as a
            goal it needs `kind: { proxy_for: … }`. In a home it has those that the organisation's file in force adds (`own`).
            """,
        result: .object(
            .field(
                "metrics",
                .list(
                    .object(
                        .field("better", .word(GoalDirection.self), "which way is better"),
                        .field("counter_metrics", .list(.slug), "of these one has to be protected beside it"),
                        .field("formula", .text, "`counted`, or a ratio of two sums"),
                        .field("grain", .word(EntityKind.self), "the finest object that it exists for"),
                        .field("lag", .text, "how long its source takes"), .field("meaning", .text, "what it is"),
                        .field("name", .slug, "its name in charters"),
                        .field("own", .boolean, "whether the organisation's file adds it"),
                        .field("proxy", .boolean, "whether it stands for something else"),
                        .field("source", .text, "where it is from"),
                        .field("unit", .word(MetricUnit.self), "what it is counted in"))), "every metric")),
        examples: [Example("metric list", "name, unit, formula, grain, source, lag, counter-metrics, meaning")]
    ) { call in
        let metrics = try await CharterInput.context(call.line).catalogue.sorted
        var table = Table([
            "metric", "unit", "better", "formula", "grain", "source", "lag", "proxy", "protect one of", "meaning",
        ])
        for metric in metrics {
            table.add([
                Table.Cell(metric.name.text, metric.isOwn ? .good : nil), Table.Cell(metric.unit.rawValue),
                Table.Cell(metric.better.rawValue),
                Table.Cell(metric.formula.text), Table.Cell(metric.grain.rawValue), Table.Cell(metric.source),
                Table.Cell(metric.lag.brief), Table.Cell(metric.isProxy ? "proxy" : "-"),
                Table.Cell(metric.counterMetrics.map(\.text).joined(separator: ", ")), Table.Cell(metric.meaning),
            ])
        }
        call.output.table(table)
        call.output.result(["metrics": .array(metrics.map(\.listed))])
        return .ok
    }

    static let toolList = Command(
        name: "tool list", aliases: ["tools"],
        summary: "the tools an agent may be given, what each does and what undoes it",
        result: .object(
            .field(
                "tools",
                .list(
                    .object(
                        .field("arguments", .jsonSchema, "the JSON Schema of its arguments"),
                        .field("effect", .word(EffectClass.self), "what it does to the world"),
                        .field("inverse", .tool.orNull, "what undoes it; null where nothing does, or nothing has to"),
                        .field("meaning", .text, "what it does"), .field("name", .tool, "its name"),
                        .field("spends", .boolean, "whether it can make the platform spend more"))), "every tool")),
        examples: [Example("tool list", "name, effect, inverse, meaning")]
    ) { call in
        var table = Table(["tool", "effect", "undone by", "meaning"])
        for tool in ToolCatalogue.tools {
            table.add([
                Table.Cell(tool.name.text), Table.Cell(tool.effect.rawValue, tool.effect.style),
                Table.Cell(tool.inverse?.text ?? "-"), Table.Cell(tool.meaning),
            ])
        }
        call.output.table(table)
        call.output.result(["tools": .array(ToolCatalogue.tools.map(\.json))])
        return .ok
    }

    static let toolSchema = Command(
        name: "tool schema", summary: "the JSON Schema of a tool's arguments",
        arguments: [Argument(name: "TOOL", summary: "its name, such as `ads.pause`")],
        result: .jsonSchema,
        examples: [Example("tool schema ads.set_daily_budget", "what its arguments have to be")]
    ) { call in
        let text = call.line.words[0]
        guard let tool = ToolCatalogue.tools.first(where: { $0.name.text == text }) else {
            let near = Nearest.of(text, in: ToolCatalogue.tools.map(\.name.text))
            throw Failure(
                .notFound,
                "`\(text)` is no tool; \(near.map { "did you mean `\($0)`?" } ?? "`mandate tool list` shows them")")
        }
        call.output.json(tool.arguments)
        return .ok
    }
}

extension Metric {
    /// Whether it is no built-in one.
    fileprivate var isOwn: Bool { MetricCatalogue.builtIn[name] == nil }

    /// The metric for programs.
    fileprivate var listed: JSON {
        [
            "better": .string(better.rawValue), "counter_metrics": counterMetrics.map(\.text).json,
            "formula": .string(formula.text), "grain": .string(grain.rawValue), "lag": .string(lag.brief),
            "meaning": .string(meaning), "name": name.json, "own": .bool(isOwn), "proxy": .bool(isProxy),
            "source": .string(source),
            "unit": .string(unit.rawValue),
        ]
    }
}

extension EffectClass {
    fileprivate var style: Style? { self == .irreversible ? .bad : nil }
}

extension Tool {
    /// The tool for programs.
    fileprivate var json: JSON {
        [
            "arguments": arguments, "effect": .string(effect.rawValue), "inverse": inverse?.json ?? nil,
            "meaning": .string(meaning), "name": name.json, "spends": .bool(spends),
        ]
    }
}
