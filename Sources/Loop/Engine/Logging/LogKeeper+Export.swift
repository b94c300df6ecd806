public import Cryptography
import Governance
import Schemas
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
                report.add(leaf)
                if let note = bySize[UInt64(leaf.position) + 1] { try writer.add(note) }
            }
            guard let last = page.last else { break }
            next = last.position + 1
        }
        let proving = (0..<end).suffix(1_000)
        try writer.finish(report: report.page(keys.origin, at: now).html, proving: Array(proving), key: key)
    }
}

/// The readable part of a pack: every decision in plain words, every other entry in one line.
struct PackReport {
    private var decisions: [[String]] = []
    private var entries: [[String]] = []
    private var erased = 0

    mutating func add(_ leaf: LogLeaf) {
        let fields: JSON
        do { fields = try JSON(parsing: leaf.bytes) } catch { return }
        let kind = fields["kind"]?.stringValue ?? ""
        let at = fields["at"]?.integerValue.map { Instant(milliseconds: $0).description } ?? ""
        let subject = fields["subject"]?.stringValue ?? ""
        let word = fields["word"]?.stringValue ?? ""
        if fields["payload"] != nil, leaf.opening == nil { erased += 1 }
        entries.append(["\(leaf.position)", at, kind, word, fields["agent"]?.stringValue ?? "", subject])
        guard kind == AuditKind.ruling.rawValue, let payload = leaf.opening?.payload else { return }
        do {
            let decision = try Decision(record: payload)
            let proposal = decision.proposal?.proposal
            decisions.append([
                at, decision.agent.text, proposal?.tool.text ?? "", decision.proposal?.call.subject?.description ?? "",
                decision.ruling.effects.changes.map { "\($0.before) to \($0.after)" }.joined(separator: "; "), word,
                decision.ruling.findings.map(\.message).joined(separator: "; "), proposal?.reason ?? "",
                decision.id.description,
            ])
        } catch { return }
    }

    func page(_ origin: String, at now: Instant) -> ReportPage {
        ReportPage(
            title: "Decisions of \(origin)",
            facts: [
                ("Made", now.description), ("Entries", "\(entries.count)"), ("Decisions", "\(decisions.count)"),
                ("Payloads erased", "\(erased)"),
            ],
            tables: [
                ReportPage.Table(
                    title: "Decisions",
                    columns: [
                        "When", "Agent", "Tool", "Object", "Change", "Ruling", "Rules that spoke", "Reason", "Decision",
                    ], rows: decisions),
                ReportPage.Table(
                    title: "Every entry", columns: ["Position", "When", "Kind", "Word", "Agent", "Subject"],
                    rows: entries),
            ])
    }
}
