import CharterFile
import Cryptography
import Engine
import Foundation
import Governance
import SQLite
import Sandbox
import Storage
import Store
import Testing
import Vocabulary

extension CrashTests {
    /// The ledger through the built program, against the platform's own file.
    @Suite struct LedgerTests {
        @Test("P1 P2 after an import of other days the ledger still holds what the platform billed")
        func importsLater() async throws {
            let home = try CrashHome()
            try home.succeed(["agent", "run", "busy"])
            try home.succeed(["sandbox", "faults", "overdeliver"])
            try home.succeed(["sandbox", "advance", "10d", "--reviewed"])
            let file = home.folder.appendingPathComponent("more.csv")
            let text = Account.ads().split(separator: "\n").prefix(2).joined(separator: "\n")
                .replacing("7000,100,200", with: "9999,100,200")
            try text.write(to: file, atomically: true, encoding: .utf8)
            try home.succeed(
                ["import", file.path, "--currency", "GBP", "--period", "2017-06-01/2017-06-30", "--account", "crash"])
            let run = try home.succeed(["agent", "run", "busy"])
            let days = try #require(CalendarDate(parsing: "2017-10-01"))...#require(CalendarDate(parsing: "2017-10-10"))
            let told = try home.platform().billed(on: days)
            let account = try await home.account()
            let kept = account.bills.billed.filter { days.contains($0.key) }.values.reduce(0, +)
            // Each row is rounded up to a penny, so that the ledger never holds less.
            #expect(told > 100_000 && kept >= told && kept - told < 170 * 10, "billed \(told), kept \(kept)")
            #expect(account.bills.reportedTo == days.upperBound.adding(days: 1))
            #expect(account.period.days == 132)
            #expect(run.output.contains("(spend of the 132 measured days, by day)"))
        }

        @Test("P1 two runs at the same moment on a fresh home count what stands once")
        func readsTwice() async throws {
            let home = try CrashHome()
            let both = try (0..<3).map { _ in try home.start(["agent", "run", "busy", "--shadow"]) }
            for run in both { #expect(try run.ended().code == 0) }
            let client = try home.client()
            let budgets = try await client.reads.list(.campaign).filter { $0.status == .active }
                .compactMap(\.dailyBudget?.minorUnits)
            #expect(try await home.account().standing == budgets.reduce(0, +))
        }

        @Test("P12 an import that tells days twice, or days to come, is refused and changes nothing")
        func refusesDays() async throws {
            let home = try CrashHome()
            let file = home.folder.appendingPathComponent("ads.csv")
            try Account.ads().write(to: file, atomically: true, encoding: .utf8)
            let before = try await home.account()
            for (period, said) in [
                ("2017-07-01/2017-08-31", "these ads have rows for `2017-07-01/2017-09-30` already, which overlaps"),
                (
                    "2017-07-01/2017-12-31",
                    "the period ends on `2017-12-31`, which is not over, since today is `2017-10-01`"
                ),
            ] {
                let answer = try home.run(
                    ["import", file.path, "--currency", "GBP", "--period", period, "--account", "crash"])
                #expect(answer.code == 6 && answer.errors.contains(said), "\(answer.code) \(answer.errors)")
            }
            #expect(try await home.account() == before)
        }
    }
}

extension CrashHome {
    /// The account as the home's store holds it.
    func account() async throws -> AccountRecord {
        let engine = try await SQLiteEngine.open(
            SQLiteSettings(path: path + "/store.db"), migrations: Store.migrations)
        let store = Store(
            engine.database(for: .local), process: "oracle", random: SystemRandomBytes(), rule: .sandbox,
            read: AppliedFiles(charter: AppliedFile.charter, organisation: AppliedFile.organisation))
        do {
            let account = try await store.read { view in try view.account() }
            await engine.close()
            return try #require(account)
        } catch {
            await engine.close()
            throw error
        }
    }
}
