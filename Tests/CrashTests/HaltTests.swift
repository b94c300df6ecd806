import Engine
import Foundation
import Governance
import SQLite
import Sandbox
import Storage
import Store
import TestKit
import Testing
import Vocabulary

extension CrashTests {
    /// Stop means stop: whatever runs, and whatever else is broken.
    @Suite(.serialized) struct HaltTests {
        static let trials = Effort.times(8, proof: 10_000)

        @Test("P8 after halt returned the platform takes no further effect, at any moment of a busy run")
        func haltsBusyRuns() async throws {
            let seed: UInt64 = 8
            var chance = Chance(seed: seed)
            var home = try CrashHome()
            var waits: [Double] = []
            for trial in 0..<Self.trials {
                if trial % 5 == 0 { home = try CrashHome() }
                let run = try home.start(["agent", "run", "busy"])
                try home.wait(for: 1 + chance.below(8), while: run)
                let pressed = ContinuousClock.now
                let halt = try home.run(["halt"])
                waits.append((ContinuousClock.now - pressed) / .seconds(1))
                let taken = try home.platform().effects.count
                #expect(halt.code == 0, "seed \(seed), trial \(trial): \(halt.errors)")
                let ended = try run.ended()
                if !ended.wasKilled, ended.output.contains(" not sent: ") {
                    #expect(ended.code == 9, "a run that was halted on its way: \(ended.errors)")
                }
                try await home.drain()
                #expect(try home.platform().effects.count == taken, "seed \(seed), trial \(trial)")
                if trial % 4 == 0 { #expect(try home.run(["agent", "run", "busy"]).code == 9) }
                try home.succeed(["unhalt"])
            }
            waits.sort()
            let most = waits[waits.count * 99 / 100]
            print("halt: \(waits.count) trials, press to return p50 \(waits[waits.count / 2]) s, p99 \(most) s")
            if Effort.proves { #expect(most <= 1) }
        }

        @Test(
            "P8 halt ends a run that stands between the door and the platform, and names it", arguments: [1, 2, 5])
        func haltsWhoStandsAtThePlatform(effect: Int) async throws {
            let home = try CrashHome(.small)
            let stop = Stop(#"call=send,on=socket,with="call":"effect",at=\#(effect),do=stand"#)
            let run = try home.start(["agent", "run", "busy"], stop: stop)
            try home.wait(while: run) { run.hasStruck }
            let halt = try home.run(["halt", "--json"])
            let taken = try home.platform().effects.count
            // Whoever is still alive goes on and sends what it was about to.
            run.kill(SIGCONT)
            #expect(try run.ended().wasKilled)
            #expect(
                halt.code == 0 && halt.output.contains("\"ended\":[\(run.number)]"), "\(halt.output) \(halt.errors)")
            try await home.drain()
            #expect(try home.platform().effects.count == taken)
        }

        @Test("P8 who comes to the door before halt and takes hold of it after is not let through")
        func haltsWhoStandsAtTheDoor() async throws {
            let home = try CrashHome(.smallAfterRun)
            let before = try home.platform().effects.count
            let hold = try #require(try home.holds().first)
            let approval = try home.start(
                ["approve", hold], stop: Stop("call=lock,on=doors/on-the-way,at=1,do=stand"))
            try home.wait(while: approval) { approval.hasStruck }
            let halt = try home.run(["halt", "--json"])
            approval.kill(SIGCONT)
            let ended = try approval.ended()
            #expect(halt.code == 0 && halt.output.contains(#""ended":[]"#), "\(halt.output) \(halt.errors)")
            #expect(!ended.wasKilled && ended.output.contains("it is not sent"), "\(ended.output) \(ended.errors)")
            #expect(ended.code == 9)
            try await home.drain()
            #expect(try home.platform().effects.count == before)
        }

        @Test("P8 halt closes the door while somebody holds the store locked")
        func haltsWithALockedStore() async throws {
            let home = try CrashHome()
            let engine = try await SQLiteEngine.open(home.storeSettings, migrations: Store.migrations)
            let (door, doors) = (home.doorClosed, home.path + "/doors")
            let (begun, begins) = AsyncStream<Void>.makeStream()
            let holder = Task {
                try await engine.database(for: .local).transact { _ in
                    let watch = try FolderWatch([doors])
                    begins.yield()
                    _ = try watch.wait { FileManager.default.fileExists(atPath: door) }
                }
            }
            for await _ in begun { break }
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

        @Test(
            "P8 halt where nothing can be written says that it was not recorded, and what stops the agents without it",
            .enabled(if: SmallDisk.isPossible, "only root can make a place that cannot be written"))
        func cannotHaltWhereNothingIsWritten() throws {
            let home = try CrashHome(.small)
            let view = try ReadOnlyView(of: home)
            let idle = try view.run(["halt"])
            #expect(idle.code == 1 && idle.errors.contains("the halt was not recorded and stops nobody"))
            for part in ["read-only", "no process works here now", "`\(view.path)/HALT`"] {
                #expect(idle.errors.contains(part), "\(part): \(idle.errors)")
            }
            #expect(!idle.errors.contains("--home"), "\(idle.errors)")
            #expect(try view.run(["agent", "run", "busy"]).code != 0, "who cannot write sends nothing")
            #expect(try home.platform().effects.isEmpty)

            let run = try home.start(
                ["agent", "run", "busy"],
                stop: Stop(#"call=send,on=socket,with="call":"effect",at=1,do=stand"#))
            try home.wait(while: run) { run.hasStruck }
            let busy = try view.run(["halt"])
            #expect(busy.code == 1 && busy.errors.contains("process `\(run.number)`"), "\(busy.errors)")
            run.kill()
            #expect(try run.ended().wasKilled)
            // Where it can be written, what it advises closes the door.
            #expect(FileManager.default.createFile(atPath: home.path + "/HALT", contents: nil))
            #expect(try home.run(["agent", "run", "busy"]).code == 9)
            try home.succeed(["halt"])
            let again = try view.run(["halt"])
            #expect(again.code == 1 && again.errors.contains("it is halted, but whether somebody"), "\(again.errors)")
            #expect(try home.platform().effects.isEmpty)
        }

        @Test("P8 halt of one agent stops that one and no other, and so it stays after a restart")
        func haltsOneAgent() throws {
            let home = try CrashHome(.small)
            let charter = home.folder.appendingPathComponent("other.yaml")
            try Account.charter().replacingOccurrences(of: "charter: busy", with: "charter: other")
                .write(to: charter, atomically: true, encoding: .utf8)
            try home.succeed(["charter", "apply", charter.path])
            try home.succeed(["agent", "run", "other", "--shadow"])
            try home.succeed(["agent", "promote", "other", "--to", "autonomous", "--confirm=other"])
            try home.succeed(["halt", "busy"])
            home.killServers()
            #expect(try home.run(["agent", "run", "busy"]).code == 9)
            #expect(try home.platform().effects.isEmpty)
            try home.succeed(["agent", "run", "other"])
            #expect(try !home.platform().effects.isEmpty)
        }

        /// How everything is stopped while a reasoner hangs.
        enum Press: CaseIterable { case halt, haltAgent, byHand }

        @Test(
            "P8 halt does not wait for a reasoner that hangs, and nothing of what it then wants is sent",
            arguments: Press.allCases)
        func haltsWithAHungReasoner(press: Press) async throws {
            let home = try CrashHome(.small)
            let reasoner = HungReasoner()
            let agent = try await AgentHere(home, reasoner)
            let run = Task { try await agent.run() }
            await reasoner.hangs()
            switch press {
            case .halt: try home.succeed(["halt"])
            case .haltAgent: try home.succeed(["halt", "busy"])
            case .byHand: #expect(FileManager.default.createFile(atPath: home.path + "/HALT", contents: nil))
            }
            reasoner.letGo()
            let report = try await run.value
            await agent.close()
            #expect(report.entries(.authorise).count > 2, "the reasoner wanted nothing, so nothing is proved")
            try await home.drain()
            #expect(try home.platform().effects.isEmpty)
        }

        @Test("P8 halt ends who waits for a platform whose reply never comes, within a second, and nothing follows")
        func haltsWithoutReplies() async throws {
            let home = try CrashHome(.small)
            try await home.client().set(faults: [try FaultRule(parsing: "timeout:op=effects")])
            let run = try home.start(["agent", "run", "busy"])
            try home.wait(while: run) { try !home.platform().effects.isEmpty }
            let halt = try home.run(["halt", "--json"])
            let taken = try home.platform().effects.count
            #expect(halt.code == 0 && halt.output.contains("was sent and not answered"), "\(halt.output)")
            #expect(try run.ended().wasKilled)
            try await home.client().set(faults: [])
            #expect(try home.platform().effects.count == taken)
            #expect(try home.run(["agent", "run", "busy"]).code == 9)
            #expect(try await Oracle(home: home).complaints() == [])
        }

        @Test("P8 halt says so, names the request and does not claim success where a frozen platform may still act")
        func haltsWithAFrozenPlatform() async throws {
            let home = try CrashHome(.small)
            // At its first effect the run stops the platform, and only then sends.
            let run = try home.start(
                ["agent", "run", "busy"], stop: Stop(#"call=send,on=socket,with="call":"effect",at=1,do=freeze"#))
            try home.wait(while: run) { run.hasStruck }
            let server = try #require(home.servers().first)
            let halt = try home.run(["halt", "--json"])
            let taken = try home.platform().effects.count
            #expect(halt.code == 1 && halt.errors.contains("may still arrive"), "\(halt.code) \(halt.errors)")
            #expect(halt.output.contains("was sent and not answered") && halt.output.contains(#""quiet":false"#))
            #expect(try run.ended().wasKilled)
            kill(server, SIGCONT)
            try await home.drain()
            #expect(try home.platform().effects.count == taken + 1, "what was sent before arrived after all")
            // Once the platform answers again, halt can say that all is quiet.
            let again = try home.run(["halt", "--json"])
            #expect(again.code == 0 && again.output.contains(#""quiet":true"#), "\(again.output) \(again.errors)")
            #expect(try home.run(["agent", "run", "busy"]).code == 9)
            try home.succeed(["unhalt"])
            #expect(try await Oracle(home: home).complaints() == [])
        }
    }
}

extension CrashHome {
    /// Is there while everything is halted.
    fileprivate var doorClosed: String { path + "/doors/effects-halted" }
}
