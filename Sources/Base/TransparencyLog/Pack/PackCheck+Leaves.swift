internal import Cryptography

extension PackCheck {
    /// Reads the checkpoints of the pack and those from outside and checks their signatures.
    mutating func checkCheckpoints(outside: [[UInt8]]) {
        guard let keys else { return }
        let paths = manifest.files.map(\.path).filter { $0.hasPrefix("checkpoints/") && present[$0] != nil }
        let pack = pack
        let leaves = manifest.leaves
        let sizes = paths.map { Int(min(present[$0] ?? 0, UInt64(SignedNote.byteLimit))) }
        let read = inParallel(paths.count, threads: threads) { index -> Result<SignedRoots.Claim, any Error> in
            Result {
                let note = try SignedNote(parsing: pack.contents(of: paths[index], limit: sizes[index]))
                let state = try keys.checkpoint(in: note)
                guard paths[index] == PackLayout.checkpoint(of: state.size), leaves.lowerBound <= state.size,
                    state.size <= leaves.upperBound
                else { throw NoteError.malformed("a checkpoint of size `\(state.size)` does not belong here") }
                return SignedRoots.Claim(size: state.size, root: state.root, isOutside: false)
            }
        }
        for (path, result) in zip(paths, read) {
            switch result {
            case .success(let claim): signed.add(claim)
            case .failure(let error): add(.refused(path, problem: "\(error)"))
            }
        }
        let covered = signed.sizes.last ?? manifest.leaves.lowerBound
        if covered < manifest.leaves.upperBound || signed.claims.isEmpty {
            add(.unsigned(from: covered, to: max(manifest.leaves.upperBound, covered + 1)))
        }
        for bytes in outside { signed.addOutside(bytes, keys: [keys]) }
    }

    /// Computes the tree from the leaves, in parallel by parts, and compares it with every root that was signed.
    mutating func checkLeaves() {
        let parts = self.parts
        let pack = pack
        let checks = inParallel(parts.count, threads: threads) { index in
            var part = parts[index]
            do {
                part.listed = try listedHashes(of: part.leaves, in: pack)
                return Result<SegmentCheck, any Error>.success(SegmentCheck(part, in: pack))
            } catch {
                return .failure(error)
            }
        }
        var findings: [PackFinding] = []
        var done: [SegmentCheck] = []
        for (part, check) in zip(parts, checks) {
            switch check {
            case .success(let check):
                findings += check.findings
                verdict.payloads += check.payloads
                done.append(check)
            case .failure(let error):
                let path = PackLayout.hashes(from: part.leaves.lowerBound)
                findings.append(.refused(path, problem: "\(error)"))
            }
        }
        findings.forEach { add($0) }
        if done.count == parts.count && done.allSatisfy(\.isComplete) { checkRoots(of: done) }
    }

    private var parts: [SegmentCheck.Part] {
        let sizes = signed.sizes
        var next = sizes.startIndex
        return segments.enumerated().map { index, leaves in
            while next < sizes.endIndex && sizes[next] <= leaves.lowerBound { next += 1 }
            var wanted: [UInt64] = []
            while next < sizes.endIndex && sizes[next] < leaves.upperBound {
                wanted.append(sizes[next])
                next += 1
            }
            let payloads = PackLayout.payloads(from: leaves.lowerBound)
            return SegmentCheck.Part(
                leaves: leaves, edge: index == 0 ? manifest.edge : Frontier(), sizes: wanted + [leaves.upperBound],
                payloads: present[payloads] == nil ? nil : payloads)
        }
    }

    private mutating func checkRoots(of parts: [SegmentCheck]) {
        var edge = manifest.edge
        var roots: [UInt64: Digest] = [edge.size: edge.root]
        for (index, part) in parts.enumerated() {
            let before = index == 0 ? Frontier() : edge
            for (size, grown) in part.edges {
                edge = before
                edge.append(contentsOf: grown)
                roots[size] = edge.root
            }
        }
        verdict.root = edge.root
        let comparison = signed.compare(roots, leaves: manifest.leaves)
        verdict.checkpoints = comparison.fitting
        comparison.findings.forEach { add($0) }
    }

    /// Checks every proof that the pack hands on against the last root.
    mutating func checkProofs() {
        guard present[PackLayout.proofs] != nil, let root = verdict.root else { return }
        do {
            let bytes = try contents(of: PackLayout.proofs, limit: PackLayout.proofsLimit)
            let proofs = try PackProofs(parsing: bytes, size: manifest.leaves.upperBound)
            for (index, proof) in proofs.proofs.enumerated() where !proof.proof.isValid(leaf: proof.leaf, root: root) {
                throw NoteError.malformed("the proof in line `\(index + 1)` does not hold")
            }
        } catch {
            add(.refused(PackLayout.proofs, problem: "\(error)"))
        }
    }
}

/// The hashes that the pack lists for some leaves; throws unless there is one for each.
private func listedHashes(of leaves: Range<UInt64>, in pack: any PackReading) throws -> [Digest] {
    let count = Int(leaves.upperBound - leaves.lowerBound)
    let path = PackLayout.hashes(from: leaves.lowerBound)
    let bytes = try pack.contents(of: path, limit: count * Digest.byteCount)
    guard let hashes = Digest.list(bytes), hashes.count == count else {
        throw NoteError.malformed("does not list `\(count)` hashes")
    }
    return hashes
}
