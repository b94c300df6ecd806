/// One numbered change of the tables; released ones never change, so their text is held by a checksum.
public struct Migration: Sendable {
    /// One statement of a migration, without parameters.
    public enum Step: Sendable {
        /// `CREATE TABLE name (…)` in PostgreSQL's spelling (`BIGINT`, `TEXT`, `BYTEA`); the engine adds its own options.
        ///
        /// `byKey` keeps the rows in the order of the primary key, good for small rows; `heap` keeps them apart from
        /// the key, good for rows of more than about 200 bytes.
        case table(StaticString, Layout = .byKey)
        /// Any other statement of the common subset: an index, an alteration, a filling of rows.
        case statement(StaticString)
    }

    /// How an engine that can choose lays out the rows of a table.
    public enum Layout: String, Sendable {
        /// Rows stand in the tree of the primary key.
        case byKey
        /// Rows stand in a tree of their own, the key points at them.
        case heap
    }

    /// Its place in the order, from 1 without gaps.
    public let number: Int
    /// What it does, in a few words.
    public let name: StaticString
    /// What it runs, in order, in one transaction.
    public let steps: [Step]

    /// A migration; numbers start at 1 and leave no gap.
    public init(_ number: Int, _ name: StaticString, _ steps: [Step]) {
        self.number = number
        self.name = name
        self.steps = steps
    }

    /// 64-bit FNV-1a over the steps' texts: finds a released migration that was edited, not a forger.
    public var checksum: Int64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for step in steps {
            for byte in step.identity.utf8 {
                hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
            }
        }
        return Int64(bitPattern: hash)
    }
}

extension Migration.Step {
    fileprivate var identity: String {
        switch self {
        case .table(let text, let layout): "table \(layout.rawValue) \(text)\n"
        case .statement(let text): "statement \(text)\n"
        }
    }
}
