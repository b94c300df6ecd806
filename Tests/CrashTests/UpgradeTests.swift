import Foundation
import Testing

extension CrashTests {
    /// A store that an earlier release made, brought up to date by a command that is ended on its way.
    @Suite(.serialized) struct UpgradeTests {
        private static let points = ["call=write,on=store.db-wal", "call=sync,on=store.db"].flatMap { call in
            (1...3).flatMap { at in ["before", "half", "after"].map { "\(call),at=\(at),do=\($0)" } }
        }.filter { !$0.hasPrefix("call=sync") || !$0.hasSuffix("half") }

        @Test(
            "P16 new tables, ended at any point, are there after the next command, and nothing is lost",
            arguments: points)
        func settles(_ stop: String) throws {
            let home = try CrashHome(.smallAfterRun)
            let before = try home.succeed(["audit", "tail", "-c", "1000"]).output
            try home.goBack()
            let ended = try home.run(["inbox"], stop: Stop(stop))
            #expect(ended.met.struck, "the point was not reached: \(ended.code) \(ended.errors)")
            #expect(try home.succeed(["audit", "tail", "-c", "1000"]).output == before)
            let verified = try home.run(["audit", "verify"])
            #expect(verified.code == 0, "\(verified.output)")
            #expect(try home.succeed(["charter", "list"]).output.contains("busy"))
            #expect(try home.run(["agent", "run", "busy"]).code == 0)
        }
    }
}

extension CrashHome {
    /// Takes away what the last two migrations made, so that the store is one of the release before them.
    fileprivate func goBack() throws {
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/python3")
        python.arguments = [
            "-c",
            """
            import sqlite3, sys
            store = sqlite3.connect(sys.argv[1])
            store.executescript('''DROP TABLE organisation_version;
            ALTER TABLE charter_version DROP COLUMN organisation; ALTER TABLE escalated DROP COLUMN answer;
            DELETE FROM migration WHERE number > 8;''')
            """, path + "/store.db",
        ]
        try python.run()
        python.waitUntilExit()
        #expect(python.terminationStatus == 0)
    }
}
