import Foundation
import Schemas
import Testing

/// What becomes of a charter that is not one, and of a file whose time is over, through the built program.
@Suite struct CharterJourneyTests {
    private static let parts = ["goal", "actions", "constraints", "escalation", "review", "owner"]

    /// The example without one of its parts.
    private static func without(_ part: String) throws -> String {
        let text = String(decoding: try Data(contentsOf: URL(filePath: MandateProgram.charter)), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0.hasPrefix("\(part):") })
        let end = lines[(start + 1)...].firstIndex { !$0.isEmpty && !$0.hasPrefix(" ") && !$0.hasPrefix("#") }
        return (lines[..<start] + lines[(end ?? lines.endIndex)...]).joined(separator: "\n")
    }

    private static func versions(_ mandate: MandateProgram) throws -> Int {
        try mandate("charter", "list", "--json").json()["versions"]?.arrayValue?.count ?? -1
    }

    @Test func `R001 six charters, each without one of its parts: none is applied, and no agent starts`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        let sandbox = mandate.folder.appending(path: "mutant.yaml")
        for part in Self.parts {
            try Data(try Self.without(part).utf8).write(to: sandbox)
            let applied = try mandate("charter", "apply", sandbox.path)
            #expect(applied.code == 1 && applied.out.contains("missing-\(part)"), "\(applied.out)\(applied.err)")
            for way in [[], ["--shadow"]] {
                let run = try mandate.run(
                    ["--home", mandate.folder.path + "/home", "agent", "run", "paid-social"] + way)
                #expect(run.code != 0, "\(part): \(run.out)")
            }
            #expect(try Self.versions(mandate) == 0)
        }
        #expect(try mandate("agent", "list", "--json").json()["agents"]?.arrayValue == [])
        // The same file with all six parts is applied: nothing else in it stopped it.
        #expect(try mandate("charter", "apply", MandateProgram.charter).code == 0)
        #expect(try Self.versions(mandate) == 1)
    }

    @Test func `R003 a decision to protect nothing is signed and kept in the log with its name and its reason`() throws
    {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        let text = String(decoding: try Data(contentsOf: URL(filePath: MandateProgram.charter)), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0.hasPrefix("  protect:") })
        let end = try #require(lines.firstIndex { $0.hasPrefix("  precedence:") })
        let waived = lines[..<start] + ["  unprotected: { agreed_by: role:cmo, reason: one product at one price }"]
        let file = mandate.folder.appending(path: "waived.yaml")
        try Data((waived + lines[(end + 1)...]).joined(separator: "\n").utf8).write(to: file)
        let applied = try mandate("charter", "apply", file.path)
        #expect(applied.code == 0, "\(applied.out)\(applied.err)")
        let pack = mandate.folder.appending(path: "pack").path
        #expect(try mandate("audit", "export", "--out", pack).code == 0)
        let statement = #""unprotected":{"agreed_by":"role:cmo","reason":"one product at one price"}"#
        #expect(try Self.isSaid(statement, in: pack))
        let page = try mandate("charter", "docs", "paid-social")
        #expect(page.out.contains("Nothing is protected; role:cmo agreed: one product at one price"), "\(page.out)")
    }

    /// Whether a text stands in a file of a folder.
    private static func isSaid(_ text: String, in folder: String) throws -> Bool {
        let files = try #require(FileManager.default.enumerator(atPath: folder))
        for case let name as String in files {
            let path = folder + "/" + name
            guard let data = FileManager.default.contents(atPath: path) else { continue }
            if data.range(of: Data(text.utf8)) != nil { return true }
        }
        return false
    }

    @Test func `a charter for old data in a home of today names the way out, and the way out works`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox").code == 0)
        let check = try mandate("charter", "check", MandateProgram.charter)
        #expect(check.code == 1 && check.out.contains("deadline-passed"), "\(check.out)")
        let command = try #require(check.out.firstMatch(of: /`mandate (init [^`]*--clock [^`]*)`/)).1
        let other = mandate.folder.appending(path: "second").path
        let words = command.split(separator: " ").map { $0 == "DIR" ? other : String($0) }
        let made = try mandate.run(words)
        #expect(made.code == 0, "\(made.err)")
        let again = try mandate.run(["--home", other, "charter", "check", MandateProgram.charter])
        #expect(again.code == 0, "\(again.out)")
    }
}
