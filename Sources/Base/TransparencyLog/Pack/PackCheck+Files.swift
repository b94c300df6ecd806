internal import Cryptography

extension PackCheck {
    /// Compares the files that are there with the manifest: none more, none less, of the right size and content.
    mutating func checkFiles() {
        let outside: Set = [PackLayout.manifest, PackLayout.manifestNote]
        for path in present.keys.sorted() where listed[path] == nil && !outside.contains(path) {
            add(.unexpected(path))
        }
        for file in manifest.files {
            guard let size = present[file.path] else {
                add(.missing(file.path))
                continue
            }
            if size != file.size { add(.altered(file.path)) }
        }
        checkNames()
        checkContents()
    }

    /// The manifest has to list what its own numbers ask for, and nothing that nobody would check.
    private mutating func checkNames() {
        var wanted: Set = [PackLayout.report, PackLayout.checker, PackLayout.proofs, PackLayout.firstKey]
        var allowed: Set<String> = []
        for segment in segments {
            let hashes = PackLayout.hashes(from: segment.lowerBound)
            let leaves = PackLayout.leaves(from: segment.lowerBound)
            wanted.formUnion([hashes, leaves])
            allowed.insert(PackLayout.payloads(from: segment.lowerBound))
            if let file = listed[leaves], file.content != .hashes(hashes) {
                add(.refused(PackLayout.manifest, problem: "does not tie `\(leaves)` to `\(hashes)`"))
            }
        }
        for number in 0..<(keys?.rotations.count ?? 0) { wanted.insert(PackLayout.rotation(number + 1)) }
        for path in wanted.sorted() where listed[path] == nil { add(.missing(path)) }
        for file in manifest.files where !wanted.contains(file.path) && !allowed.contains(file.path) {
            if !file.path.hasPrefix("checkpoints/") { add(.unexpected(file.path)) }
        }
    }

    var segments: [Range<UInt64>] { PackLayout.segments(of: manifest.leaves, segment: manifest.segment) }

    private mutating func checkContents() {
        let pack = pack
        let files = manifest.files.filter { present[$0.path] == $0.size }
        let leaves = Set(segments.map { PackLayout.leaves(from: $0.lowerBound) })
        let findings = inParallel(files.count, threads: threads) { index -> PackFinding? in
            let file = files[index]
            guard case .sha256(let digest) = file.content else {
                return leaves.contains(file.path) ? nil : .unexpected(file.path)
            }
            do {
                return try sha256(of: file.path, in: pack) == digest ? nil : .altered(file.path)
            } catch {
                return .refused(file.path, problem: "cannot be read: \(error)")
            }
        }
        for finding in findings { if let finding { add(finding) } }
    }
}

/// The hash of a whole file, read in pieces; throws what reading throws.
private func sha256(of path: String, in pack: any PackReading) throws -> Digest {
    var file = BufferedFile(path, in: pack, piece: 1 << 16)
    var hash = SHA256()
    while true {
        let count = try file.available()
        guard count > 0 else { return hash.finish() }
        hash.update(file.buffer.span.extracting(file.start..<file.start + count))
        file.take(count)
    }
}
