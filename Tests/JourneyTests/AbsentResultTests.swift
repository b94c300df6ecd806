import Foundation
import Schemas
import Testing

/// Results of a home that has little yet, and of what was erased in it.
struct AbsentResultTests {
    @Test
    func `what is not there yet, or not any more, is absent or null as the published schema says`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let call = try ResultCalls(mandate)
        try call("inbox", ends: 5)
        try call("init --sandbox --clock 2017-10-01T06:00:00Z")
        for line in ["agent list", "inbox", "audit tail", "halt", "unhalt"] { try call(line) }
        try call("audit replay", ends: 5)
        try call("charter apply \(MandateProgram.charter)")
        try call("charter apply \(MandateProgram.charter)")
        for line in ["agent show paid-social", "inbox", "halt paid-social", "unhalt paid-social"] { try call(line) }
        try call("import \(MandateProgram.invented.path) --currency GBP --period 2017-07-01/2017-09-30")
        try call("agent run paid-social --shadow")
        try call("agent promote paid-social ads.pause --to autonomous --confirm=paid-social")
        let run = try call("agent run paid-social")
        let executed = try call.first(run, "executed")
        try call("tool ask paid-social business.check_rule", ends: 2)
        let listed = try call("undo \(executed) --group", ends: 2)
        try call("undo \(executed) --group --confirm=\(listed["confirm"]?.integerValue ?? 0)")
        try call("explain --entity \(run["executed"]?[0]?["entity"]?.stringValue ?? "")")
        try call("explain zzzz", ends: 5)
        let position = try call("audit search --kind ruling")["position"]?.integerValue ?? 0
        try call("audit erase \(position) --reason odd --confirm=1")
        for line in ["audit search --kind erased", "audit verify", "agent show paid-social"] { try call(line) }
        try call("audit replay \(run["run"]?.stringValue ?? "")")
        // A run that only paused the spend says nothing of its end.
        try call("halt --pause-spend")
        #expect(try call("agent show paid-social")["runs"]?[0]?["summary"] == JSON.null)
    }
}
