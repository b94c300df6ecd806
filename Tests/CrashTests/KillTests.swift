import Foundation
import Governance
import Sandbox
import Testing

extension CrashTests {
    /// kill -9 of the built program, of the platform's server, and of both, at seeded moments of one home's life.
    @Suite struct KillTests {
        static let cycles = Effort.times(16, proof: 10_000)

        /// Ways in which the platform misbehaves meanwhile.
        private static let faults: [[String]] = [
            [], ["cut:op=effects,p=20,at=10"], ["error_after:op=effects,p=25"], ["timeout:op=effects,p=3"],
            ["rate_limited:op=effects,p=30,retry_after_ms=20"], ["error_before:op=effects,p=20"],
            ["overdeliver:pattern=early"],
        ]

        @Test(
            "P1 P2 P3 P11 P16 P22 kill -9 of a run or of the platform at any moment: no effect twice, none without intent"
        )
        func killsOfRuns() async throws {
            let seed = UInt64(20_171_001)
            var chance = Chance(seed: seed)
            var home = try CrashHome()
            var tally = (kills: 0, effects: 0, doubts: 0)
            for cycle in 0..<Self.cycles {
                if cycle % 6 == 0 { home = try CrashHome() }
                let before = try await Oracle(home: home).known()
                let faults = try Self.faults[chance.below(Self.faults.count)].map {
                    try FaultRule(parsing: "\($0)\($0.contains(":") ? "," : ":")seed=\(cycle)")
                }
                if try await killed(home, faults, &chance) { tally.kills += 1 }
                let inbox = try await settled(home)
                let oracle = Oracle(home: home)
                var wrong = try await oracle.complaints()
                wrong += try await oracle.unsettled(shownIn: inbox)
                let after = try await oracle.known()
                if !before.intents.isSubset(of: after.intents) { wrong.append("P16 decisions are lost") }
                if before.imports > after.imports { wrong.append("P16 an import is lost") }
                let verified = cycle % 4 == 3 ? try home.run(["audit", "verify"]) : nil
                if let verified, verified.code != 0 { wrong.append("not verified: \(verified.output)") }
                #expect(wrong.count == 0, "seed \(seed), cycle \(cycle): \(wrong.prefix(3))")
                tally.doubts += after.states.values.count { $0 == .inDoubt }
                tally.effects = max(tally.effects, after.states.count)
            }
            #expect(tally.kills > 2, "the kills came too late to say anything")
            print(
                "kill -9: \(tally.kills) of \(Self.cycles) cycles struck, \(tally.doubts) doubts were left for a person"
            )
        }

        @Test("P41 a run that was killed is an alarm of the next one, and of that one alone")
        func tellsOfIt() throws {
            let home = try CrashHome()
            let killed = try home.run(
                ["agent", "run", "busy"], stop: Stop(#"call=send,on=socket,with="call":"effect",at=2,do=after"#))
            #expect(killed.met.struck && killed.wasKilled)
            let said = "has not ended: it was cut off"
            #expect(try home.succeed(["agent", "run", "busy"]).output.contains(said))
            #expect(try home.succeed(["audit", "search", "--kind", "alarm"]).output.contains("silent"))
            #expect(try !home.succeed(["agent", "run", "busy"]).output.contains(said))
        }

        /// Runs the agent and kills it, the server, or both, at a seeded call. True where something was killed.
        private func killed(_ home: CrashHome, _ faults: [FaultRule], _ chance: inout Chance) async throws -> Bool {
            let (isRun, isServer) = [(true, false), (true, false), (false, true), (true, true)][chance.below(4)]
            home.killServers()
            let server = isServer ? try home.start(["sandbox", "serve"], stop: Self.momentOfServer(&chance)) : nil
            try await home.client().set(faults: faults)
            let run = try home.run(["agent", "run", "busy"], stop: isRun ? Self.momentOfRun(&chance) : nil)
            server?.kill()
            let struck = try server?.ended().met.struck ?? false
            return run.met.struck || struck
        }

        private static func momentOfRun(_ chance: inout Chance) -> Stop {
            let ends = ["before", "half", "after"]
            switch chance.below(4) {
            case 0:
                return Stop("call=write,on=store.db-wal,at=\(1 + chance.below(400)),do=\(ends[chance.below(3)])")
            case 1: return Stop("call=sync,on=store.db,at=\(1 + chance.below(200)),do=\(ends[chance.below(2) * 2])")
            case 2: return Stop("call=send,on=socket,at=\(1 + chance.below(120)),do=\(ends[chance.below(3)])")
            default:
                let send = #"call=send,on=socket,with="call":"effect",at=\#(1 + chance.below(60))"#
                return Stop("\(send),then=read,do=\(ends[chance.below(2) * 2])")
            }
        }

        private static func momentOfServer(_ chance: inout Chance) -> Stop {
            let call = chance.below(2) == 0 ? "write" : "sync"
            return Stop(
                "call=\(call),on=sandbox/ledger,at=\(6 + chance.below(50)),do=\(["before", "half", "after"][chance.below(3)])"
            )
        }

        /// The next command of somebody, with the platform well again; gives the inbox.
        private func settled(_ home: CrashHome) async throws -> String {
            try await home.client().set(faults: [])
            return try home.succeed(["inbox", "--json"]).output
        }
    }
}
