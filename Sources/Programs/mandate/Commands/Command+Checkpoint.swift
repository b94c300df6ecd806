import Engine
import Home
import Schemas
import TransparencyLog
import Vocabulary

extension Command {
    static let auditCheckpoint = Command(
        name: "audit checkpoint", summary: "sign the log as it is now, and take the note out of the house",
        details: """
            Only a checkpoint that lies elsewhere shows a rewrite by who holds the home and its key. A command gets the note on
            its standard input and has 30 seconds. Where a note cannot be taken out after a run, the run stands and an alarm
            is logged. A folder named once with `--to` gets a copy of every later checkpoint too, and is asked before each is
            signed: a home that was put back is seen by what lies outside it.
            """,
        options: [
            Option(
                name: "to", value: "DIR|COMMAND",
                summary: "a folder that is there (another disk, a share), or a command that takes the note"),
            Option(name: "forget", summary: "the folder of `--to` gets no more copies and is not asked"),
            Option(name: "after-every-run", summary: "do the same after every run from now on; `--to none` ends it"),
        ],
        examples: [
            Example("audit checkpoint", "print the signed note"),
            Example("audit checkpoint --to /mnt/usb", "and keep it there"),
            Example("audit checkpoint --to /mnt/usb --after-every-run", "now, and after every run"),
            Example("audit checkpoint --to 'ssh vault cat \">>\" notes'", "hand it to a command"),
        ]
    ) { call in
        let target = call.line.value("to")
        guard target != nil || !call.line.has("after-every-run") else {
            throw Failure(.usage, "say where: `--to DIR`, `--to COMMAND`, or `--to none`")
        }
        guard target != "none" || call.line.has("after-every-run") else {
            throw Failure(.usage, "`--to none` goes with `--after-every-run`")
        }
        let isForgotten = call.line.has("forget")
        guard target != nil || !isForgotten else { throw Failure(.usage, "name the folder to forget: `--to DIR`") }
        return try await OpenHome.with(call) { home in
            // The folder is asked before anything is signed.
            let places = HomeCheckpoints(home.folder.paths)
            if let target, isForgotten {
                try places.copy(to: HomeChoice.absolute(target), false)
            } else if let target, case .folder(let directory) = CheckpointPlace(target) {
                try places.copy(to: HomeChoice.absolute(directory), true)
            }
            let note = try await home.keepCheckpoint()
            let size = try await home.keeper.keys().checkpoint(in: note).size
            if let target, target != "none", !isForgotten {
                let place = try CheckpointPlace(target).take(note, size: size)
                call.output.note("kept at `\(place)`; next: mandate audit verify --against CHECKPOINT")
            }
            if call.line.has("after-every-run") { try await home.keepCheckpoints(at: target == "none" ? nil : target) }
            if !call.output.isJSON { call.output.data(note.description) }
            call.output.result(["note": .string(note.description), "size": .integer(Int64(clamping: size))])
            return .ok
        }
    }
}
