import CSystem
import Execution
import Foundation
import Schemas
import TestKit
import Testing
import Vocabulary

@testable import Sandbox

/// Somebody else has the home.
private struct Missing: Error {}

@Suite struct ServerTests {
    private let ad = known(EntityRef(.ad, "spring-1"))

    @Test func `a client reads what was seeded, changes it, and reads the change back`() async throws {
        let home = try TestHome()
        let client = try await home.seededClient()
        #expect(try await client.reads.list(.ad).count == 6)
        #expect(try await client.reads.list(.ad, within: World.autumn).count == 3)
        let answer = try await client.effects.carryOut(.pause(ad), key: "k1", actor: "us")
        #expect(answer.entity?.status == .paused && answer.hasChanged)
        #expect(try await client.reads.entity(ad).status == .paused)
        #expect(try await client.reads.answer(ofKey: "k1")?.entity == answer.entity)
        #expect(try await client.reads.answer(ofKey: "never-used") == nil)
        #expect(try await client.reads.changes(after: 0).last?.entity == ad)
        try await client.advance(to: World.days(10))
        #expect(try await client.reads.now() == World.days(10))
        let report = try await client.reads.report(.campaign, over: known(Period(parsing: "2017-07-01/2017-10-31")))
        #expect(report.rows.count == 2 && report.rows[0].metrics.spend.units > 361 * Decimal12.one)
        #expect(try home.ledger.times(key: "k1") == 1)
    }

    @Test func `P16 every acknowledged effect is in the file before its answer arrives`() async throws {
        let home = try TestHome()
        let client = try await home.seededClient()
        for number in 0..<20 {
            let money = World.pounds(Int64(5_000 + number))
            _ = try await client.effects.carryOut(.setDailyBudget(World.spring, money), key: "k\(number)", actor: "us")
            #expect(try home.ledger.effects.count == number + 1)
        }
    }

    @Test func `a file cut anywhere replays to a state that some prefix of the requests made`() async throws {
        let home = try TestHome()
        let client = try await home.seededClient()
        for number in 0..<4 {
            let money = World.pounds(Int64(5_000 + number))
            _ = try await client.effects.carryOut(.setDailyBudget(World.spring, money), key: "k\(number)", actor: "us")
        }
        let bytes = try JournalFile.read(home.path + "/sandbox/ledger")
        let firstEffect = bytes.count - 3_200
        for length in Array(stride(from: firstEffect, to: bytes.count, by: 41)) + [bytes.count - 1] {
            let records = try Journal.records(Array(bytes.prefix(length)))
            let state = try Platform(replaying: records).state
            let count = state.answers.count
            #expect(
                state.entities[World.spring]?.dailyBudget == World.pounds(count == 0 ? 10_000 : Int64(4_999 + count)))
        }
        #expect(try Platform(replaying: Journal.records(bytes)).state.answers.count == 4)
    }

    @Test func `a second server of the same home leaves at once, and one client serves many callers`() async throws {
        let home = try TestHome()
        let client = try await home.seededClient()
        try SandboxServer.run(home: home.path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<32 {
                group.addTask {
                    let own = try SandboxClient(home: home.path, starter: .none)
                    let money = World.pounds(Int64(100 + number))
                    _ = try await own.effects.carryOut(
                        .setDailyBudget(World.spring, money), key: "k\(number)", actor: "us")
                }
            }
            try await group.waitForAll()
        }
        #expect(try home.ledger.effects.count == 32)
        #expect(try await client.reads.entity(World.spring).version == 33)
    }

    @Test func `nobody there is an error that says nothing was sent`() async throws {
        let home = try TestHome(serving: false)
        let client = try SandboxClient(home: home.path, starter: .none)
        let error = await #expect(throws: ConnectorError.self) { try await client.reads.now() }
        #expect(error?.remedy == .retry(after: nil) && error?.reason == .unreachable)
    }

    @Test func `a server that still reads its file is waited for, longer than a call may take`() async throws {
        let home = try TestHome(serving: false)
        let folder = try HomeFolder(home.path)
        try folder.prepare()
        let limit = Duration.seconds(1)
        let isHeld = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            do {
                guard let lock = try Presence(folder) else { throw Missing() }
                isHeld.signal()
                // As long as a large file would take to read.
                let read = Deadline(in: limit + .milliseconds(300))
                while !read.isPast { sched_yield() }
                var loop = try ServerLoop(home: folder, lock: lock, clock: { BootClock.nanoseconds })
                try loop.serve(idleSeconds: Limits.idleSeconds)
            } catch { Issue.record("sandbox server: \(error)") }
        }
        isHeld.wait()
        _ = try await home.hastyClient(limit).reads.now()
    }

    @Test func `the server ends when its home is gone`() async throws {
        let home = try TestHome(serving: false)
        let server = home.serve()
        let client = try await home.seededClient()
        let socket = try RuntimeDirectory().socket(ofHome: HomeFolder(home.path).path)
        #expect(FileManager.default.fileExists(atPath: socket))
        try FileManager.default.removeItem(atPath: home.path)
        await server.reached()
        #expect(!FileManager.default.fileExists(atPath: socket))
        _ = client
    }

    @Test func `the server ends when nobody needs it, and not before the last client is gone`() async throws {
        let home = try TestHome(serving: false)
        let clock = TestClock()
        let server = home.serve(clock: clock)
        let path = try RuntimeDirectory().socket(ofHome: HomeFolder(home.path).path)
        do {
            var socket = try LineSocket(connectingTo: path, longestLine: 1_000)
            let hello = Request(id: 0, call: .hello).json.canonicalBytes
            for _ in 0..<3 {
                try socket.send(hello, by: Deadline(in: .seconds(60)))
                #expect(try !socket.receive(by: Deadline(in: .seconds(60))).isEmpty)
                clock.leap()
            }
        }
        await server.reached()
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a server stays alone for 30 seconds, and a request may take 10 to arrive`() {
        #expect(Limits.idleSeconds == 30)
        #expect(Limits.secondsToSend == 10)
    }

    @Test func `P37 a request that takes too long to arrive ends its connection, and no other`() throws {
        let home = try TestHome(serving: false)
        let clock = TestClock()
        home.serve(clock: clock)
        let slow = try #require(ServerTests.connection(home))
        defer { close(slow) }
        var other = try LineSocket(
            connectingTo: try RuntimeDirectory().socket(ofHome: HomeFolder(home.path).path), longestLine: 1_000)
        let hello = Request(id: 0, call: .hello).json.canonicalBytes
        // Twice, since the server looks for slow clients after it has answered.
        func serverHasLooked() throws {
            for _ in 0..<2 {
                try other.send(hello, by: Deadline(in: .seconds(60)))
                #expect(try !other.receive(by: Deadline(in: .seconds(60))).isEmpty)
            }
        }
        let (start, rest) = (Array(hello.prefix(5)), Array(hello.dropFirst(5)) + [UInt8(ascii: "\n")])
        #expect(unsafe csystem_send(slow, start, start.count) == start.count)
        try serverHasLooked()
        clock.advance(seconds: Limits.secondsToSend)
        try serverHasLooked()
        #expect(ServerTests.reply(slow, to: rest) == UInt8(ascii: "{"), "ten seconds are not too long")
        #expect(unsafe csystem_send(slow, start, start.count) == start.count)
        try serverHasLooked()
        clock.advance(seconds: Limits.secondsToSend + 1)
        try serverHasLooked()
        #expect(ServerTests.reply(slow, to: rest) == nil)
        try serverHasLooked()
    }

    @Test func `the server of a home that was replaced answers nothing more, and leaves the next one's socket alone`()
        async throws
    {
        let home = try TestHome(serving: false)
        let server = home.serve()
        _ = try await home.seededClient()
        let old = try #require(ServerTests.connection(home))
        defer { close(old) }
        try FileManager.default.removeItem(atPath: home.path)
        try FileManager.default.createDirectory(atPath: home.path, withIntermediateDirectories: true)
        #expect(ServerTests.reply(old) == nil, "its home is gone")
        home.serve()
        let fresh = try await home.client()
        #expect(try await fresh.reads.now() == nil, "the new home has no account")
        await server.reached()
        let socket = try RuntimeDirectory().socket(ofHome: HomeFolder(home.path).path)
        #expect(FileManager.default.fileExists(atPath: socket))
        #expect(try await home.hastyClient(.seconds(20)).reads.now() == nil)
    }

    /// A connection to the server of a home, as its file descriptor.
    private static func connection(_ home: TestHome) -> Int32? {
        guard let path = try? RuntimeDirectory().socket(ofHome: HomeFolder(home.path).path) else { return nil }
        let number = unsafe csystem_unix_connect(path)
        return number >= 0 ? number : nil
    }

    /// The first byte of what the server says to a hello, or to the rest of one; nil where it closes.
    private static func reply(_ number: Int32, to rest: [UInt8]? = nil) -> UInt8? {
        let hello = rest ?? Request(id: 0, call: .hello).json.canonicalBytes + [UInt8(ascii: "\n")]
        guard unsafe csystem_send(number, hello, hello.count) == hello.count else { return nil }
        guard csystem_wait(number, 0, 20_000) > 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        return unsafe read(number, &bytes, bytes.count) > 0 ? bytes[0] : nil
    }

    @Test func `the folder of sockets is ours alone`() throws {
        let folder = try RuntimeDirectory()
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions] as? Int
        #expect(mode == 0o700)
        #expect(folder.socket(ofHome: "/a").utf8.count < 100)
        #expect(folder.socket(ofHome: "/a") != folder.socket(ofHome: "/b"))
    }
}
