import Execution
import Foundation
import TestKit
import Testing
import Vocabulary

@testable import Sandbox

/// The server as a real process of its own: started detached by the client, killed, started again.
@Suite(.serialized) struct ProcessTests {
    private static let served = ProcessInfo.processInfo.environment["MANDATE_TEST_SERVES"]

    /// Not a test of anything: this test bundle run again by the tests below, as the server's process.
    @Test(.enabled(if: served != nil)) func `serves a home as a child of these tests`() throws {
        let home = known(ProcessTests.served)
        try SandboxServer.run(home: home, idleSeconds: 5)
    }

    /// Starts this test bundle again, filtered down to the function above.
    private func starter(_ home: TestHome) throws -> SandboxStarter {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        var words = ["env", "MANDATE_TEST_SERVES=\(home.path)", program]
        if let place = CommandLine.arguments.firstIndex(of: "--test-bundle-path") {
            words += ["--test-bundle-path", CommandLine.arguments[place + 1]]
            words += ["--filter", "serves a home as a child", CommandLine.arguments[place + 1]]
        } else {
            words += ["--filter", "serves a home as a child"]
        }
        return SandboxStarter(executable: "/usr/bin/env", arguments: words + ["--testing-library", "swift-testing"])
    }

    /// The processes that have the home's lock file open: its server, and nobody else for long.
    private func servers(_ home: TestHome) throws -> [Int32] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }.filter { process in
            let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd")) ?? []
            return open.contains {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/fd/\($0)"))
                    == home.path + "/sandbox/lock"
            }
        }
    }

    private func pid(_ home: TestHome) throws -> Int32 { try #require(servers(home).first) }

    @Test func `many clients that start it at the same moment get one server`() async throws {
        let home = try TestHome(serving: false)
        let starter = try starter(home)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    let client = try SandboxClient(home: home.path, starter: starter, limit: .seconds(60))
                    #expect(try await client.reads.now() == nil)
                }
            }
            try await group.waitForAll()
        }
        let client = try SandboxClient(home: home.path, starter: .none, limit: .seconds(60))
        #expect(try await client.reads.now() == nil)
        // Who lost closes the lock's file, and it is then that one is left.
        let watch = try FolderWatch([home.path + "/sandbox"])
        #expect(try watch.wait { try servers(home).count == 1 })
        #expect(try await client.reads.now() == nil)
    }

    @Test func `the server is started detached, in a session of its own, with no descriptor of ours`() async throws {
        let home = try TestHome(serving: false)
        let kept = try FileDescriptor(open: home.path + "/kept", O_RDWR | O_CREAT)
        #expect(fcntl(kept.number, F_SETFD, 0) == 0)
        let client = try SandboxClient(home: home.path, starter: try starter(home), limit: .seconds(60))
        #expect(try await client.reads.now() == nil)
        let server = try pid(home)
        #expect(getsid(server) != getsid(0))
        let status = try String(contentsOfFile: "/proc/\(server)/status", encoding: .utf8)
        #expect(!status.contains("PPid:\t\(getpid())\n"))
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(server)/fd").compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(server)/fd/\($0)")
        }
        #expect(!open.contains { $0.hasSuffix("/kept") })
        #expect(open.contains("/dev/null"))
    }

    @Test func `a seed and a read go on where the server was killed between two of them`() async throws {
        let home = try TestHome(serving: false)
        let client = try SandboxClient(home: home.path, starter: try starter(home), limit: .seconds(60))
        let seed = World.seed()
        try await client.open(known(seed.account))
        kill(try pid(home), SIGKILL)
        try await client.seed(seed.entities, seed.history)
        kill(try pid(home), SIGKILL)
        #expect(try await client.reads.list(.ad).count == 6)
    }

    @Test func `P16 kill -9 of the server at any moment loses nothing acknowledged and doubles nothing`() async throws {
        let home = try TestHome(serving: false)
        let client = try SandboxClient(home: home.path, starter: try starter(home), limit: .seconds(60))
        let seed = World.seed()
        try await client.open(known(seed.account))
        try await client.seed(seed.entities, seed.history)
        let cycles = ProcessInfo.processInfo.environment["MANDATE_PROVE"] == nil ? 4 : 200
        var chance = SplitMix(seed: 5)
        var acknowledged: [String] = []
        for cycle in 0..<cycles {
            let victim = try pid(home)
            // After so many more writes to its file, in the middle of whatever it does then.
            let watch = try FolderWatch([home.path + "/sandbox"])
            let writes = Int(chance.below(150))
            Thread.detachNewThread {
                var left = writes
                _ = try? watch.wait {
                    left -= 1
                    return left < 0
                }
                kill(victim, SIGKILL)
            }
            // However slow the watcher is: until the server is gone.
            for number in 0..<5_000 {
                let key = "\(cycle)-\(number)"
                let money = World.pounds(Int64(5_000 + number))
                let effect = SandboxEffect.setDailyBudget(World.spring, money)
                do throws(ConnectorError) {
                    _ = try await client.effects.carryOut(effect, key: key, actor: "us")
                    acknowledged.append(key)
                } catch {
                    _ = try await client.effects.carryOut(effect, key: key, actor: "us")
                    acknowledged.append(key)
                    break
                }
            }
            #expect(try pid(home) != victim)
        }
        let ledger = try home.ledger
        for key in acknowledged { #expect(ledger.times(key: key) == 1) }
        #expect(ledger.effects.count == acknowledged.count)
        print("kill -9: \(cycles) cycles, \(acknowledged.count) effects, none lost, none doubled")
    }
}
