import Foundation
import Schemas
import Testing

/// `-n` shows what a command would do, and nothing is there afterwards that was not before.
struct PreviewTests {
    @Test func `a yes, an undo and a run can be looked at before they are done`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let rehearsed = try mandate("agent", "run", "paid-social", "-n", "--json").json()
        #expect(try rehearsed["shadow"]?.boolValue == true && mandate.effects().isEmpty)
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        let items = try mandate("inbox", "--json").json()["items"]?.arrayValue ?? []
        let held = try #require(items.first { $0["kind"]?.stringValue == "hold" }?["decision"]?.stringValue)
        let effects = try mandate.effects()
        let entries = try mandate("audit", "verify", "--json").json()["entries"]

        let yes = try mandate("approve", held, "-n")
        #expect(
            yes.code == 0 && yes.out.contains("a yes would carry out: ads.set_daily_budget"), "\(yes.out)\(yes.err)")
        #expect(try mandate("approve", held, "-n", "--json").json()["answer"]?.stringValue == "not_given")
        let done = try #require(run["executed"]?[0]?["decision"]?.stringValue)
        let back = try mandate("undo", done, "-n", "--json").json()
        #expect(back["group"]?[0]?["changes"]?[0]?["back_to"]?.stringValue == "active", "\(back)")
        #expect(back["confirm"]?.integerValue == 1 && back["taken_back"]?.integerValue == 0)
        let group = try mandate("undo", done, "-n", "--group", "--json").json()
        #expect(group["confirm"]?.integerValue == Int64(run["executed"]?.arrayValue?.count ?? 0))
        #expect(try mandate("undo", held, "-n").code == 6, "nothing of it is there yet")

        #expect(try mandate.effects() == effects)
        #expect(try mandate("audit", "verify", "--json").json()["entries"] == entries, "nothing was logged")
        #expect(try mandate("approve", held).code == 0 && mandate("approve", held, "-n").code == 6)
    }
}
