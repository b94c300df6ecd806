internal import Cryptography
internal import Schemas

/// What a pack is said to hold. Its canonical JSON is what the log's key signs.
struct PackManifest: Hashable, Sendable {
    /// One file and what its content has to be.
    struct File: Hashable, Sendable {
        let path: String
        let size: UInt64
        let content: Content
    }

    /// What fixes a file's bytes.
    enum Content: Hashable, Sendable {
        /// The hash of the file.
        case sha256(Digest)
        /// The hashes of its leaves, which that other file lists. There is one way to write given leaves, so
        /// this fixes every byte, and nothing has to be hashed twice.
        case hashes(String)
    }

    let origin: String
    /// The first leaf of the pack, and how many the log had when it was written.
    let leaves: Range<UInt64>
    /// The edge of the tree before the first leaf.
    let edge: Frontier
    /// Every how many leaves a new file begins.
    let segment: UInt64
    /// All files but the manifest and its signature, by path.
    let files: [File]

    init(origin: String, edge: Frontier, end: UInt64, segment: UInt64, files: [File]) {
        self.origin = origin
        leaves = edge.size..<end
        self.edge = edge
        self.segment = segment
        self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// The canonical JSON.
    var bytes: [UInt8] {
        JSON.canonical(capacity: 1_024 + 160 * files.count) { writer in
            writer.object { writer in
                writer.key("edge")
                writer.array { writer in for hash in edge.hashes { writer.string(hash.hex) } }
                writer.key("files")
                writer.array { writer in for file in files { file.write(to: &writer) } }
                writer.member("first", Int64(leaves.lowerBound))
                writer.member("format", PackLayout.format)
                writer.member("origin", origin)
                writer.member("segment", Int64(segment))
                writer.member("size", Int64(leaves.upperBound))
            }
        }
    }

    init(parsing bytes: [UInt8]) throws {
        let json = try JSON(parsing: bytes, limits: JSONLimits(bytes: PackLayout.manifestLimit, depth: 8))
        let fields = try JSONFields(json, at: "manifest")
        let format = try fields.string("format")
        guard format == PackLayout.format else { throw NoteError.malformed("the pack's format is `\(format)`") }
        let whole: ClosedRange<Int64> = 0...(1 << 53 - 1)
        let first = UInt64(try fields.integer("first", in: whole))
        let end = UInt64(try fields.integer("size", in: whole))
        let segment = UInt64(try fields.integer("segment", in: 1...65_536))
        let hashes = try fields.array("edge") { json throws(JSONShapeError) in try String(json: json) }
        let edge = Frontier(size: first, hashes: hashes.compactMap { Digest(hex: $0) })
        guard first <= end, segment.nonzeroBitCount == 1, let edge, edge.hashes.count == hashes.count else {
            throw NoteError.malformed("the manifest's leaves, segment and edge do not fit together")
        }
        guard (end - first) / segment < UInt64(PackLayout.fileLimit) else {
            throw NoteError.malformed("the manifest asks for more than `\(PackLayout.fileLimit)` files")
        }
        let origin = try fields.string("origin")
        let files = try fields.array("files") { json throws(JSONShapeError) in try File(json) }
        try fields.end()
        self.init(origin: origin, edge: edge, end: end, segment: segment, files: files.compactMap(\.self))
        guard self.files.count == files.count, self.bytes == bytes else {
            throw NoteError.malformed("the manifest is not written in its one form")
        }
    }
}

extension PackManifest.File {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            if case .hashes(let hashes) = content { writer.member("hashes", hashes) }
            writer.member("path", path)
            if case .sha256(let digest) = content { writer.member("sha256", digest.hex) }
            writer.member("size", Int64(size))
        }
    }

    /// Reads one entry; nothing when its hash is no hash.
    fileprivate init?(_ json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "file")
        path = try fields.string("path")
        size = UInt64(try fields.integer("size", in: 0...(1 << 53 - 1)))
        let digest = try fields.optionalString("sha256")
        let hashes = try fields.optionalString("hashes")
        try fields.end()
        switch (digest, hashes) {
        case (let digest?, nil):
            guard let digest = Digest(hex: digest) else { return nil }
            content = .sha256(digest)
        case (nil, let hashes?): content = .hashes(hashes)
        default: return nil
        }
    }
}

extension PackManifest {
    /// The text that the log's key signs. Its second line holds a space, so it can never be read as a checkpoint.
    static func noteText(origin: String, manifest: [UInt8]) -> String {
        "mandate audit pack\norigin \(origin)\nsha256 \(SHA256.hash(manifest).hex)\n"
    }
}
