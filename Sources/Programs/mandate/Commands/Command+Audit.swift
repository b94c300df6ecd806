import Cryptography
import Engine
import Files
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
        examples: [
            Example("audit verify", "the log of the home"), Example("audit verify pack", "a pack, offline"),
            Example("audit verify --against /mnt/usb/latest", "nothing was rewritten since that checkpoint"),
        ]
    ) { call in
        let outside = try (call.line.values["against"] ?? []).map { path throws(Failure) in
            try InputFile.read(path, limit: 65_536)
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
        options: [Option(name: "out", value: "DIR", summary: "the folder to make")],
        examples: [Example("audit export --out pack", "leaves, checkpoints, proofs, report.html, verify.py")]
    ) { call in
        guard let out = call.line.value("out") else { throw Failure(.usage, "say where: `--out DIR`") }
        return try await OpenHome.with(call) { home in
            let folder: PackFolder
            do { folder = try PackFolder(making: out) } catch let error as PackFolderError {
                throw Failure(.conflict, "\(error); choose a folder that is not there yet")
            }
            try await home.keeper.export(to: folder, key: try await home.logKey()) { error in
                (error as? StorageError)?.kind == .full
            }
            let size = try await home.store.read { view in try view.logSize() }
            call.output.line("exported the log to `\(out)`", .good)
            call.output.note("next: mandate audit verify \(out), or python3 \(out)/verify.py")
            call.output.result(["entries": .integer(size), "out": .string(out)])
            return .ok
        }
    }

    static let auditCheckpoint = Command(
        name: "audit checkpoint", summary: "sign the log as it is now, and take the note out of the house",
        details: """
            A folder named once with `--to` gets a copy of every later checkpoint too, and is asked before each: a home that was
            put back is seen by what lies outside it, and its log is then begun again under a new name.
            """,
        options: [
            Option(name: "to", value: "DIR", summary: "put a copy there: another disk, a share, a git folder"),
            Option(name: "forget", summary: "the folder of `--to` gets no more copies"),
        ],
        examples: [
            Example("audit checkpoint", "print the signed note"),
            Example("audit checkpoint --to /mnt/usb", "and keep it there"),
        ]
    ) { call in
        let directory = call.line.value("to").map { HomeChoice.absolute($0) }
        let isForgotten = call.line.has("forget")
        guard directory != nil || !isForgotten else { throw Failure(.usage, "name the folder to forget: `--to DIR`") }
        return try await OpenHome.with(call) { home in
            // The folder is asked before anything is signed.
            if let directory { try HomeCheckpoints(home.folder.paths).copy(to: directory, !isForgotten) }
            let note = try await home.keepCheckpoint()
            let size = try await home.keeper.keys().checkpoint(in: note).size
            if let directory, !isForgotten {
                let path = "\(directory)/checkpoint-\(size)"
                do throws(FileError) {
                    try DurableFile.replace(path, with: Array(note.description.utf8), mode: 0o644)
                } catch {
                    throw Failure(.failed, error.message)
                }
                call.output.note("kept at `\(path)`; next: mandate audit verify --against \(path)")
            }
            if !call.output.isJSON { call.output.data(note.description) }
            call.output.result(["note": .string(note.description), "size": .integer(Int64(clamping: size))])
            return .ok
        }
    }

    static let auditTail = Command(
        name: "audit tail", summary: "the last entries of the log",
        options: [Option(name: "count", short: "c", value: "N", summary: "how many; 20 by default")],
        examples: [
            Example("audit tail", "the last 20"), Example("audit tail -c 100 --json", "one JSON object a line"),
        ]
    ) { call in
        var count: Int64 = 20
        if let text = call.line.value("count") {
            guard let number = Int64(text), (1...100_000).contains(number) else {
                throw Failure(.usage, "`\(text)` is no count; give a number from `1` to `100000`")
            }
            count = number
        }
        let most = count
        return try await OpenHome.with(call) { home in
            let leaves = try await home.store.read { view in
                try view.leaves(from: max(0, try view.logSize() - most), limit: Int(most))
            }
            var table = Table(["entry", "when", "what", "agent", "subject"], rightAligned: [0])
            for leaf in leaves {
                let fields = try JSON(parsing: leaf.bytes)
                if call.output.isJSON { call.output.json(fields.adding("position", .integer(leaf.position))) }
                let at = fields["at"]?.integerValue.map { Instant(milliseconds: $0).description } ?? ""
                table.add([
                    Table.Cell("\(leaf.position)"), Table.Cell(at),
                    Table.Cell("\(fields["kind"]?.stringValue ?? "") \(fields["word"]?.stringValue ?? "")"),
                    Table.Cell(fields["agent"]?.stringValue ?? ""), Table.Cell(fields["subject"]?.stringValue ?? ""),
                ])
            }
            call.output.table(table)
            return .ok
        }
    }

    static let auditKeyRotate = Command(
        name: "audit key rotate", summary: "hand the log over to a new signing key; the old one signs for it",
        options: [Option(name: "confirm", value: "WORD", summary: "has to be `rotate`: a severe act")],
        examples: [Example("audit key rotate --confirm=rotate", "the old key signs the new one")]
    ) { call in
        guard call.line.value("confirm") == "rotate" else {
            throw Failure(.usage, "this changes the key that signs the log; add `--confirm=rotate`")
        }
        return try await OpenHome.with(call) { home in
            let keys = HomeKeys(home.folder.paths)
            let key = try await home.logKey()
            let rotation = try keys.prepareRotation(SystemRandomBytes())
            try await home.keeper.rotate(from: key, to: rotation.heir)
            try rotation.finish()
            let heir = rotation.heir.verifyingKey.description
            call.output.line("the log's key is now \(heir)", .good)
            call.output.result(["key": .string(heir)])
            return .ok
        }
    }
}

/// Where a pack lies.
enum PackPath {
    /// The path, where something is there.
    static func check(_ path: String) throws(Failure) -> String {
        do { _ = try PackFolder(path).files() } catch {
            throw Failure(.notFound, "there is no pack at `\(path)`; make one with `mandate audit export --out DIR`")
        }
        return path
    }
}

extension Output {
    fileprivate func verdict(_ report: LogReport, of what: String) -> ExitCode {
        let (verdict, unsigned) = (report.verdict, report.unsigned)
        let size = verdict.leaves.upperBound
        if report.isSound {
            line("\(what): every one of \(size) entries is as it was signed", .good)
            if let root = verdict.root { line("  root \(root.base64), \(verdict.checkpoints) checkpoints") }
        } else {
            line("\(what): not as it was signed", .bad)
            for finding in verdict.findings { line("  \(finding.description)", .bad) }
            for text in unsigned { line("  \(text)", .bad) }
        }
        if report.erased > 0 { line("  \(report.erased) payloads were erased, each on record") }
        for origin in report.origins { line("  \(origin.words)", .warn) }
        result([
            "begun_again": report.origins.map(\.words).json,
            "checkpoints": verdict.checkpoints.json, "entries": .integer(Int64(clamping: size)),
            "erased": report.erased.json,
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
