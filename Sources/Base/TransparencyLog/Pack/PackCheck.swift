internal import Cryptography

/// One check of a pack while it is under way; `PackVerifier` says in which order.
struct PackCheck {
    let pack: any PackReading
    let threads: Int
    var verdict = PackVerdict()
    /// The files that are there.
    var present: [String: UInt64] = [:]
    var manifest = PackManifest(origin: "", edge: Frontier(), end: 0, segment: 1, files: [])
    /// The manifest's files by path.
    var listed: [String: PackManifest.File] = [:]
    var keys: KeyChain?
    var signed = SignedRoots()

    init(_ pack: any PackReading, threads: Int) {
        self.pack = pack
        self.threads = threads
    }

    mutating func add(_ finding: PackFinding) { verdict.findings.append(finding) }

    /// Reads what is there and the manifest; throws when there is no manifest to go by.
    mutating func read() throws {
        present = try pack.files()
        guard present.count <= PackLayout.fileLimit else {
            throw NoteError.tooLarge(what: "files", count: present.count, limit: PackLayout.fileLimit)
        }
        manifest = try PackManifest(parsing: contents(of: PackLayout.manifest, limit: PackLayout.manifestLimit))
        verdict.origin = manifest.origin
        verdict.leaves = manifest.leaves
        for file in manifest.files {
            if listed.updateValue(file, forKey: file.path) != nil {
                add(.refused(PackLayout.manifest, problem: "lists `\(file.path)` twice"))
            }
        }
    }

    /// Reads the keys and checks that the log's current one signed the manifest.
    mutating func checkKeys(trusting trusted: NoteKey?) {
        do {
            let keys = try readKeys()
            self.keys = keys
            verdict.key = keys.current
            guard keys.origin == manifest.origin else {
                add(.refused(PackLayout.firstKey, problem: "is of log `\(keys.origin)`, not of `\(manifest.origin)`"))
                return
            }
            if let trusted, !keys.keys.contains(trusted) {
                add(.refused(PackLayout.firstKey, problem: "`\(trusted)` is not among the keys of this log"))
            }
            try checkSignature(by: keys.current)
        } catch {
            add(.refused(PackLayout.manifestNote, problem: "\(error)"))
        }
    }

    private func readKeys() throws -> KeyChain {
        let line = try contents(of: PackLayout.firstKey, limit: 1_024)
        guard line.last == UInt8(ascii: "\n"), let text = String(validating: line.dropLast(), as: UTF8.self) else {
            throw NoteError.malformed("the first key is not one line")
        }
        var notes: [SignedNote] = []
        while notes.count < KeyChain.limit, present[PackLayout.rotation(notes.count + 1)] != nil {
            let bytes = try contents(of: PackLayout.rotation(notes.count + 1), limit: SignedNote.byteLimit)
            notes.append(try SignedNote(parsing: bytes))
        }
        return try KeyChain(NoteKey(parsing: text), rotations: notes)
    }

    private func checkSignature(by key: NoteKey) throws {
        let note = try SignedNote(parsing: contents(of: PackLayout.manifestNote, limit: SignedNote.byteLimit))
        guard note.signatures.count == 1 else { throw NoteError.malformed("the manifest has to have one signature") }
        try note.verify(by: key)
        let manifest = try contents(of: PackLayout.manifest, limit: PackLayout.manifestLimit)
        guard note.text == PackManifest.noteText(origin: key.name, manifest: manifest) else {
            throw NoteError.malformed("the manifest is not the one that was signed")
        }
    }

    func contents(of path: String, limit: Int) throws -> [UInt8] {
        guard let size = present[path] else { throw NoteError.malformed("`\(path)` is missing") }
        guard size <= UInt64(limit) else { throw PackError.fileTooLarge(path: path, limit: limit) }
        return try pack.contents(of: path, limit: Int(size))
    }
}
