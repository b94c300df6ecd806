import Foundation
import Schemas
import Testing

/// What people do with the log and with each other's keys, through the built program.
struct PeopleCommandsTests {
    private func begun() throws -> MandateProgram {
        let mandate = try MandateProgram()
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("charter", "apply", MandateProgram.charter).code == 0)
        #expect(
            try mandate(
                "import", MandateProgram.invented.path, "--currency", "GBP", "--period", "2017-07-01/2017-09-30"
            ).code == 0)
        #expect(try mandate("agent", "run", "paid-social", "--shadow").code == 0)
        #expect(
            try mandate("agent", "promote", "paid-social", "--to", "autonomous", "--confirm=paid-social").code == 0)
        return mandate
    }

    /// Files of the home in whose bytes a text stands.
    private func files(holding text: String, _ mandate: MandateProgram) throws -> [String] {
        let home = mandate.folder.path + "/home/"
        return try FileManager.default.subpathsOfDirectory(atPath: home).filter { file in
            FileManager.default.contents(atPath: home + file)?.range(of: Data(text.utf8)) != nil
        }
    }

    private func key(_ mandate: MandateProgram, of person: String) throws -> String {
        let people = try mandate("team", "list", "--json").json()["people"]?.arrayValue ?? []
        return try #require(people.first { $0["person"]?.stringValue == person }?["key"]?.stringValue)
    }

    @Test
    func `P24 a checkpoint leaves after every run, to a folder or a command, and where it cannot an alarm says so`()
        throws
    {
        let mandate = try begun()
        defer { mandate.remove() }
        let out = mandate.folder.path + "/out"
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
        func kept() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: out).filter { $0.hasPrefix("checkpoint-") }.sorted()
        }
        #expect(try mandate("audit", "checkpoint", "--to", out).code == 0)
        #expect(try kept().count == 1)
        #expect(try mandate("agent", "run", "paid-social", "--shadow").code == 0)
        #expect(try kept().count == 2)
        for note in try kept() { #expect(try mandate("audit", "verify", "--against", out + "/" + note).code == 0) }
        let file = mandate.folder.path + "/note"
        let command = "cat > '\(file)'"
        #expect(try mandate("audit", "checkpoint", "--to", command).code == 0)
        let first = try String(contentsOfFile: file, encoding: .utf8)
        #expect(try mandate("agent", "run", "paid-social", "--shadow").code == 0)
        #expect(try String(contentsOfFile: file, encoding: .utf8) != first)
        #expect(try kept().count == 3, "both places get every one")
        #expect(try mandate("audit", "verify", "--against", file).code == 0)
        let broken = try mandate("audit", "checkpoint", "--to", "exit 3")
        #expect(broken.code == 1 && broken.err.contains("ended with 3"), "\(broken.err)")
        #expect(try mandate("audit", "checkpoint", "--to", "cat > /dev/null", "--once").code == 0)
        let places = try mandate("audit", "checkpoint", "--json").json()["places"]?.arrayValue?.map(\.stringValue)
        #expect(places == [out, command], "what failed and what was for once is not remembered")
        let nowhere = try mandate("audit", "checkpoint", "--to", mandate.folder.path + "/nowhere")
        #expect(nowhere.code == 5 && nowhere.err.contains("make the folder first"), "\(nowhere.err)")
        #expect(try mandate("audit", "checkpoint", "--to", command, "--forget").code == 0)
        try FileManager.default.removeItem(atPath: file)
        try FileManager.default.removeItem(atPath: out)
        let run = try mandate("agent", "run", "paid-social", "--shadow")
        #expect(run.code == 0 && run.err.contains("the checkpoint was not taken out"), "\(run.err)")
        #expect(!FileManager.default.fileExists(atPath: file), "a command that was forgotten is not run")
        let alarms = try mandate("audit", "search", "--kind", "alarm", "--word", "checkpoint_not_out", "--json")
        #expect(alarms.out.split(separator: "\n").count == 1)
        #expect(try mandate("audit", "checkpoint", "--to", out, "--forget").code == 0)
        #expect(try !mandate("agent", "run", "paid-social", "--shadow").err.contains("alarm"))
        #expect(try mandate("audit", "checkpoint", "--to", out, "--forget").code == 5)
    }

    @Test
    func `entries of the log are found by kind, subject and time`() throws {
        let mandate = try begun()
        defer { mandate.remove() }
        func entries(_ words: String...) throws -> [JSON] {
            let answer = try mandate.run(
                ["--home", mandate.folder.path + "/home", "audit", "search", "--json"] + words)
            #expect(answer.code == 0, "\(answer.err)")
            return try answer.out.split(separator: "\n").map { try JSON(parsing: Array($0.utf8)) }
        }
        let applied = try entries("--kind", "charter_applied")
        #expect(applied.count == 2 && applied.allSatisfy { $0["agent"]?.stringValue == "paid-social" })
        #expect(try mandate("sandbox", "advance", "2d").code == 0)
        let all = try entries().count
        let before = try entries("--until", "2017-10-02").count
        #expect(before > 0 && before < all)
        #expect(try entries("--since", "2017-10-02").count == all - before)
        #expect(try entries("--since", "1d").count == all - before)
        #expect(try entries("--subject", "paid-social 1", "--kind", "charter_applied").count == 2)
        #expect(try mandate("audit", "search", "--kind", "nothing").code == 2)
        #expect(try mandate("audit", "search", "--since", "yesterday").code == 2)
        #expect(try mandate("audit", "tail", "-c", "1", "--until", "2017-10-02", "--json").code == 0)
    }

    @Test func `R177 a reason that names somebody is nowhere in the home once its entry is erased`() throws {
        let mandate = try begun()
        defer { mandate.remove() }
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        let name = "Philippa Featherstonehaugh"
        let items = try mandate("inbox", "--json").json()["items"]?.arrayValue ?? []
        let hold = items.first { $0["kind"]?.stringValue == "hold" }
        let held = try #require(hold?["decision"]?.stringValue, "\(items)")
        #expect(try mandate("reject", held, "--reason", "\(name) asked us not to").code == 0)
        #expect(try !files(holding: name, mandate).isEmpty)
        let tail = try mandate("audit", "search", "--kind", "rejected", "--json").out.split(separator: "\n")
        let entry = try JSON(parsing: Array(try #require(tail.last).utf8))["position"]?.integerValue
        let position = String(try #require(entry))
        #expect(try mandate("audit", "erase", position, "--reason", "a contact asked", "--confirm=1").code == 0)
        let explained = try mandate("explain", held)
        #expect(explained.code == 0 && !explained.out.contains(name))
        #expect(try files(holding: name, mandate) == [])
        #expect(try mandate("audit", "verify").code == 0)
    }

    @Test
    func `R177 the program erases nothing before 400 days, but for a reason and when it is confirmed`() throws {
        let mandate = try begun()
        defer { mandate.remove() }
        #expect(try mandate("agent", "run", "paid-social", "--shadow").code == 0)
        let refused = try mandate("audit", "search", "--kind", "ruling", "--word", "refuse", "--json")
        let first = try JSON(parsing: Array(try #require(refused.out.split(separator: "\n").first).utf8))
        let entry = String(try #require(first["position"]?.integerValue))
        #expect(try mandate("audit", "erase", entry).code == 2)
        #expect(try mandate("audit", "erase", entry, "--reason", "  ", "--confirm=1").code == 2)
        let young = try mandate("audit", "erase", entry, "--confirm=1")
        #expect(young.code == 3 && young.err.contains("400 d"), "\(young.err)")
        #expect(try mandate("audit", "erase", "--older-than", "399d", "-n").code == 3)
        let none = try mandate("audit", "erase", "--older-than", "400d", "-n")
        #expect(none.code == 0 && none.out.contains("0 entries"))
        let early = try mandate("audit", "erase", entry, "--reason", "a contact asked", "--confirm=1")
        #expect(early.code == 0, "\(early.err)")
        let again = try mandate("audit", "erase", entry, "--reason", "again", "--confirm=1")
        #expect(again.code == 6 && again.err.contains("was erased already"), "\(again.err)")
        #expect(try mandate("audit", "verify").code == 0)
        let told = try mandate("explain", try #require(first["subject"]?.stringValue)).out
        #expect(
            told.contains("was erased") && told.contains("by owner@example.com at ")
                && told.contains(": a contact asked"))
        for words in [["audit", "tail"], ["audit", "search", "--kind", "erased"]] {
            let listed = try mandate.run(["--home", mandate.folder.path + "/home"] + words)
            #expect(listed.out.contains("entry \(entry): a contact asked\n"), "\(listed.out)")
        }
        let found = try mandate("audit", "search", "--kind", "erased", "--json").json()
        #expect(found["reason"]?.stringValue == "a contact asked" && found["subject"]?.stringValue == "entry \(entry)")
    }

    @Test
    func `R032 without its owner and without a deputy an agent is paused, and everything that lists it says so`() throws
    {
        let mandate = try begun()
        defer { mandate.remove() }
        #expect(try mandate("team", "away", "owner@example.com").out.contains("deputy@example.com"))
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        let others = try mandate("team", "away", "deputy@example.com")
        #expect(others.code == 3 && others.err.contains("`owner@example.com` is away; "), "\(others.err)")
        let deputy = "deputy@example.com"
        let nobody = try mandate("team", "away", deputy, "--as", deputy)
        #expect(nobody.out.contains("`paid-social` is paused"), "\(nobody.out) \(nobody.err)")
        #expect(try mandate("agent", "list").out.contains("neither its owner nor a deputy"))
        #expect(try mandate("agent", "run", "paid-social").code == 9)
        #expect(try mandate("team", "away", deputy, "--back", "--as", deputy).code == 0)
        #expect(try mandate("agent", "run", "paid-social").code == 0)
    }

    @Test
    func `R032 an owner who is away may halt, and opens nothing again`() throws {
        let mandate = try begun()
        defer { mandate.remove() }
        #expect(try mandate("team", "away", "owner@example.com").code == 0)
        for scope in [[], ["paid-social"]] {
            let home = ["--home", mandate.folder.path + "/home"]
            #expect(try mandate.run(home + ["halt"] + scope).code == 0)
            let refused = try mandate.run(home + ["unhalt"] + scope)
            #expect(refused.code == 3 && refused.err.contains("`owner@example.com` is away; "), "\(refused.err)")
            #expect(try mandate.run(home + ["unhalt", "--as", "deputy@example.com"] + scope).code == 0)
        }
        #expect(try mandate("audit", "erase", "3", "--reason", "x", "--confirm=1").code == 3)
    }

    @Test
    func `no demotion raises a stage`() throws {
        let mandate = try begun()
        defer { mandate.remove() }
        #expect(try mandate("agent", "demote", "paid-social", "--to", "sampled").code == 0)
        let raised = try mandate("agent", "demote", "paid-social", "--to", "autonomous")
        #expect(raised.code == 2 && raised.err.contains("agent promote"), "\(raised.err)")
    }

    @Test
    func `P27 a second person with the same key is refused, also in a team's file that was edited`() throws {
        let mandate = try begun()
        defer { mandate.remove() }
        let owners = try key(mandate, of: "owner@example.com")
        let twin = try mandate("team", "add", "twin@example.com", "--role", "cmo", "--public-key", owners)
        #expect(twin.code == 6 && twin.err.contains("owner@example.com"), "\(twin.err)")
        #expect(try mandate("team", "add", "ana@example.com", "--role", "cmo").code == 0)
        let anas = try key(mandate, of: "ana@example.com")
        let file = mandate.folder.path + "/home/team.yaml"
        let team = try String(contentsOfFile: file, encoding: .utf8)
        try team.replacing(anas, with: owners).write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try mandate("team", "list").code == 1)
        #expect(try mandate("halt").code == 0, "a damaged team never keeps anybody from halting")
        try team.write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try mandate("unhalt").code == 0)
    }

    @Test func `who, which role and whose absence was written into the team's file by hand is found`() throws {
        let mandate = try begun()
        defer { mandate.remove() }
        #expect(try mandate("team", "add", "ana@example.com", "--role", "cmo").code == 0)
        #expect(try mandate("team", "away", "deputy@example.com").code == 0)
        #expect(try mandate("audit", "verify").code == 0)
        let file = mandate.folder.path + "/home/team.yaml"
        let team = try String(contentsOfFile: file, encoding: .utf8)
        let owners = try key(mandate, of: "owner@example.com")
        let strangers = String(repeating: "3", count: 62) + "b5"
        for (old, new, said) in [
            ("head-of-marketing", "cmo", "`owner@example.com` the roles `cmo`, `marketing-manager`, `owner`"),
            ("revops", "owner", "`deputy@example.com` the roles `cmo`, `owner`"),
            ("ana@example.com", "eve@example.com", "whom no entry of the log brought in"),
            ("ana@example.com", "eve@example.com", "lacks `ana@example.com`"),
            ("away: true", "away: false", "has `deputy@example.com` here"),
            (owners, strangers, "its signature is not that of the person it names"),
        ] {
            let edited = team.replacing(old, with: new)
            #expect(edited != team, "`\(old)` stands in no file:\n\(team)")
            try edited.write(toFile: file, atomically: true, encoding: .utf8)
            let found = try mandate("audit", "verify")
            #expect(found.code == 7 && (found.out + found.err).contains(said), "\(new): \(found.out)\(found.err)")
        }
        try team.write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try mandate("team", "away", "deputy@example.com", "--back").code == 0)
        #expect(try mandate("audit", "verify").code == 0)
    }

    @Test
    func `P30 an escalation that nobody answers is shown as overdue until a deputy answers it`() throws {
        let mandate = try begun()
        defer { mandate.remove() }
        #expect(try mandate("agent", "run", "paid-social").code == 0)
        #expect(try mandate("doctor").code == 0)
        #expect(try mandate("sandbox", "advance", "5h").code == 0)
        let inbox = try mandate("inbox", "--json").json()["items"]?.arrayValue ?? []
        let open = inbox.filter { $0["kind"]?.stringValue == "escalation" }
        #expect(!open.isEmpty && open.allSatisfy { $0["overdue"]?.boolValue == true })
        #expect(open.allSatisfy { $0["who"]?.stringValue?.contains("deputy@example.com") == true })
        #expect(try mandate("inbox").out.contains("overdue since"))
        let doctor = try mandate("doctor")
        #expect(doctor.code == 1 && doctor.out.contains("overdue"), "\(doctor.out)")
        #expect(try mandate("agent", "run", "paid-social").out.contains("overdue"))
        for item in open {
            let id = try #require(item["escalation"]?.stringValue)
            #expect(try mandate("answer", id, "--do-nothing", "--as", "deputy@example.com").code == 0)
            #expect(try mandate("explain", id).out.contains("answered by deputy@example.com"))
        }
        #expect(try mandate("audit", "verify").code == 0)
    }
}
