import CSystem
import Foundation
import Schemas
import Testing
import Vocabulary

@testable import Sandbox

@Suite struct FuzzTests {
    private var count: Int { ProcessInfo.processInfo.environment["MANDATE_PROVE"] == nil ? 1_500 : 200_000 }

    /// Requests that are right, to be spoilt.
    private var samples: [[UInt8]] {
        let calls: [Request.Call] = [
            .hello, .read(.entity(World.spring)), .read(.list(kind: .ad, within: nil, after: 0)),
            .advance(to: World.days(1)),
            .read(.changes(after: 0)), .faults(set: ["drop:p=50"]),
            .effect(
                EffectCall(
                    key: "k", actor: "us", ifVersion: 1, effect: .setDailyBudget(World.spring, World.pounds(5_000)))),
        ]
        return calls.map { Request(id: 1, call: $0).json.canonicalBytes }
    }

    private func spoilt(_ chance: inout SplitMix) -> [UInt8] {
        var bytes = samples[Int(chance.below(Int64(samples.count)))]
        for _ in 0...chance.below(6) where !bytes.isEmpty {
            let place = Int(chance.below(Int64(bytes.count)))
            switch chance.below(5) {
            case 0: bytes[place] = UInt8(truncatingIfNeeded: chance.next())
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(contentsOf: bytes[place...], at: Int(chance.below(Int64(bytes.count))))
            case 3: bytes = Array(bytes.prefix(place))
            default:
                bytes.replaceSubrange(
                    place..<place, with: Array(["-1", "1e400", "\"\"", "[[", "{}", "null"][Int(chance.below(6))].utf8))
            }
        }
        return bytes
    }

    @Test func `P37 no line crashes the platform, and what is no request changes nothing`() throws {
        var chance = SplitMix(seed: 11)
        var platform = try World.platform()
        for _ in 0..<count {
            guard let json = try? JSON(parsing: spoilt(&chance), limits: Limits.requestJSON) else { continue }
            guard let request = try? Request(json: json) else { continue }
            let outcome = platform.answer(request)
            // A rule that a spoilt request put in force may strike one that is refused: that it did is all that is kept.
            let changes = outcome.entries.filter { if case .faultFired = $0 { false } else { true } }
            if outcome.reply.status != 200 { #expect(changes.isEmpty) }
            for entry in outcome.entries { #expect(try Entry(json: entry.json) == entry) }
        }
    }

    @Test func `P37 no bytes in the file crash its reader`() throws {
        var chance = SplitMix(seed: 12)
        let disk = FlakyDisk()
        var (journal, _) = try Journal.open(disk)
        var platform = Platform()
        for call in [Request.Call.seed(World.seed()), .advance(to: World.days(1))] {
            try journal.append(platform.answer(Request(id: 1, call: call)).entries.map(\.json))
        }
        for _ in 0..<60 {
            var bytes = disk.safe
            for _ in 0...chance.below(3) {
                bytes[Int(chance.below(Int64(bytes.count)))] = UInt8(truncatingIfNeeded: chance.next())
            }
            _ = try? SandboxLedgerFile(bytes: bytes)
        }
    }

    @Test func `P37 rubbish, half requests and slow writers do not disturb others`() async throws {
        let home = try TestHome()
        let client = try await home.seededClient()
        let path = try RuntimeDirectory().socket(ofHome: HomeFolder(home.path).path)
        var chance = SplitMix(seed: 13)
        var open: [RawSocket] = []
        for number in 0..<120 {
            let socket = RawSocket(to: path)
            var bytes = spoilt(&chance)
            if number % 2 == 0 { bytes.append(UInt8(ascii: "\n")) }
            socket.send(bytes)
            if number % 3 == 0 { open.append(socket) }
        }
        #expect(try await client.reads.entity(World.spring).ref == World.spring)
        let long = RawSocket(to: path)
        let block = [UInt8](repeating: 0x20, count: 65_536)
        for _ in 0..<100 { long.send(block) }
        #expect(try await client.reads.entity(World.spring).ref == World.spring)
        #expect(open.count == 40)
    }
}

/// A socket that sends whatever it is told, once, and does not care what becomes of it.
final class RawSocket {
    private let number: Int32
    init(to path: String) { number = unsafe csystem_unix_connect(path) }
    deinit { close(number) }
    func send(_ bytes: [UInt8]) {
        _ = unsafe bytes.withUnsafeBytes { unsafe csystem_send(number, $0.baseAddress, $0.count) }
    }
}
