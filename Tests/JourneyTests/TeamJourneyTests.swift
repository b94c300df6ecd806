import Foundation
import Schemas
import Testing

/// Who is in the team with which roles, through the built program.
struct TeamJourneyTests {
    private func roles(_ mandate: MandateProgram, of person: String) throws -> [String]? {
        let people = try mandate("team", "list", "--json").json()["people"]?.arrayValue ?? []
        return people.first { $0["person"]?.stringValue == person }?["roles"]?.arrayValue?.compactMap(\.stringValue)
    }

    @Test func `a person has every role that is named, and is told which they lose when they are named again`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let added = try mandate("team", "add", "ana@example.com", "--role", "marketing-manager", "--role", "cmo")
        #expect(added.code == 0 && added.out.contains("marketing-manager, cmo") && !added.out.contains("no longer"))
        #expect(try roles(mandate, of: "ana@example.com") == ["marketing-manager", "cmo"])
        // The second role counts as much as the first: what asks the one is answered by who has both.
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        let hold = try #require(run["held"]?.arrayValue?.first?["decision"]?.stringValue)
        let fewer = try mandate("team", "add", "ana@example.com", "--role", "cmo")
        #expect(fewer.out.contains("no longer: marketing-manager; name every role that stays"), "\(fewer.out)")
        #expect(try roles(mandate, of: "ana@example.com") == ["cmo"])
        let refused = try mandate("approve", hold, "--as", "ana@example.com")
        #expect(refused.code == 3 && refused.err.contains("marketing-manager"), "\(refused.err)")
        let both = try mandate(
            "team", "add", "ana@example.com", "--role", "cmo", "--role", "marketing-manager", "--json")
        #expect(try both.json()["roles"]?.arrayValue?.compactMap(\.stringValue) == ["cmo", "marketing-manager"])
        #expect(try both.json()["roles_lost"]?.arrayValue == [])
        #expect(try mandate("approve", hold, "--as", "ana@example.com").code == 0)
        #expect(try mandate("explain", hold).out.contains("ana@example.com said yes"))
        #expect(try mandate("audit", "verify").code == 0)
    }

    @Test func `P29 while the other one is away nobody brings a charter into force or somebody into the team alone`()
        throws
    {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("team", "away", "owner@example.com").code == 0)
        for words in [
            ["charter", "apply", MandateProgram.charter, "--as", "deputy@example.com"],
            ["team", "add", "eve@example.com", "--role", "owner", "--as", "deputy@example.com", "--new-role"],
        ] {
            let alone = try mandate.run(["--home", mandate.folder.path + "/home"] + words)
            #expect(alone.code == 3 && alone.err.contains("`owner@example.com` is away"), "\(words): \(alone.err)")
            #expect(alone.err.contains("mandate team away owner@example.com --back"), "\(alone.err)")
        }
        #expect(try mandate("charter", "list").out.contains("paid-social") == false)
        #expect(try mandate("team", "away", "owner@example.com", "--back").code == 0)
        #expect(try mandate("charter", "apply", MandateProgram.charter).code == 0)
    }

    @Test func `unhalt says whether anything was halted, and of which scope`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        #expect(try mandate("unhalt").out.contains("nothing was halted"))
        #expect(try mandate("halt", "paid-social").code == 0)
        let other = try mandate("unhalt", "--json").json()
        #expect(other["was_halted"]?.boolValue == false, "everything was not halted, the agent is")
        #expect(try mandate("agent", "run", "paid-social").code == 9)
        let again = try mandate("unhalt", "paid-social", "--json").json()
        #expect(again["was_halted"]?.boolValue == true && again["scope"]?.stringValue == "paid-social")
        #expect(try mandate("agent", "run", "paid-social").code == 0)
    }

    @Test func `P24 people who change the team at once, and whoever works meanwhile, see each other's changes whole`()
        async throws
    {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        try mandate.begin()
        let home = ["--home", mandate.folder.path + "/home"]
        let people = (0..<4).map { "person-\($0)@example.com" }
        let calls =
            people.map { ["team", "add", $0, "--role", "marketing-manager"] }
            + [
                ["team", "away", "deputy@example.com"], ["agent", "run", "paid-social"], ["audit", "verify"],
                ["charter", "list"],
            ]
        let ends = try await withThrowingTaskGroup(of: (String, MandateProgram.Outcome).self) { group in
            for call in calls { group.addTask { (call.joined(separator: " "), try mandate.run(home + call)) } }
            return try await group.reduce(into: [String: MandateProgram.Outcome]()) { $0[$1.0] = $1.1 }
        }
        for (call, outcome) in ends {
            #expect(outcome.code == 0, "\(call): \(outcome.code) \(outcome.out)\(outcome.err)")
        }
        #expect(try people.allSatisfy { try roles(mandate, of: $0) == ["marketing-manager"] })
        #expect(try mandate("audit", "verify").code == 0)
    }
}
