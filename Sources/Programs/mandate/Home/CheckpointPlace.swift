import Engine
import Files
import Glibc
import Governance
import TransparencyLog
import Vocabulary

/// Where signed checkpoints go so that they are not in the hands of who holds the home.
enum CheckpointPlace: Hashable, Sendable {
    /// A folder that is there.
    case folder(String)
    /// A command that takes the note on its standard input.
    case command(String)

    /// A folder where one is there, else a command.
    init(_ text: String) {
        var status = stat()
        let isFolder = unsafe stat(text, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        self = isFolder ? .folder(text) : .command(text)
    }

    /// Takes a note there.
    /// - Returns: the file, or the command.
    func take(_ note: SignedNote, size: UInt64) throws(Failure) -> String {
        switch self {
        case .folder(let folder):
            let path = "\(folder)/checkpoint-\(size)"
            do throws(FileError) {
                try DurableFile.replace(path, with: Array(note.description.utf8), mode: 0o644)
            } catch { throw Failure(.failed, error.message) }
            return path
        case .command(let command):
            try CheckpointPlace.run(command, with: note.description)
            return command
        }
    }

    /// Runs a command of the person's own with the note as its input; `timeout` ends it after 30 s.
    private static func run(_ command: String, with text: String) throws(Failure) {
        let quoted = "'" + command.replacing("'", with: "'\\''") + "'"
        guard let pipe = unsafe popen("exec timeout 30 sh -c \(quoted) >/dev/null", "w") else {
            throw Failure(.failed, "`\(command)` could not be started")
        }
        // A command that ended without reading says why by its exit code.
        let isWritten = unsafe fputs(text, pipe) >= 0
        let status = unsafe pclose(pipe)
        guard status & 0x7F == 0, isWritten || status == 0 else {
            throw Failure(.failed, "`\(command)` was ended before it had the checkpoint")
        }
        let code = status >> 8 & 0xFF
        guard code == 0 else {
            let why = code == 124 ? "took longer than 30 s" : "ended with \(code)"
            throw Failure(.failed, "`\(command)` \(why), so the checkpoint may not be there; run it by hand to see why")
        }
    }
}

extension OpenHome {
    private static let setting = "checkpoints_to"

    /// Keeps where checkpoints go after every run; nil for nowhere.
    func keepCheckpoints(at place: String?) async throws {
        try await store.write { view in try view.set(OpenHome.setting, to: place ?? "") }
    }

    /// After a run: signs the log and takes the note to where it was told. The run stands whatever becomes of that; an alarm
    /// says when it went wrong.
    func takeCheckpointOut(_ output: Output) async throws {
        let note = try await keepCheckpoint()
        guard let place = try await store.read({ view in try view.setting(OpenHome.setting) }), !place.isEmpty else {
            return
        }
        let size = try await keeper.keys().checkpoint(in: note).size
        do {
            let kept = try CheckpointPlace(place).take(note, size: size)
            output.detail("checkpoint of \(size) entries at `\(kept)`")
        } catch {
            output.note("alarm: the checkpoint was not taken out: \(error.message)")
            let (now, why) = (now, error.message)
            try await store.write { view in
                try view.append(
                    AuditEntry(
                        .alarm, at: now, subject: "log", word: "checkpoint_not_out", payload: Array(why.utf8)))
            }
        }
    }
}
