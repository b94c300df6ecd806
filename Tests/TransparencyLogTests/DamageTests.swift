import Cryptography
import Foundation
import Testing
import TransparencyLog

/// Set to prove the whole of P23; otherwise a slice of it, chosen by the seed that is printed on failure.
private let provesAll = ProcessInfo.processInfo.environment["MANDATE_PROVE"] != nil

@Suite struct DamageTests {
    /// A pack with everything in it that a pack can have.
    private func fullPack(_ count: Int, segment: Int) throws -> MemoryPack {
        var log = try SampleLog(count)
        try log.rotate(at: count / 2)
        return try log.pack(every: max(count / 4, 1), segment: segment, proving: [0, UInt64(count / 2)])
    }

    /// One bit of one byte flipped, counted through all files.
    private func flipped(_ place: Int, bit: Int, of pack: MemoryPack) -> (path: String, pack: MemoryPack) {
        var rest = place
        for (path, bytes) in pack.contents.sorted(by: { $0.key < $1.key }) {
            if rest < bytes.count { return (path, pack.damaged { $0[path]?[rest] ^= 1 << bit }) }
            rest -= bytes.count
        }
        preconditionFailure("no byte \(place)")
    }

    private func size(_ pack: MemoryPack) -> Int { pack.contents.values.reduce(0) { $0 + $1.count } }

    @Test func `P23 a flipped bit in any byte of a pack of 200 entries is found`() throws {
        let pack = try fullPack(200, segment: 64)
        var random = Seeded(23)
        let places = provesAll ? Array(0..<size(pack)) : (0..<400).map { _ in random.below(size(pack)) }
        for place in places {
            let (path, damaged) = flipped(place, bit: random.below(8), of: pack)
            #expect(!PackVerifier(damaged).verify().isIntact, "byte \(place), in \(path)")
        }
    }

    @Test func `P23 a flipped bit in a pack of 10,000 entries is found`() throws {
        let pack = try fullPack(provesAll ? 10_000 : 2_000, segment: 1_024)
        var random = Seeded(24)
        for _ in 0..<(provesAll ? 100_000 : 12) {
            let place = random.below(size(pack))
            let (path, damaged) = flipped(place, bit: random.below(8), of: pack)
            #expect(!PackVerifier(damaged).verify().isIntact, "byte \(place), in \(path)")
        }
    }

    /// The frames of a leaf file.
    private func frames(_ bytes: [UInt8]) -> [[UInt8]] {
        var frames: [[UInt8]] = []
        var rest = bytes[...]
        while let low = rest.first, let high = rest.dropFirst().first {
            let count = 4 + Int(low) + Int(high) << 8
            frames.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return frames
    }

    @Test func `P23 every dropped, doubled, swapped or cut entry is found and named`() throws {
        let pack = try fullPack(64, segment: 64)
        let path = "leaves/000000000000.bin"
        let frames = frames(try #require(pack.contents[path]))
        #expect(frames.count == 64)
        for index in frames.indices {
            var dropped = frames
            dropped.remove(at: index)
            var doubled = frames
            doubled.insert(frames[index], at: index)
            var swapped = frames
            swapped.swapAt(index, (index + 1) % 64)
            var cut = frames
            cut[index].removeLast()
            for (entries, first) in [
                (dropped, index), (doubled, index + 1), (swapped, min(index, (index + 1) % 64)), (cut, index),
            ] {
                let verdict = PackVerifier(pack.damaged { $0[path] = Array(entries.joined()) }).verify()
                #expect(verdict.firstDamagedLeaf == UInt64(first), "\(verdict.findings)")
            }
            let rest = Array(frames.prefix(index).joined())
            #expect(PackVerifier(pack.damaged { $0[path] = rest }).verify().firstDamagedLeaf == UInt64(index))
        }
    }

    @Test func `P23 a flipped bit in an entry names that entry`() throws {
        let pack = try fullPack(200, segment: 64)
        var random = Seeded(25)
        for (segment, first) in ["000000000000", "000000000064", "000000000128", "000000000192"].enumerated() {
            let path = "leaves/\(first).bin"
            let frames = frames(try #require(pack.contents[path]))
            for index in stride(from: 0, to: frames.count, by: provesAll ? 1 : 7) {
                var damaged = frames
                damaged[index][4 + random.below(damaged[index].count - 4)] ^= 1 << random.below(8)
                let verdict = PackVerifier(pack.damaged { $0[path] = Array(damaged.joined()) }).verify()
                #expect(verdict.firstDamagedLeaf == UInt64(segment * 64 + index), "\(verdict.findings)")
            }
        }
    }

    @Test func `P23 leaves and hashes written anew are named by the checkpoints around them`() throws {
        let log = try SampleLog(200, payloads: false)
        var forged = log
        forged.leaves[120] = Array("forged".utf8)
        let pack = try log.pack()
        let other = try forged.pack()
        let mixed = other.damaged { files in
            for (path, bytes) in pack.contents where path.hasPrefix("checkpoints/") { files[path] = bytes }
        }
        let verdict = PackVerifier(mixed).verify()
        #expect(verdict.findings.first == .range(100, 150), "\(verdict.findings)")
    }

    @Test func `P23 every missing or added file and every file put for another is found`() throws {
        let pack = try fullPack(100, segment: 32)
        for (path, bytes) in pack.contents {
            for other in [nil, bytes + [10], Array(bytes.dropLast()), []] {
                let damaged = pack.damaged { $0[path] = other }
                #expect(!PackVerifier(damaged).verify().isIntact, "\(path) of \(other?.count ?? -1) bytes")
            }
            for other in pack.contents.keys where other != path {
                let swapped = pack.damaged { files in (files[path], files[other]) = (files[other], files[path]) }
                #expect(!PackVerifier(swapped).verify().isIntact, "\(path) and \(other)")
            }
        }
        #expect(!PackVerifier(pack.damaged { $0["leaves/000000000100.bin"] = [] }).verify().isIntact)
        #expect(!PackVerifier(pack.damaged { $0["notes.txt"] = [65] }).verify().isIntact)
        #expect(!PackVerifier(MemoryPack()).verify().isIntact)
    }

    @Test func `a payload put for another is named with its leaf`() throws {
        let log = try SampleLog(10)
        let pack = try log.pack()
        let path = "payloads/000000000000.bin"
        let bytes = try #require(pack.contents[path])
        let length = 44 + "Ann 0".utf8.count
        let other = Array(bytes[..<8] + bytes[(length + 8)..<(2 * length)] + bytes[length...])
        let verdict = PackVerifier(pack.damaged { $0[path] = other }).verify()
        #expect(
            verdict.findings.contains(.payload(leaf: 0, problem: "not what the leaf commits to")), "\(verdict.findings)"
        )
    }

    @Test func `P37 no pack crashes its checker`() throws {
        let pack = try fullPack(40, segment: 16)
        let paths = pack.contents.keys.sorted()
        for seed in 0..<(provesAll ? 20_000 : 150) {
            var random = Seeded(seed)
            let damaged = pack.damaged { files in
                for _ in 0...random.below(3) {
                    let path = paths[random.below(paths.count)]
                    var bytes = files[path] ?? []
                    for _ in 0..<random.below(6) where !bytes.isEmpty {
                        let place = random.below(bytes.count)
                        switch random.below(4) {
                        case 0: bytes[place] = UInt8(random.below(256))
                        case 1: bytes.removeSubrange(place...)
                        case 2: bytes.insert(contentsOf: random.bytes(random.below(40)), at: place)
                        default: bytes.replaceSubrange(place..<min(place + 4, bytes.count), with: [255, 255, 255, 255])
                        }
                    }
                    files[path] = bytes
                }
            }
            let isSame = damaged.contents == pack.contents
            #expect(PackVerifier(damaged).verify().isIntact == isSame, "seed \(seed)")
        }
    }
}
