import Foundation
import Governance
import Sandbox
import Testing

extension CrashTests {
    /// kill -9 of the commands of people.
    @Suite struct OtherCommandsTests {
        static let kills = Effort.times(3, proof: 500)

        @Test("P16 P47 kill -9 of approve, undo, import, advance and checkpoint loses nothing and repeats nothing")
        func killsOfPeoplesCommands() async throws {
            let seed: UInt64 = 1_647
            var chance = Chance(seed: seed)
            let home = try CrashHome()
            let ads = home.folder.appendingPathComponent("ads.csv")
            try Account.ads.write(to: ads, atomically: true, encoding: .utf8)
            try home.succeed(["agent", "run", "busy"])
            let done = try await Oracle(home: home).known().done.sorted()
            for round in 0..<Self.kills {
                var lines = [
                    ["undo", done[round % done.count]], ["import", ads.path] + Account.importOptions,
                    ["audit", "checkpoint"], ["sandbox", "advance", "1h"],
                ]
                if let hold = try home.holds().first { lines.append(["approve", hold]) }
                for words in lines {
                    let wrong = try await complaints(home, words, &chance)
                    #expect(wrong.count == 0, "seed \(seed), round \(round), \(words): \(wrong.prefix(3))")
                }
            }
            try home.succeed(["sandbox", "advance", "7d", "--reviewed"])
            #expect(try await Oracle(home: home).complaints() == [])
            #expect(try home.run(["audit", "verify"]).code == 0)
        }

        /// Kills a command at some moment, then looks, and gives it again.
        private func complaints(_ home: CrashHome, _ words: [String], _ chance: inout Chance) async throws -> [String] {
            let before = try await Oracle(home: home).known()
            let command = try home.start(words)
            usleep(UInt32(chance.below(200_000)))
            command.kill()
            _ = try command.ended()
            let inbox = try home.succeed(["inbox", "--json"]).output
            let oracle = Oracle(home: home)
            var wrong = try await oracle.complaints()
            wrong += try await oracle.unsettled(shownIn: inbox)
            let after = try await oracle.known()
            if !before.intents.isSubset(of: after.intents) { wrong.append("decisions are lost") }
            if !before.answered.isSubset(of: after.answered) { wrong.append("answers are lost") }
            if before.imports > after.imports { wrong.append("an import is lost") }
            let again = try home.run(words)
            if ![0, 6].contains(again.code) { wrong.append("given again: \(again.code) \(again.errors)") }
            return wrong + (try await oracle.complaints())
        }
    }
}
