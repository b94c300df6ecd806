import Foundation
import Sandbox
import Testing
import Vocabulary

extension CrashTests {
    /// The owner stops an agent at once, and it can be proved who did.
    @Suite struct PressTests {
        static let presses = Effort.times(5, proof: 200)

        @Test("R034 from the press of halt to the last effect of a busy run it is at most a second, 99 times in 100")
        func stopsAtOnce() async throws {
            var waits: [Double] = []
            var home = try CrashHome()
            for trial in 0..<Self.presses {
                if trial % 5 == 4 { home = try CrashHome() }
                let run = try home.start(["agent", "run", "busy"])
                try home.wait(for: 1 + trial % 6, while: run)
                try #require(run.process.isRunning, "the run was over before it was stopped")
                let pressed = Date()
                let halt = try home.start(["halt", "--as", "owner@example.com"])
                var last = pressed
                var known = try home.records()
                func look() throws {
                    let now = try home.records()
                    if now != known { (known, last) = (now, Date()) }
                }
                while halt.process.isRunning { try look() }
                try #require(try halt.ended().code == 0)
                try look()
                waits.append(last.timeIntervalSince(pressed))
                let taken = try home.platform().effects.count
                try await home.drain()
                #expect(try home.platform().effects.count == taken, "something followed after halt had returned")
                _ = try run.ended()
                #expect(try home.run(["agent", "run", "busy"]).code == 9, "it stays stopped until it is let go")
                try home.succeed(["unhalt"])
            }
            waits.sort()
            let worst = waits[min(waits.count - 1, waits.count * 99 / 100)]
            print("press to last effect: \(waits.count) presses, worst \(worst) s")
            if Effort.proves { #expect(worst <= 1, "from press to last effect: \(waits)") }
        }

        @Test("R034 a press is signed by who pressed, and the log still verifies")
        func isSigned() throws {
            let home = try CrashHome()
            try home.succeed(["halt", "busy", "--as", "deputy@example.com"])
            let tail = try home.succeed(["audit", "tail", "-c", "3"]).output
            #expect(tail.contains("halted"), "\(tail)")
            try home.succeed(["audit", "verify"])
        }
    }
}
