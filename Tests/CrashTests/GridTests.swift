import Foundation
import Sandbox
import Testing

extension CrashTests {
    /// The crash grid: each command ended exactly at each point, given again, and judged by the platform's own file.
    @Suite(.serialized) struct GridTests {
        @Test(
            "P11 P16 P22 P47 a command ended at any point of the grid is settled by the next, once",
            arguments: GridPoint.chosen)
        func settles(_ point: GridPoint) async throws {
            let staged = try point.deed.stage()
            let before = try await Oracle(home: staged.home).known()
            let ended = try staged.home.run(try point.deed.words(staged), stop: Stop(point.stop))
            #expect(ended.met.struck, "the point was not reached: \(ended.code) \(ended.errors)")
            try await checkSettled(point.deed, staged, before)
        }

        @Test(
            "P16 P22 the platform ended at any point of its own file loses nothing it answered",
            arguments: [
                "call=write,on=sandbox/ledger,with=effect,at=2,do=before",
                "call=write,on=sandbox/ledger,with=effect,at=2,do=half",
                "call=write,on=sandbox/ledger,with=effect,at=2,do=after",
                "call=sync,on=sandbox/ledger,at=2,do=before", "call=sync,on=sandbox/ledger,at=2,do=after",
            ])
        func settlesAfterThePlatform(_ stop: String) async throws {
            let staged = try Deed.run.stage()
            let before = try await Oracle(home: staged.home).known()
            let server = try staged.home.start(["sandbox", "serve"], stop: Stop(stop))
            _ = try staged.home.run(try Deed.run.words(staged))
            #expect(try server.ended().met.struck)
            try await checkSettled(.run, staged, before)
        }

        /// Calls that a sweep counts through.
        static let calls = [
            "call=write,on=store.db-wal", "call=sync,on=store.db", "call=send,on=socket", "call=rename,on=/",
            "call=open,on=store.db",
        ]

        @Test("P16 P47 a command ended at its k-th call of any kind is settled by the next", arguments: Deed.allCases)
        func settlesAnywhere(_ deed: Deed) async throws {
            var chance = Chance(seed: UInt64(deed.rawValue.utf8.reduce(0) { $0 + UInt64($1) }))
            var struck = 0
            for call in Effort.proves ? Self.calls : [Self.calls[chance.below(2)]] {
                var k = Effort.proves ? 1 : 1 + chance.below(8)
                while true {
                    let staged = try deed.stage()
                    let before = try await Oracle(home: staged.home).known()
                    let end = ["before", "half", "after"][chance.below(3)]
                    let ended = try staged.home.run(try deed.words(staged), stop: Stop("\(call),at=\(k),do=\(end)"))
                    if !ended.met.struck { break }
                    struck += 1
                    try await checkSettled(deed, staged, before)
                    if !Effort.proves { break }
                    k += 1
                }
            }
            if Effort.proves { #expect(struck > 0) }
        }

        @Test(
            "P16 making a home and its tables, ended at any point, is finished by the same command or the next",
            arguments: [
                "call=open,on=store.db,at=1,do=before", "call=write,on=store.db-wal,at=1,do=before",
                "call=write,on=store.db-wal,at=2,do=half", "call=write,on=store.db-wal,at=9,do=half",
                "call=sync,on=store.db,at=1,do=before", "call=sync,on=store.db,at=1,do=after",
                "call=sync,on=store.db,at=3,do=after", "call=rename,on=keys/,at=1,do=before",
                "call=rename,on=keys/,at=2,do=after", "call=rename,on=home.json,at=1,do=before",
                "call=rename,on=home.json,at=1,do=after",
            ])
        func makesAHome(_ stop: String) throws {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
                "mandate-crash-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let home = ["--home", folder.appendingPathComponent("home").path, "--no-input"]
            let words = ["init", "--sandbox", "--clock", "2017-10-01T06:00:00Z"] + home
            let ended = try Program.run(words, in: folder, stop: Stop(stop))
            #expect(ended.met.struck, "the point was not reached: \(ended.code) \(ended.errors)")
            let again = try Program.run(words, in: folder)
            #expect(again.code == 0 || again.code == 6, "\(again.code) \(again.errors)")
            let inbox = try Program.run(["inbox"] + home, in: folder)
            #expect(inbox.code == 0, "\(inbox.errors)")
            let verified = try Program.run(["audit", "verify"] + home, in: folder)
            #expect(
                verified.code == 0 && verified.output.contains("every one of 2 entries is as it was signed"),
                "\(verified.output)")
        }

        /// Gives the next commands and looks at what there is then.
        private func checkSettled(_ deed: Deed, _ staged: Staged, _ before: Oracle.Known) async throws {
            let home = staged.home
            if deed == .halt {
                #expect(try home.run(["agent", "run", "busy"]).code == 9)
                try home.succeed(["unhalt"])
            }
            let inbox = try home.succeed(["inbox", "--json"]).output
            let oracle = Oracle(home: home)
            var wrong = try await oracle.complaints()
            wrong += try await oracle.unsettled(shownIn: inbox)
            let known = try await oracle.known()
            if !before.intents.isSubset(of: known.intents) { wrong.append("P16 decisions are lost") }
            if before.imports > known.imports { wrong.append("P16 an import is lost") }
            let again = try home.run(try deed.words(staged))
            if !deed.endings.contains(again.code) { wrong.append("again: \(again.code) \(again.errors)") }
            wrong += try deed.complaints(staged)
            wrong += try await oracle.complaints()
            let verified = try home.run(["audit", "verify"])
            if verified.code != 0 { wrong.append("not verified: \(verified.output)") }
            #expect(wrong == [])
        }
    }
}
