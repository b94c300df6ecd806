import Schemas
@testable import Sandbox

/// A journal with all of its records at once, as tests compare them.
extension Journal {
    static func open(_ storage: any JournalStorage) throws -> (journal: Journal, records: [JSON]) {
        var records: [JSON] = []
        return (try open(storage) { records.append($0) }, records)
    }

    static func records(_ bytes: [UInt8]) throws -> [JSON] {
        var records: [JSON] = []
        try read(bytes) { records.append($0) }
        return records
    }
}

extension Platform {
    init(replaying records: [JSON]) throws {
        self.init()
        for record in records { try replay(record) }
    }
}
