import Foundation
import Schemas
import Testing
import Vocabulary

@testable import Sandbox

/// A disk in memory that may lose power: what was not synced is kept only in part, as the seed says.
final class FlakyDisk: JournalStorage {
    var safe: [UInt8] = []
    var unsafeTail: [UInt8] = []
    var syncs = true

    func contents() -> [UInt8] { safe + unsafeTail }
    func append(_ bytes: [UInt8]) { unsafeTail += bytes }
    func cut(to count: Int) {
        safe = Array(contents().prefix(count))
        unsafeTail = []
    }
    func sync() {
        guard syncs else { return }
        safe += unsafeTail
        unsafeTail = []
    }
    /// Keeps what was synced and, of the rest, sectors of 16 bytes by chance; lost ones in between read as zeros.
    func losePower(_ chance: inout SplitMix) {
        var kept = safe
        for start in stride(from: 0, to: unsafeTail.count, by: 16) {
            let sector = unsafeTail[start..<min(start + 16, unsafeTail.count)]
            kept += chance.below(2) == 0 ? Array(sector) : [UInt8](repeating: 0, count: sector.count)
        }
        safe = Array(kept.prefix(safe.count + Int(chance.below(Int64(unsafeTail.count + 1)))))
        unsafeTail = []
    }
}

@Suite struct JournalTests {
    private func written(_ count: Int) throws -> (bytes: [UInt8], ends: [Int]) {
        let disk = FlakyDisk()
        var (journal, _) = try Journal.open(disk)
        var ends = [0]
        for number in 0..<count {
            try journal.append([["note": .string("record \(number) é\n")]])
            ends.append(disk.safe.count)
        }
        return (disk.safe, ends)
    }

    @Test func `P16 cut at any byte the file opens with every record that was whole`() throws {
        let (bytes, ends) = try written(6)
        for length in 0...bytes.count {
            let disk = FlakyDisk()
            disk.safe = Array(bytes.prefix(length))
            var (journal, records) = try Journal.open(disk)
            #expect(records.count == ends.count { $0 <= length } - 1)
            try journal.append([["note": "after"]])
            #expect(try Journal.records(disk.safe).count == records.count + 1)
        }
    }

    @Test func `a flipped bit before the last record is damage and is named`() throws {
        let (bytes, ends) = try written(4)
        for place in 0..<ends[3] where bytes[place] != UInt8(ascii: "\n") {
            var damaged = bytes
            damaged[place] ^= 0x04
            guard damaged[place] != UInt8(ascii: "\n") else { continue }
            #expect(throws: JournalError.self) { try Journal.records(damaged) }
        }
    }

    @Test(arguments: 0..<60) func `P16 a power cut loses nothing that was acknowledged`(seed: UInt64) throws {
        var chance = SplitMix(seed: seed)
        let disk = FlakyDisk()
        var acknowledged = 0
        for _ in 0..<8 {
            var (journal, records) = try Journal.open(disk)
            #expect(records.count >= acknowledged)
            for _ in 0..<chance.below(5) { try journal.append([["note": "kept"]]) }
            acknowledged = Int(journal.nextNumber)
            disk.syncs = false
            try journal.append([["note": "cut off"]])
            disk.syncs = true
            disk.losePower(&chance)
        }
    }

    @Test func `P16 a disk that only pretends to sync loses records, so the power cut test can fail`() throws {
        var lost = 0
        for seed in 0..<40 {
            var chance = SplitMix(seed: UInt64(seed))
            let disk = FlakyDisk()
            disk.syncs = false
            var (journal, _) = try Journal.open(disk)
            for _ in 0..<4 { try journal.append([["note": "not kept"]]) }
            disk.losePower(&chance)
            do { if try Journal.open(disk).records.count < 4 { lost += 1 } } catch { lost += 1 }
        }
        #expect(lost > 20)
    }

    @Test func `the checksum is CRC-32C as RFC 3720 gives it`() {
        #expect(Checksum.crc32c([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
        #expect(Checksum.crc32c((0..<32).map { UInt8($0) }) == 0x46DD_794E)
    }

    @Test func `the real file is filled ahead with zeros that are no record, and is cut where a record is torn`() throws
    {
        let home = try TestHome(serving: false)
        let path = home.path + "/ledger"
        var (journal, _) = try Journal.open(try JournalFile(path: path))
        for number in 0..<3 { try journal.append([["note": .integer(Int64(number))]]) }
        let whole = try JournalFile.read(path)
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        #expect(known(size) > whole.count + 100_000)
        try Data(whole.dropLast(4) + [UInt8](repeating: 0, count: 999)).write(to: URL(fileURLWithPath: path))
        var (again, records) = try Journal.open(try JournalFile(path: path))
        #expect(records.count == 2)
        try again.append([["note": "after"]])
        #expect(try Journal.records(JournalFile.read(path)).last?["entries"] == [["note": "after"]])
    }
}
