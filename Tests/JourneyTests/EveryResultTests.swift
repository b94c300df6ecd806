import Foundation
import Schemas
import Testing

/// Every command that has a result, called with `--json` at least once; the harness holds each line against the schema.
struct EveryResultTests {
    @Test
    func `every command that has a result prints it as the published schema says, and none is left out`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let calls = try ResultCalls(mandate)
        try begin(calls)
        try decide(calls)
        try look(calls)
        try sign(calls)
        try stop(calls)
        let clock = try MandateProgram()
        defer { clock.remove() }
        let doubts = try ResultCalls(clock)
        try doubt(doubts)
        calls.covered.formUnion(doubts.covered)
        #expect(calls.published.commands.subtracting(calls.covered).sorted() == [], "not called with --json")
    }

    private func begin(_ call: ResultCalls) throws {
        let charter = MandateProgram.charter
        try call("init --sandbox --clock 2017-10-01T06:00:00Z")
        try call("charter check \(charter)")
        try call("charter new", input: "\n\n\n1250 GBP\n\n\n")
        try call("charter apply \(charter) -n")
        try call("charter apply \(charter)")
        let limits = MandateProgram.limits
        for line in ["charter check \(limits)", "charter apply \(limits) -n", "charter apply \(limits)"] {
            try call(line)
        }
        try call("import \(MandateProgram.invented.path) -n")
        try call("import \(MandateProgram.invented.path) --currency GBP --period 2017-07-01/2017-09-30 -n")
        try call("import \(MandateProgram.invented.path) --currency GBP --period 2017-07-01/2017-09-30")
        try call("agent run paid-social --shadow")
        try call("agent promote paid-social --to autonomous --confirm=paid-social")
        try call("demo --in \(call.mandate.folder.path)/demo")
    }

    /// What an agent does, and what people say to it.
    private func decide(_ call: ResultCalls) throws {
        let run = try call("agent run paid-social")
        let held = try call.first(run, "held")
        try call("inbox")
        try call("explain \(held)")
        try call("sandbox faults drop:op=effects,times=1")
        try call("approve \(held)", ends: 1)
        try call("inbox")
        try call("resolve \(held) --did-not")
        // What did not happen is asked for again.
        let again = try call.first(try call("agent run paid-social"), "held")
        try call("reject \(again) --reason odd")
        let escalated = try call.first(run, "escalated")
        try call("explain \(escalated)")
        try call("answer \(escalated) --do-nothing")
        let executed = try call.first(run, "executed")
        try call("undo \(executed)")
        try call("audit replay")
    }

    /// What only shows something.
    private func look(_ call: ResultCalls) throws {
        for line in [
            "agent list", "agent show paid-social", "charter docs paid-social", "charter list", "charter schema",
            "charter schema --organisation",
            "agents", "doctor", "ledger show", "reviews", "tools", "metrics", "metric list", "tool list",
            "tool schema ads.pause", "review list", "team list",
            "audit verify", "audit checkpoint", "audit tail", "audit search --kind ruling", "completion bash",
            "reference markdown", "reference schema", "version", "audit erase --older-than 400d -n",
            "tool ask paid-social business.budget_left", "audit export --out \(call.mandate.folder.path)/pack",
        ] { try call(line) }
        let rule = call.mandate.folder.path + "/rule.json"
        let proposal = #"{"tool": "ads.pause", "arguments": {"entity": "campaign/936"}}"#
        try Data(proposal.utf8).write(to: URL(filePath: rule))
        try call("tool ask paid-social business.check_rule \(rule)")
        let narrower = try String(contentsOfFile: MandateProgram.charter, encoding: .utf8).replacing(
            "cap: 1250 GBP", with: "cap: 1200 GBP")
        let file = call.mandate.folder.path + "/narrower.yaml"
        try Data(narrower.utf8).write(to: URL(filePath: file))
        try call("charter diff \(file)", ends: 10)
    }

    /// What people sign.
    private func sign(_ call: ResultCalls) throws {
        try call("team add ana@example.com --role marketing-manager")
        try call("team away ana@example.com")
        try call("team remove ana@example.com")
        try call("sandbox advance 7d")
        try call("review list")
        try call("review sign paid-social")
        try call("agent demote paid-social --to shadow")
        try call("audit key rotate --confirm=rotate")
    }

    /// A clock that was set.
    private func doubt(_ call: ResultCalls) throws {
        try call("init --sandbox")
        try call("clock show")
        try call.mandate.shiftClock("-2 days")
        let shown = try call("clock show", ends: 9)
        let day = try #require(shown["wall"]?.stringValue?.prefix(10))
        try call("clock accept --confirm=\(day)")
    }

    /// What stops, and lets go on.
    private func stop(_ call: ResultCalls) throws {
        try call("agent pause paid-social")
        try call("agent resume paid-social")
        try call("halt")
        try call("unhalt")
    }
}
