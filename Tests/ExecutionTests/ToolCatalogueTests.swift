import Execution
import Schemas
import Testing
import Vocabulary

@testable import Governance

@Suite struct ToolCatalogueTests {
    private let calls: [(ToolName, Call)] = [
        (.setDailyBudget, .setDailyBudget(campaign: Given.spring, to: Given.pounds(4_088))),
        (.moveBudget, .moveBudget(from: Given.spring, to: Given.autumn, amount: Given.pounds(1))),
        (.pause, .pause(Given.ad)), (.resume, .resume(Given.ad)), (.delete, .delete(Given.ad)),
        (
            .setTargeting,
            .setTargeting(Given.spring, Targeting(markets: ["GB"], ageBands: ["30-34"], interests: ["15"]))
        ),
        (
            .createCampaign,
            .createCampaign(
                NewCampaign(name: "Größe", dailyBudget: Given.pounds(100), market: "GB", channel: "paid_social"))
        ),
        (.escalate, .escalate(Given.ad, question: "keep it?")),
    ]

    @Test func `a tool's schema takes the kinds of things that the tool is used on, and no other`() throws {
        for tool in ToolCatalogue.tools where tool.effect != .read {
            guard let shape = tool.arguments["properties"]?["entity"]?["pattern"]?.stringValue else { continue }
            let pattern = try Regex(shape)
            let kinds = EntityKind.allCases.filter { "\($0.rawValue)/1".wholeMatch(of: pattern) != nil }
            #expect(kinds == ToolRegister.builtIn[tool.name]?.kinds, "\(tool.name)")
        }
    }

    @Test func `R124 P9 every tool that changes something has an inverse or is labelled irreversible`() {
        for tool in ToolCatalogue.tools {
            #expect((tool.inverse == nil) == (tool.effect != .reversible), "\(tool.name)")
            if let inverse = tool.inverse { #expect(ToolCatalogue.tools.contains { $0.name == inverse }) }
        }
        #expect(ToolCatalogue.tools.first { $0.name == .delete }?.effect == .irreversible)
    }

    @Test func `R126 R127 what reads is marked so and spends nothing`() {
        for name in [ToolName.query, .compare, .budgetLeft, .checkRule, .escalate] {
            let tool = ToolCatalogue.tools.first { $0.name == name }
            #expect(tool?.effect == .read && tool?.spends == false)
        }
        #expect(Set(ToolCatalogue.tools.map(\.name)).count == 13)
    }

    @Test func `R128 every schema compiles and accepts what the gate reads, and nothing more`() throws {
        let book = try ToolBook(ToolCatalogue.tools)
        for (tool, call) in calls {
            #expect(book.problem(with: call.arguments, of: tool) == nil, "\(tool)")
            #expect(try Call(tool: tool, arguments: call.arguments) == call)
            var more = known(call.arguments.objectValue)
            more["budget"] = "1.00 GBP"
            #expect(book.problem(with: .object(more), of: tool) != nil)
            for key in known(call.arguments.objectValue).keys {
                for wrong in [nil, 5, true, "", -1, ["x"], ["y": 1]] as [JSON?]
                where !(key == "markets" || key == "interests" || key == "age_bands") || wrong != ["x"] {
                    var spoilt = known(call.arguments.objectValue)
                    spoilt[key] = wrong
                    #expect(book.problem(with: .object(spoilt), of: tool) != nil, "\(tool) \(key)")
                }
            }
        }
    }

    @Test func `R128 every schema and every property of it has a type and a description`() throws {
        func described(_ schema: JSON) -> Bool {
            (schema["type"]?.stringValue != nil || schema["enum"] != nil)
                && (schema["description"]?.stringValue?.count ?? 0) > 10
        }
        for tool in ToolCatalogue.tools {
            #expect(described(tool.arguments) && tool.arguments["description"]?.stringValue == tool.meaning, "\(tool)")
            let properties = try #require(tool.arguments["properties"]?.objectValue)
            for key in properties.keys { #expect(described(properties[key] ?? nil), "\(tool.name) \(key)") }
        }
    }

    @Test func `amounts that are negative, without currency or in another form are refused`() throws {
        let book = try ToolBook(ToolCatalogue.tools)
        for amount in ["-1.00 GBP", "1.00", "1e3 GBP", "1,000.00 GBP", "5.00 gbp", " 5.00 GBP", "NaN GBP", "5.00 GBP "]
        {
            let arguments: JSON = ["campaign": "spring", "daily_budget": .string(amount)]
            #expect(book.problem(with: arguments, of: .setDailyBudget) != nil, "\(amount)")
        }
    }
}
