import Schemas

/// The append-only file of the platform: one line a record, `crc32c json\n`, each written whole and synced before anybody
/// hears of it.
///
/// A record that a crash cut short can only be the last, because the next is written after the sync of the one before. So a
/// damaged last line is cut at open, and a damaged line with a sound one behind it is damage to acknowledged data: refused.
struct Journal {
    private var storage: any JournalStorage
    private(set) var nextNumber: Int64

    /// Opens the file and hands over every record that was acknowledged, in order, one at a time: of a long history all of them
    /// take many times the memory of what they add up to.
    static func open(_ storage: any JournalStorage, each: (JSON) throws -> Void) throws -> Journal {
        var storage = storage
        let bytes = try storage.contents()
        let (count, sound) = try Journal.read(bytes, each: each)
        if sound < bytes.count { try storage.cut(to: sound) }
        return Journal(storage: storage, nextNumber: Int64(count))
    }

    /// Writes one record of several entries and returns once it is on the disk.
    mutating func append(_ entries: [JSON]) throws {
        let record: JSON = ["n": .integer(nextNumber), "entries": .array(entries)]
        let text = record.canonicalBytes
        try storage.append(Checksum.text(text) + [UInt8(ascii: " ")] + text + [UInt8(ascii: "\n")])
        try storage.sync()
        nextNumber += 1
    }

    /// Hands over the records of a file's bytes. What came before damage has been handed over when that throws.
    /// - Returns: how many records there are, and how many bytes are sound.
    @discardableResult
    static func read(_ bytes: [UInt8], each: (JSON) throws -> Void) throws -> (count: Int, soundBytes: Int) {
        var (count, start) = (0, 0)
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            guard let record = record(bytes[start..<end], number: Int64(count)) else {
                try checkNothingSound(in: bytes[(end + 1)...], after: count)
                return (count, start)
            }
            try each(record)
            count += 1
            start = end + 1
        }
        return (count, start)
    }

    /// The entries of a record that this version knows.
    /// - Throws: `JournalError.unknown` for one of a later version.
    static func entries(of record: JSON) throws(JournalError) -> [Entry] {
        var entries: [Entry] = []
        for json in record["entries"]?.arrayValue ?? [] {
            do { entries.append(try Entry(json: json)) } catch {
                throw .unknown(record: Int(record["n"]?.integerValue ?? 0), "\(error)")
            }
        }
        return entries
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
