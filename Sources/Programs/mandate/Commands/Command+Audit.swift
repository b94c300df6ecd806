import Cryptography
import Engine
import Files
import Glibc
import Home
import Schemas
import Storage
import TransparencyLog
import Vocabulary

extension Command {
    static let auditVerify = Command(
        name: "audit verify", summary: "check the log, or a pack that was exported, down to every bit",
        details: "Exits 7 where anything is not as it was signed, and names the first entry that is not.",
        arguments: [
            Argument(
                name: "PACK", summary: "a folder made by `audit export`; the home's log where it is left out",
                isOptional: true)
        ],
        options: [
            Option(
                name: "against", value: "CHECKPOINT", summary: "a checkpoint that was kept elsewhere", repeats: true)
        ],
        result: .object(
            .field("begun_again", .texts, "names under which the log was signed before it was begun again"),
            .field("checkpoints", .count, "how many checkpoints were checked"),
            .field("entries", .count, "how many entries there are"),
            .field(
                "erased", .count.orNull,
                "how many payloads of the home were erased, each on record; null for a pack, where an erasure is an entry like others"
            ),
            .field("findings", .texts, "what is not as it was signed"),
            .field("first_damaged", .count.orNull, "the first entry that is not as it was; null where none is named"),
            .field("root", .text.orNull, "the hash of it all in Base64; null where it could not be worked out"),
            .field("verified", .boolean, "whether everything is as it was signed")),
        examples: [
            Example("audit verify", "the log of the home"), Example("audit verify pack", "a pack, offline"),
            Example("audit verify --against /mnt/usb/checkpoint-188", "nothing was rewritten since that checkpoint"),
        ]
    ) { call in
        let outside = try (call.line.values["against"] ?? []).map { path throws(Failure) in
            let bytes = try InputFile.read(path, limit: 65_536)
            do throws(NoteError) { _ = try SignedNote(parsing: bytes) } catch {
                throw Failure(
                    .usage,
                    "`\(path)` is no checkpoint: \(error); name a file that `mandate audit checkpoint --to DIR` left")
            }
            return bytes
        }
        if let pack = call.line.word(0) {
            _ = try PackPath.check(pack)
            let verdict = PackVerifier(PackFolder(pack)).verify(against: outside)
            return call.output.verdict(LogReport(verdict), of: "pack `\(pack)`")
        }
        return try await OpenHome.at(try HomeChoice.path(call.line)) { home in
            let report = try await home.keeper.verify(against: outside, staff: home.team)
            return call.output.verdict(report, of: "log")
        }
    }

    static let auditExport = Command(
        name: "audit export", summary: "write the log as a pack that proves itself, with a readable report",
        details: """
            With `--period` the report, the payloads and the proofs (of at most 10,000 entries, the last of it) are those of these
            days in UTC, and of every erasure, so that nobody is handed more than they ask for. All leaves are there in any case: they hold no text, and
            the tree is made of them.
            """,
        options: [
            Option(name: "out", value: "DIR", summary: "the folder to make"),
            Option(
                name: "period", value: "P", summary: "the days it is about: `2017-07-01/2017-09-30` or `2017-07-01/P3M`"
            ), .dryRun,
        ],
        result: .object(
            .field("entries", .count, "how many entries it is about"), .field("out", .text, "the folder")),
        examples: [
            Example("audit export --out pack", "leaves, checkpoints, proofs, report.html, verify.py"),
            Example("audit export --out october --period 2017-10-01/P1M", "for an auditor who asks about October"),
        ]
    ) { call in
        var period: Period?
        if let text = call.line.value("period") { period = try Period(option: text) }
        guard let out = call.line.value("out") else { throw Failure(.usage, "say where: `--out DIR`") }
        return try await OpenHome.with(call, rehearses: true) { home in
            let folder: PackFolder
            do { folder = try PackFolder(making: out) } catch let error as PackFolderError {
                throw Failure(
                    .conflict,
                    "the pack cannot be made: \(error); name a folder that is not there yet, in one that is")
            }
            guard !home.isRehearsal else {
                try folder.removeEmpty()
                // The export itself is an entry.
                let entries =
                    try await home.keeper.count(in: period)
                    + (period.map { ($0.first...$0.last).contains(home.now.utcDate) } ?? true ? 1 : 0)
                call.output.line("\(numbered(entries, "entry", "entries")) would be exported to `\(out)`")
                call.output.result(["entries": entries.json, "out": .string(out)])
                return .ok
            }
            let entries = try await home.keeper.export(to: folder, key: try await home.logKey(), period: period) {
                error in
                (error as? StorageError)?.kind == .full
            }
            call.output.line(
                "exported the log to `\(out)`"
                    + (period.map { ", \(numbered(entries, "entry", "entries")) of \($0)" } ?? ""),
                .good)
            call.output.note("next: mandate audit verify \(out), or python3 \(out)/verify.py")
            call.output.result(["entries": entries.json, "out": .string(out)])
            return .ok
        }
    }

    static let auditKeyRotate = Command(
        name: "audit key rotate", summary: "hand the log over to a new signing key; the old one signs for it",
        options: [Option(name: "confirm", value: "WORD", summary: "has to be `rotate`: a severe act"), .dryRun],
        result: .object(
            .field("key", .digits64, "the public half of the new key; with `-n` of the one that it would follow")),
        examples: [Example("audit key rotate --confirm=rotate", "the old key signs the new one")]
    ) { call in
        guard call.line.value("confirm") == "rotate" || call.line.has("dry-run") else {
            throw Failure(.usage, "this changes the key that signs the log; add `--confirm=rotate`")
        }
        return try await OpenHome.with(call, rehearses: true) { home in
            let keys = HomeKeys(home.folder.paths)
            let key = try await home.logKey()
            guard !home.isRehearsal else {
                call.output.line(
                    "the log's key \(key.verifyingKey) would sign for a new one, and sign no more after it")
                call.output.result(["key": .string(key.verifyingKey.description)])
                return .ok
            }
            let rotation = try keys.prepareRotation(SystemRandomBytes())
            try await home.keeper.rotate(from: key, to: rotation.heir)
            try rotation.finish()
            let heir = rotation.heir.verifyingKey.description
            call.output.line("the log's key is now \(heir)", .good)
            call.output.note("next: mandate audit checkpoint --to DIR, so that its first word lies elsewhere")
            call.output.result(["key": .string(heir)])
            return .ok
        }
    }
}

/// Where a pack lies.
enum PackPath {
    /// The path, where a pack is there, also one of which something was taken away; a folder that never was one is named as that.
    static func check(_ path: String) throws(Failure) -> String {
        guard unsafe access(path, F_OK) == 0 else {
            throw Failure(.notFound, "there is no pack at `\(path)`; make one with `mandate audit export --out DIR`")
        }
        let marks = ["manifest.json", "verify.py", "report.html"]
        guard marks.contains(where: { unsafe access("\(path)/\($0)", F_OK) == 0 }) else {
            throw Failure(
                .notFound,
                "`\(path)` is no pack: it has none of manifest.json, verify.py and report.html; name a folder that "
                    + "`mandate audit export --out DIR` made")
        }
        do { _ = try PackFolder(path).files() } catch {
            throw Failure(.notVerified, "pack `\(path)`: not as it was signed: \(error)")
        }
        return path
    }
}

extension Output {
    fileprivate func verdict(_ report: LogReport, of what: String) -> ExitCode {
        let (verdict, unsigned) = (report.verdict, report.unsigned)
        let size = verdict.leaves.upperBound
        if report.isSound {
            let entries = size == 1 ? "its one entry" : "every one of \(size) entries"
            line("\(what): \(entries) is as it was signed", .good)
            if let root = verdict.root { line("  root \(root.base64), \(numbered(verdict.checkpoints, "checkpoint"))") }
        } else {
            line("\(what): not as it was signed", .bad)
            for finding in verdict.findings { line("  \(finding.description)", .bad) }
            for text in unsigned { line("  \(text)", .bad) }
        }
        if let erased = report.erased, erased > 0 {
            line("  \(numbered(erased, "payload was", "payloads were")) erased, each on record")
        }
        for origin in report.origins { line("  \(origin.words)", .warn) }
        result([
            "begun_again": report.origins.map(\.words).json,
            "checkpoints": verdict.checkpoints.json, "entries": .integer(Int64(clamping: size)),
            "erased": report.erased.map(\.json) ?? nil,
            "findings": (verdict.findings.map(\.description) + unsigned).json,
            "first_damaged": verdict.firstDamagedLeaf.map { .integer(Int64(clamping: $0)) } ?? nil,
            "root": verdict.root.map { .string($0.base64) } ?? nil, "verified": .bool(report.isSound),
        ])
        return report.isSound ? .ok : .notVerified
    }
}

extension JSON {
    /// The object with one more member.
    func adding(_ key: String, _ value: JSON) -> JSON {
        guard var object = objectValue else { return self }
        object[key] = value
        return .object(object)
    }
}
