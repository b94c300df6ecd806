import Engine
import Files
import Glibc
import Governance
import Home
import TransparencyLog
import Vocabulary

extension CheckpointPlace {
    /// A folder where one is there, else a command.
    /// - Throws: `Failure` for a path at which nothing is, and for a command of several lines.
    init(_ text: String) throws(Failure) {
        var status = stat()
        let isThere = unsafe stat(text, &status) == 0
        guard !(isThere && status.st_mode & S_IFMT == S_IFDIR) else {
            self = .folder(HomeChoice.absolute(text))
            return
        }
        let isPath = text.contains("/") && !text.contains(where: \.isWhitespace)
        let canRun = unsafe access(text, X_OK) == 0
        guard !isPath || (isThere && canRun) else {
            throw Failure(
                .notFound,
                "`\(text)` is neither a folder nor a command that can be run; make the folder first, for example `mkdir \(text)`"
            )
        }
        guard !text.contains(where: \.isNewline) else {
            throw Failure(.usage, "a command has one line; put `\(SafeText.of(text))` into a file and name that")
        }
        self = .command(text)
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
    /// After a run: signs the log and takes the note to every place that was named. The run stands whatever becomes of that; an
    /// alarm says when it went wrong.
    func takeCheckpointOut(_ output: Output) async throws {
        let note = try await keepCheckpoint()
        let places = try HomeCheckpoints(folder.paths).places
        guard !places.isEmpty else { return }
        let size = try await keeper.keys().checkpoint(in: note).size
        for place in places {
            do {
                let kept = try place.take(note, size: size)
                output.detail("checkpoint of \(numbered(size, "entry", "entries")) at `\(kept)`")
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
}
