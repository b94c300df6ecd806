import Schemas

/// The append-only file of the platform: one line a record, `crc32c json\n`, each written whole and synced before anybody
/// hears of it.
///
/// A record that a crash cut short can only be the last, because the next is written after the sync of the one before. So a
/// damaged last line is cut at open, and a damaged line with a sound one behind it is damage to acknowledged data: refused.
struct Journal {
    private var storage: any JournalStorage
    private(set) var nextNumber: Int64

    /// Opens the file and gives every record that was acknowledged, in order.
    static func open(_ storage: any JournalStorage) throws -> (journal: Journal, records: [JSON]) {
        var storage = storage
        let bytes = try storage.contents()
        let (records, sound) = try Journal.read(bytes)
        if sound < bytes.count { try storage.cut(to: sound) }
        return (Journal(storage: storage, nextNumber: Int64(records.count)), records)
    }

    /// Writes one record of several entries and returns once it is on the disk.
    mutating func append(_ entries: [JSON]) throws {
        let record: JSON = ["n": .integer(nextNumber), "entries": .array(entries)]
        let text = record.canonicalBytes
        try storage.append(Checksum.text(text) + [UInt8(ascii: " ")] + text + [UInt8(ascii: "\n")])
        try storage.sync()
        nextNumber += 1
    }

    /// The records of a file's bytes and how many bytes of it are sound.
    static func read(_ bytes: [UInt8]) throws(JournalError) -> (records: [JSON], soundBytes: Int) {
        var records: [JSON] = []
        var start = 0
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            guard let record = record(bytes[start..<end], number: Int64(records.count)) else {
                try checkNothingSound(in: bytes[(end + 1)...], after: records.count)
                return (records, start)
            }
            records.append(record)
            start = end + 1
        }
        return (records, start)
    }

    private static func record(_ line: ArraySlice<UInt8>, number: Int64?) -> JSON? {
        guard line.count > 9, line[line.startIndex + 8] == UInt8(ascii: " ") else { return nil }
        let text = line.dropFirst(9)
        guard line.prefix(8).elementsEqual(Checksum.text(text)) else { return nil }
        guard let value = try? JSON(parsing: Array(text), limits: Limits.record) else { return nil }
        return number == nil || value["n"]?.integerValue == number ? value : nil
    }

    private static func checkNothingSound(in rest: ArraySlice<UInt8>, after count: Int) throws(JournalError) {
        for line in rest.split(separator: UInt8(ascii: "\n")) where record(line, number: nil) != nil {
            throw JournalError.damaged(afterRecord: count)
        }
    }
}

/// A journal that cannot be trusted.
public enum JournalError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A record in the middle does not match its checksum or number, though later ones do.
    case damaged(afterRecord: Int)
    /// A record holds something that this version does not know.
    case unknown(record: Int, String)

    /// What is wrong and the way out.
    public var description: String {
        switch self {
        case .damaged(let count):
            "the sandbox ledger is damaged after record \(count); restore the file from a backup or start a new home"
        case .unknown(let record, let what):
            "record \(record) of the sandbox ledger holds \(what), which this version does not know; use a newer one"
        }
    }
}
