import Foundation
import Schemas
import Testing

/// A home of which a part is damaged: nothing is begun on top of it, what is said names the part, and a halt works all the same.
struct DamagedHomeTests {
    /// A home after a run, with a hold that waits.
    private func home() throws -> (MandateProgram, hold: String) {
        let mandate = try MandateProgram()
        try mandate.begin()
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        let held = try #require(run["held"]?.arrayValue?.first?["decision"]?.stringValue)
        return (mandate, held)
    }

    private func flip(_ file: URL, fromEnd place: Int) throws {
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count - place] ^= 1
        try bytes.write(to: file)
    }

    @Test(arguments: ["garbage", "signature"])
    func `P24 beside a damaged checkpoint nothing is done, and it is named; put back, everything goes on`(
        _ damage: String
    ) throws {
        let (mandate, held) = try home()
        defer { mandate.remove() }
        let latest = mandate.folder.appending(path: "home/checkpoints/latest")
        let good = try Data(contentsOf: latest)
        if damage == "garbage" { try (good + Data("x".utf8)).write(to: latest) } else { try flip(latest, fromEnd: 8) }
        let effects = try mandate.effects()
        for words in [
            ["approve", held], ["agent", "run", "paid-social"], ["agent", "demote", "paid-social", "--to", "shadow"],
        ] {
            let outcome = try mandate.run(["--home", mandate.folder.path + "/home"] + words)
            #expect(outcome.code == 7 && outcome.err.contains("checkpoints/latest"), "\(words): \(outcome.err)")
            #expect(outcome.err.contains("nothing was done"), "\(words): \(outcome.err)")
        }
        #expect(try mandate.effects() == effects)
        let verdict = try mandate("audit", "verify")
        #expect(verdict.code == 7 && (verdict.out + verdict.err).contains("checkpoints/latest"), "\(verdict.out)")
        #expect(try mandate("inbox").err.contains("see `mandate audit verify`"))
        try good.write(to: latest)
        #expect(try mandate("audit", "verify").code == 0)
        #expect(try mandate("approve", held).code == 0)
        #expect(try mandate.effects().count == effects.count + 1)
    }

    @Test func `P8 a halt needs no settings that can be read, and doors that are gone are made anew`() throws {
        let (mandate, held) = try home()
        defer { mandate.remove() }
        let settings = mandate.folder.appending(path: "home/home.json")
        let good = try Data(contentsOf: settings)
        try Data("garbage".utf8).write(to: settings)
        let halt = try mandate("halt")
        #expect(halt.code == 0 && halt.err.contains("the halt itself holds"), "\(halt.out)\(halt.err)")
        #expect(try mandate("inbox").err.contains("home.json"))
        try good.write(to: settings)
        #expect(try mandate("approve", held).code == 9)
        try FileManager.default.removeItem(at: mandate.folder.appending(path: "home/doors"))
        #expect(try mandate("approve", held).code == 9, "a door that is not there is closed")
        for scope in [["unhalt"], ["unhalt", "paid-social"]] {
            let outcome = try mandate.run(["--home", mandate.folder.path + "/home"] + scope)
            #expect(outcome.code == 0, "\(outcome.err)")
        }
        #expect(try mandate("approve", held).code == 0)
    }

    @Test func `a charter or a decision that is not the one that was signed is told as such, with 7`() throws {
        let (mandate, held) = try home()
        defer { mandate.remove() }
        try mandate.tamper(
            "UPDATE payload SET content = CAST(REPLACE(CAST(content AS TEXT), '40.', '36.') AS BLOB) WHERE position = "
                + "(SELECT leaf FROM decision ORDER BY leaf LIMIT 1)")
        try mandate.tamper(
            "UPDATE payload SET content = CAST(REPLACE(CAST(content AS TEXT), '38.0', '36.0') AS BLOB)")
        let explained = try mandate("explain", held)
        #expect(
            explained.code == 7 && explained.err.contains("is not what it commits to"),
            "\(explained.out)\(explained.err)")
        try mandate.tamper(
            "UPDATE charter_version SET source = CAST(REPLACE(CAST(source AS TEXT), '15 %', '25 %') AS BLOB)")
        let docs = try mandate("charter", "docs", "paid-social")
        #expect(docs.code == 7, "\(docs.out)\(docs.err)")
    }

    @Test func `what a person agreed to and did not happen is sent on by the next command, which says so`() throws {
        let (mandate, held) = try home()
        defer { mandate.remove() }
        #expect(try mandate("sandbox", "faults", "error_before:op=effects,times=1").code == 0)
        #expect(try mandate("approve", held).code == 1)
        let count = try mandate.effects().count
        let explained = try mandate("explain", held)
        #expect(explained.err.contains("was sent on: see `mandate explain \(held)`"), "\(explained.err)")
        #expect(try mandate.effects().count == count + 1)
        #expect(try !mandate("explain", held).err.contains("sent on"))
    }
}
