import Cryptography
import Foundation
import Governance
import SQLite
import Sandbox
import Storage
import Store
import Testing

extension CrashTests {
    /// Stop means stop: whatever runs, and whatever else is broken.
    @Suite struct HaltTests {
        static let trials = Effort.times(8, proof: 1_000)

        @Test("P8 after halt returned the platform takes no further effect, at any moment of a busy run")
        func haltsBusyRuns() throws {
            let seed: UInt64 = 8
            var chance = Chance(seed: seed)
            var home = try CrashHome()
            var waits: [Double] = []
            for trial in 0..<Self.trials {
                if trial % 5 == 0 { home = try CrashHome() }
                let run = try home.start(["agent", "run", "busy"])
                try home.wait(for: 1 + chance.below(8), while: run)
                let pressed = Date()
                let halt = try home.run(["halt"])
                waits.append(Date().timeIntervalSince(pressed))
                let taken = try home.platform().effects.count
                #expect(halt.code == 0, "seed \(seed), trial \(trial): \(halt.errors)")
                _ = try run.ended()
                usleep(50_000)
                #expect(try home.platform().effects.count == taken, "seed \(seed), trial \(trial)")
                if trial % 4 == 0 { #expect(try home.run(["agent", "run", "busy"]).code == 9) }
                try home.succeed(["unhalt"])
            }
            waits.sort()
            print(
                "halt: \(waits.count) trials, press to return median \(waits[waits.count / 2]) s, most \(waits.last ?? 0) s"
            )
        }

        @Test("P8 halt closes the door while somebody holds the store locked")
        func haltsWithALockedStore() async throws {
            let home = try CrashHome()
            let engine = try await SQLiteEngine.open(
                SQLiteSettings(path: home.path + "/store.db"), migrations: Store.migrations)
            let door = home.doorClosed
            let holder = Task {
                try await engine.database(for: .local).transact { _ in
                    for _ in 0..<300 where !FileManager.default.fileExists(atPath: door) { usleep(10_000) }
                }
            }
            usleep(100_000)
            let halt = try home.run(["halt"])
            try await holder.value
            await engine.close()
            #expect(halt.code == 0 && FileManager.default.fileExists(atPath: home.doorClosed))
            #expect(try home.run(["agent", "run", "busy"]).code == 9)
        }

        @Test("P8 a file HALT made by hand stops everything, and unhalt says that it is there")
        func haltsByHand() throws {
            let home = try CrashHome()
            let file = home.path + "/HALT"
            #expect(FileManager.default.createFile(atPath: file, contents: nil))
            #expect(try home.run(["agent", "run", "busy"]).code == 9)
            #expect(try home.run(["unhalt"]).code == 9)
            #expect(try home.platform().effects.isEmpty)
            try FileManager.default.removeItem(atPath: file)
            #expect(try home.run(["halt", "bussy"]).code == 5)
            try home.succeed(["halt", "busy"])
            #expect(try home.run(["agent", "run", "busy"]).code == 9)
            try home.succeed(["unhalt", "busy"])
            try home.succeed(["agent", "run", "busy"])
            #expect(try !home.platform().effects.isEmpty)
        }
    }
}

extension CrashHome {
    /// Is there while everything is halted.
    var doorClosed: String { path + "/doors/effects-halted" }
}
