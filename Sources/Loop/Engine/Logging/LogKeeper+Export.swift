public import Cryptography
import Governance
public import TransparencyLog
import Vocabulary

extension LogKeeper {
    /// Writes the log as a pack that proves itself: leaves, checkpoints, keys, proofs, payloads, a readable report, a manifest
    /// that covers every file, and the small checker. Where `isFull` says of an error that there is no room left, the pack is
    /// made all the same, and its last checkpoint is in the pack alone.
    public func export(to folder: PackFolder, key: SigningKey, isFull: (any Error) -> Bool = { _ in false })
        async throws
    {
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
        var report = PackReport()
        var next: Int64 = 0
        while next < Int64(end) {
            let from = next
            let page = try await store.read { view in try view.leaves(from: from, limit: 1_000) }
            for leaf in page where leaf.position < Int64(end) {
                try writer.append(leaf.bytes, hash: Digest(leaf.hash), openings: leaf.openings)
                if let note = bySize[UInt64(leaf.position) + 1] { try writer.add(note) }
            }
            let told = report
            report = try await store.read { view in
                var report = told
                for leaf in page where leaf.position < Int64(end) { try report.add(leaf, in: view) }
                return report
            }
            guard let last = page.last else { break }
            next = last.position + 1
        }
        let proving = (0..<end).suffix(1_000)
        try writer.finish(report: report.page(keys.origin, at: now).html, proving: Array(proving), key: key)
    }
}
