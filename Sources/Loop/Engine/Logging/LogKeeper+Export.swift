public import Cryptography
import Governance
import Schemas
public import TransparencyLog
public import Vocabulary

extension LogKeeper {
    /// Writes the log as a pack that proves itself: leaves, checkpoints, keys, proofs, payloads, a readable report, a manifest
    /// that covers every file, and the small checker. With a period (days in UTC) every leaf is still there, since the tree is
    /// made of them; payloads, proofs and the report are those of the period's entries, and of erasures. Where `isFull` says of an
    /// error that there is no room left, the pack is made all the same, and its last checkpoint is in the pack alone.
    /// - Returns: how many entries the report is about.
    public func export(
        to folder: PackFolder, key: SigningKey, period: Period? = nil, isFull: (any Error) -> Bool = { _ in false }
    ) async throws -> Int {
        let now = surroundings.now()
        var last: SignedNote
        do {
            try await store.write { view in
                try view.append(AuditEntry(.exported, at: now, subject: "log", word: "exported", payload: []))
            }
            last = try await checkpoint(key: key)
        } catch  where isFull(error) { last = try await sign(key: key).note }
        let keys = try await keys()
        let notes = try await store.read { view in try view.checkpoints() }.map {
            try SignedNote(parsing: Array($0.utf8))
        }
        var bySize: [UInt64: SignedNote] = [:]
        for note in notes where note.origin == keys.origin { bySize[try keys.checkpoint(in: note).size] = note }
        let end = try keys.checkpoint(in: last).size
        bySize[end] = last
        var writer = PackWriter(to: folder, keys: keys)
        if let first = bySize[0] { try writer.add(first) }
        var report = PackReport(period)
        var proving: [UInt64] = []
        var next: Int64 = 0
        while next < Int64(end) {
            let from = next
            let page = try await store.read { view in try view.leaves(from: from, limit: 1_000) }
            var meant: [LogLeaf] = []
            for leaf in page where leaf.position < Int64(end) {
                let isMeant = try leaf.isIn(period)
                if isMeant { meant.append(leaf) }
                try writer.append(leaf.bytes, hash: Digest(leaf.hash), openings: isMeant ? leaf.openings : [])
                if let note = bySize[UInt64(leaf.position) + 1] { try writer.add(note) }
            }
            proving += meant.map { UInt64($0.position) }
            let (told, telling) = (report, meant)
            report = try await store.read { view in
                var report = told
                for leaf in telling { try report.add(leaf, in: view) }
                return report
            }
            guard let last = page.last else { break }
            next = last.position + 1
        }
        let proofs = proving.suffix(period == nil ? 1_000 : 10_000)
        try writer.finish(report: report.page(keys.origin, at: now).html, proving: Array(proofs), key: key)
        return proving.count
    }

    /// How many entries a report on a period is about, or on all of the log.
    public func count(in period: Period?) async throws -> Int {
        var count = 0
        try await eachLeaf { count += try $0.isIn(period) ? 1 : 0 }
        return count
    }
}

extension LogLeaf {
    /// Whether the entry was made on one of the days of a period, in UTC, or says what was erased, which may be of these days; all of
    /// them where there is none.
    fileprivate func isIn(_ period: Period?) throws -> Bool {
        guard let period else { return true }
        let fields = try JSON(parsing: bytes)
        if fields["kind"]?.stringValue == AuditKind.erased.rawValue { return true }
        guard let at = fields["at"]?.integerValue else { return false }
        return (period.first...period.last).contains(Instant(milliseconds: at).utcDate)
    }
}
