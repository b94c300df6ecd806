import Engine
import Home
import Schemas
import TransparencyLog
import Vocabulary

extension Command {
    static let auditCheckpoint = Command(
        name: "audit checkpoint", summary: "sign the log as it is now, and take the note out of the house",
        details: """
            Only a checkpoint that lies elsewhere shows a rewrite by who holds the home and its key. A place that is named once
            with `--to` gets one now and after every run, until `--forget`. A folder holds the newest one at every signature and
            is asked before the next is made, so that a home that was put back is seen; a command gets the note on its standard
            input and has 30 seconds. Where a note cannot be taken out after a run, the run stands and an alarm is logged.
            """,
        options: [
            Option(
                name: "to", value: "DIR|COMMAND",
                summary: "a folder that is there (another disk, a share), or a command that takes the note"),
            Option(name: "once", summary: "only now; the place is not remembered"),
            Option(name: "forget", summary: "the place of `--to` gets none any more"), .dryRun,
        ],
        result: .object(
            .field("note", .text, "the signed note"), .field("places", .texts, "where one goes after every run"),
            .field("size", .count, "how many entries it signs")),
        examples: [
            Example("audit checkpoint", "print the signed note, and where notes go"),
            Example("audit checkpoint --to /mnt/usb", "keep it there, now and after every run"),
            Example("audit checkpoint --to 'ssh vault cat \">>\" notes'", "hand it to a command"),
            Example("audit checkpoint --to /mnt/usb --forget", "no more of them there"),
        ]
    ) { call in
        let target = call.line.value("to")
        for option in ["once", "forget"] where target == nil && call.line.has(option) {
            throw Failure(.usage, "`--\(option)` needs the place: `--to DIR|COMMAND`")
        }
        guard !(call.line.has("once") && call.line.has("forget")) else {
            throw Failure(.usage, "`--once` and `--forget` exclude each other")
        }
        return try await OpenHome.with(call, rehearses: true) { home in
            let places = HomeCheckpoints(home.folder.paths)
            if let target, call.line.has("forget") {
                let place = try CheckpointPlace(known: target, in: try places.places)
                if !home.isRehearsal { try places.remember(place, false) }
            } else if let target, home.isRehearsal {
                let place = try CheckpointPlace(target)
                call.output.note(
                    "it would be taken to `\(place.words)`" + (call.line.has("once") ? "" : ", now and after every run")
                )
            } else if let target {
                try await home.takeOut(to: CheckpointPlace(target), isOnce: call.line.has("once"), call.output)
            }
            let note = try await home.keepCheckpoint()
            let size = try await home.keeper.keys().checkpoint(in: note).size
            if !call.output.isJSON { call.output.data(note.description) }
            let named = try places.places.map(\.words)
            for place in named { call.output.note("one goes to `\(place)` after every run") }
            call.output.result([
                "note": .string(note.description), "places": named.json, "size": .integer(Int64(clamping: size)),
            ])
            return .ok
        }
    }
}

extension OpenHome {
    /// Takes a checkpoint to a place now, and remembers the place once that went well. A folder is asked first whether it holds
    /// what this log does not go on from.
    fileprivate func takeOut(to place: CheckpointPlace, isOnce: Bool, _ output: Output) async throws {
        let places = HomeCheckpoints(folder.paths)
        let isNew = try !places.places.contains(place)
        if !isOnce, case .folder = place { try places.remember(place, true) }
        let note = try await keepCheckpoint()
        let size = try await keeper.keys().checkpoint(in: note).size
        let kept: String
        do { kept = try place.take(note, size: size) } catch {
            if isNew { try places.remember(place, false) }
            throw error
        }
        if !isOnce { try places.remember(place, true) }
        output.note("kept at `\(kept)`; next: mandate audit verify --against CHECKPOINT")
    }
}

extension CheckpointPlace {
    /// The place that a person names to end it: also one that is not there any more.
    fileprivate init(known text: String, in places: [CheckpointPlace]) throws(Failure) {
        let folder = HomeChoice.absolute(text)
        guard let known = places.first(where: { $0.words == text || $0 == .folder(folder) }) else {
            let names = places.map { "`\($0.words)`" }.joined(separator: ", ")
            throw Failure(
                .notFound,
                "no checkpoint goes to `\(text)`; " + (places.isEmpty ? "none goes anywhere" : "they go to \(names)"))
        }
        self = known
    }
}
