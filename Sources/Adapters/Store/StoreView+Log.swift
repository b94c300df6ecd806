import Cryptography
import Engine
import Schemas
import Storage
import TransparencyLog
import Vocabulary

extension StoreView {
    func append(_ entry: AuditEntry) throws {
        let position = try logSize()
        var commitment: SaltedCommitment?
        if !entry.payload.isEmpty {
            let salt = freshSalt()
            commitment = SaltedCommitment(digest: SHA256.hash(salt + entry.payload))
            try session.execute(
                "INSERT INTO payload VALUES ($1, $2, $3, $4)",
                [.integer(position), .blob(salt), .blob(entry.payload)])
        }
        let leaf = entry.leaf(commitment)
        try session.execute(
            "INSERT INTO leaf VALUES ($1, $2, $3, $4)",
            [.integer(position), .blob(MerkleTree.leafHash(leaf).bytes), .blob(leaf)])
        session.keep(position + 1, in: context.logHead)
    }

    func logSize() throws -> Int64 {
        if let kept = session.cached(context.logHead) { return kept }
        let size = try session.first("SELECT COALESCE(MAX(position), -1) + 1 FROM leaf WHERE org = $1") {
            try $0.integer(0)
        }
        return size ?? 0
    }

    func leaves(from: Int64, limit: Int) throws -> [LogLeaf] {
        try session.query(
            """
            SELECT l.position, l.bytes, p.salt, p.content, l.hash FROM leaf l
            LEFT JOIN payload p ON p.org = l.org AND p.position = l.position
            WHERE l.org = $1 AND l.position >= $2 ORDER BY l.position LIMIT $3
            """, [.integer(from), .integer(Int64(limit))]
        ) { row in
            var opening: LogLeaf.Opening?
            if let salt = try row.blobIfPresent(2), let payload = try row.blobIfPresent(3) {
                opening = LogLeaf.Opening(salt: salt, payload: payload)
            }
            return LogLeaf(
                position: try row.integer(0), bytes: try row.blob(1), hash: try row.blob(4), opening: opening)
        }
    }

    func payload(at position: Int64) throws -> [UInt8]? {
        try session.first(
            """
            SELECT p.salt, p.content, l.bytes FROM payload p JOIN leaf l ON l.org = p.org AND l.position = p.position
            WHERE p.org = $1 AND p.position = $2
            """, [.integer(position)]
        ) { try StoreView.committed($0, from: 0, at: position) }
    }

    /// A payload out of three columns, salt, payload and leaf, which has to be the one that its leaf commits to.
    static func committed(_ row: any SQLRow, from column: Int, at position: Int64) throws -> [UInt8] {
        let (salt, payload) = (try row.blob(column), try row.blob(column + 1))
        let opening = SaltedCommitment.Opening(salt: salt, payload: payload)
        guard try opening?.isHeld(by: row.blob(column + 2)) == true else {
            throw StorageError(
                .notAsSigned, .giveUp,
                "what entry `\(position)` of the log holds is not what it commits to; `mandate audit verify` names all that was changed"
            )
        }
        return payload
    }

    func lastCheckpoint(of origin: String) throws -> String? {
        let line = origin + "\n"
        return try session.first(
            """
            SELECT note FROM checkpoint WHERE org = $1 AND SUBSTR(note, 1, $2) = $3 ORDER BY size DESC, at DESC LIMIT 1
            """, [.integer(Int64(line.utf8.count)), .text(line)]
        ) { try $0.text(0) }
    }

    func keepCheckpoint(_ note: String, size: Int64, at now: Instant) throws {
        try session.execute(
            "INSERT INTO checkpoint VALUES ($1, $2, $3, $4) ON CONFLICT (org, size, at) DO NOTHING",
            [.integer(size), now.stored, .text(note)])
    }

    func checkpoints() throws -> [String] {
        try session.query("SELECT note FROM checkpoint WHERE org = $1 ORDER BY size, at") { try $0.text(0) }
    }

    func erasePayload(at position: Int64) throws -> Bool {
        session.keep(RecentDecisions(), in: context.recent)
        return try session.execute("DELETE FROM payload WHERE org = $1 AND position = $2", [.integer(position)]) > 0
    }
}

extension AuditEntry {
    /// The leaf's bytes: canonical JSON without free text; what the entry holds of that is behind the commitment.
    func leaf(_ commitment: SaltedCommitment?) -> [UInt8] {
        JSON.canonical(capacity: 256) { writer in
            writer.object { leaf in
                if let agent { leaf.member("agent", agent.text) }
                leaf.member("at", at.milliseconds)
                if charterVersion > 0 { leaf.member("charter", Int64(charterVersion)) }
                leaf.member("kind", kind.rawValue)
                if let commitment { leaf.member("payload", commitment.digest.hex) }
                leaf.member("subject", subject)
                leaf.member("word", word)
            }
        }
    }
}
