import Schemas
import Testing
import Vocabulary

@testable import Governance

/// A rule that cannot decide refuses, and says why.
@Suite struct FaultTests {
    @Test func `what the charter allows is allowed, so that the rest of this suite means something`() throws {
        let given = try Given()
        for asked in [given.raise, given.lowering, given.pause, given.move] {
            let ruling = try given.judge(asked)
            #expect(ruling.verdict == .authorise, "\(asked.1): \(ruling.findings)")
        }
        #expect(try given.judge(given.bigRaise).verdict == .hold)
    }

    typealias Fault = (name: String, asked: [KeyPath<Given, (Call, ToolName)>], spoil: (inout Given) throws -> Void)

    /// Every fact that a rule reads: missing, stale, of the wrong unit, negative, or so large that sums overflow.
    private static var faults: [Fault] {
        [
            ("no account", [\.raise, \.move, \.pause], { $0.facts.account = nil }),
            ("no entity", [\.raise, \.lowering, \.pause, \.move], { $0.facts.entities = [] }),
            ("one entity of a move", [\.move], { given in given.facts.entities.removeAll { $0.ref == given.good } }),
            ("no status", [\.pause], { given in given.change(given.ad) { $0.status = nil } }),
            ("no budget", [\.raise, \.move], { given in given.change(given.good) { $0.dailyBudget = nil } }),
            (
                "no spend", [\.raise, \.pause],
                { given in
                    given.change(given.good) { $0.spend = nil }
                    given.change(given.ad) { $0.spend = nil }
                }
            ),
            (
                "no start", [\.raise, \.pause],
                { given in
                    given.change(given.good) { $0.started = nil }
                    given.change(given.ad) { $0.started = nil }
                }
            ),
            (
                "start in the future", [\.pause],
                { given in
                    given.change(given.ad) { $0.started = Given.now.advanced(by: .seconds(86_400)) }
                }
            ),
            (
                "no purchases", [\.raise, \.pause],
                { given in
                    given.change(given.good) { $0.purchases = nil }
                    given.change(given.ad) { $0.purchases = nil }
                }
            ),
            ("negative purchases", [\.pause], { given in given.change(given.ad) { $0.purchases = -1 } }),
            ("bundle not known", [\.pause], { given in given.change(given.ad) { $0.inBundle = nil } }),
            ("experiment not known", [\.pause], { given in given.change(given.ad) { $0.inExperiment = nil } }),
            ("no target", [\.pause], { $0.target = nil }),
            (
                "target in another currency", [\.pause],
                {
                    $0.target = MetricMoney(Decimal12(40), try required(Currency("USD")))
                }
            ),
            ("no source", [\.raise, \.lowering, \.pause, \.move], { $0.facts.sources = [] }),
            (
                "stale source", [\.raise, \.lowering, \.pause, \.move],
                {
                    $0.facts.sources[0].asOf = $0.facts.now.advanced(by: .seconds(-86_401))
                }
            ),
            (
                "source from the future", [\.raise, \.lowering, \.pause, \.move],
                {
                    $0.facts.sources[0].asOf = $0.facts.now.advanced(by: .seconds(40 * 86_400))
                }
            ),
            ("no usage", [\.raise, \.lowering, \.pause, \.move], { $0.facts.usage = [] }),
            (
                "negative usage", [\.raise, \.pause],
                { given in
                    for index in given.facts.usage.indices { given.facts.usage[index].used = -5 }
                }
            ),
            (
                "usage that overflows", [\.raise, \.lowering, \.move],
                { given in
                    for index in given.facts.usage.indices { given.facts.usage[index].used = .max }
                }
            ),
            (
                "no base", [\.raise, \.lowering, \.move],
                { given in
                    for index in given.facts.usage.indices { given.facts.usage[index].base = nil }
                }
            ),
            ("no spend of the account", [\.raise, \.pause], { $0.facts.account?.spend = nil }),
            ("spend of nothing", [\.raise, \.pause], { $0.facts.account?.spend = MetricMoney(.zero, Given.gbp) }),
            ("no caps known", [\.raise, \.move], { $0.facts.account?.caps = [] }),
            ("a cap without windows", [\.raise, \.move], { $0.facts.account?.caps[1].lines = [] }),
            (
                "a bill that overflows", [\.raise, \.move],
                {
                    $0.facts.account?.caps[0].lines = [CommitmentLine(billed: .max, quarters: .max)]
                }
            ),
            (
                "a negative bill", [\.raise],
                {
                    $0.facts.account?.caps[0].lines = [CommitmentLine(billed: -9_000_000, quarters: 7)]
                }
            ),
            ("standing that overflows", [\.raise, \.move], { $0.facts.account?.standing = .max }),
            ("negative standing", [\.raise], { $0.facts.account?.standing = -1_000_000 }),
            ("negative reservations", [\.raise], { $0.facts.account?.reserved = -1_000_000 }),
            (
                "account in another currency", [\.raise, \.pause, \.move],
                {
                    $0.facts.account?.currency = try required(Currency("USD"))
                }
            ),
            ("no caps in the charter", [\.raise, \.move], { $0.charter.constraints.money = [] }),
            (
                "a condition that is no expression", [\.raise],
                { given in
                    for index in given.charter.actions.permissions.indices {
                        given.charter.actions.permissions[index].condition = "entity.("
                    }
                }
            ),
            (
                "a condition on what is not known", [\.pause],
                { given in
                    given.charter.actions.permissions[0].condition = "entity.daily_budget > 1"
                }
            ),
            (
                "a prohibition that cannot be evaluated", [\.raise, \.pause],
                { given in
                    given.charter.actions.prohibitions = [
                        .init(.tool(.pause), when: "entity.nonsense > 1", clause: .init("actions.never[0]")),
                        .init(.tool(.setDailyBudget), when: "1 / 0 > 1", clause: .init("actions.never[1]")),
                    ]
                }
            ),
        ]
    }

    @Test(arguments: 0..<35) func `P5 a fact that is missing, stale or impossible refuses and is named`(which: Int)
        throws
    {
        #expect(FaultTests.faults.count == 35)
        let fault = FaultTests.faults[which]
        for asked in fault.asked {
            var given = try Given()
            try fault.spoil(&given)
            let ruling = try given.judge(given[keyPath: asked])
            #expect(ruling.verdict == .refuse, "\(fault.name) on \(given[keyPath: asked].1)")
            let refusing = ruling.findings.filter { $0.verdict == .refuse }
            #expect(!refusing.isEmpty, "\(fault.name) is named")
            #expect(refusing.allSatisfy { $0.message.count > 15 && !$0.message.contains("\n") }, "\(fault.name)")
        }
    }

    @Test(arguments: [
        #"{"campaign":"936","daily_budget":"0.00 GBP"}"#, #"{"campaign":"936","daily_budget":"-1.00 GBP"}"#,
        #"{"campaign":"936","daily_budget":true}"#, #"{"campaign":"936","daily_budget":34}"#,
        #"{"campaign":"936","daily_budget":"34.00"}"#, #"{"campaign":"936","daily_budget":"34.00 EUR"}"#,
        #"{"campaign":"936","daily_budget":"34.001 GBP"}"#, #"{"campaign":"936","daily_budget":"NaN GBP"}"#,
        #"{"campaign":"936","daily_budget":"5,000.00 GBP"}"#, #"{"campaign":"936"}"#, #"{"daily_budget":"34.00 GBP"}"#,
        #"{"campaign":936,"daily_budget":"34.00 GBP"}"#, #"{"campaign":"936","daily_budget":null}"#,
        #"{"budget":"34.00 GBP","campaign":"936","daily_budget":"33.00 GBP"}"#,
        #"{"body":{"daily_budget":"900.00 GBP"},"campaign":"936","daily_budget":"34.00 GBP"}"#,
        #"{"campaign":"936","daily_budget":"34.00 GBP","daily_budget":"900.00 GBP"}"#,
        #"{"campaign":"936","daily_budget":"92233720368547758.07 GBP"}"#,
        #"{"campaign":"936","daily_budget":"99999999999999999999999.00 GBP"}"#,
        #"{"campaign":"","daily_budget":"34.00 GBP"}"#, #"{"campaign":"nobody","daily_budget":"34.00 GBP"}"#, "[]",
        "null",
    ])
    func `P4 R100 arguments that are not exactly a call are refused`(arguments: String) throws {
        let given = try Given()
        for tool in ["ads.set_daily_budget", "ads.raise_budget", "ads.query2", "ADS.PAUSE"] {
            let text =
                #"{"agent":"paid-social","arguments":"# + arguments
                + #","confidence":9000,"evidence":[],"reason":"r","tool":""#
                + tool + #""}"#
            let ruling = Judge(given.rulebook, tools: given.tools).judge(Array(text.utf8), given.facts)
            #expect(ruling.verdict == .refuse)
        }
    }

    @Test func `P4 R006 what the charter does not list is refused, whatever else holds`() throws {
        let given = try Given()
        for (call, tool) in [
            (Call.delete(given.ad), ToolName.delete),
            (.setTargeting(given.ad, Targeting(markets: ["GB"], ageBands: [], interests: [])), .setTargeting),
            (
                .createCampaign(
                    NewCampaign(name: "n", dailyBudget: given.pounds(100), market: "GB", channel: "paid_social")),
                .createCampaign
            ),
        ] as [(Call, ToolName)] {
            #expect(try given.judge((call, tool)).verdict == .refuse)
        }
        var stranger = given
        stranger.charter.agent = try required(AgentName("somebody-else"))
        let bytes = try given.proposal(given.raise).canonicalBytes
        #expect(Judge(stranger.rulebook, tools: given.tools).judge(bytes, given.facts).verdict == .refuse)
    }
}
