internal import Cryptography

/// The check of one part of a pack: its leaves, their listed hashes and their payloads.
struct SegmentCheck: Sendable {
    /// The edge of a tree at each size that was asked for, and at the end.
    private(set) var edges: [(size: UInt64, edge: Frontier)] = []
    private(set) var payloads = 0
    private(set) var findings: [PackFinding] = []

    /// Whether every leaf could be read, so that `edges` says what the tree is.
    private(set) var isComplete = false
    private let part: Part

    /// What a part of a pack is said to be.
    struct Part: Sendable {
        /// Its leaves.
        let leaves: Range<UInt64>
        /// Their hashes as the pack lists them.
        var listed: [Digest] = []
        /// Where the tree begins to grow: the pack's own edge for its first part, an empty one for the others.
        let edge: Frontier
        /// The sizes, ascending and within the part, at which the edge is wanted.
        let sizes: [UInt64]
        /// The file of its payloads, if it has one.
        let payloads: String?
    }

    /// Checks all of a part, up to the first leaf that is wrong.
    init(_ part: Part, in pack: any PackReading) {
        self.part = part
        do {
            try check(in: pack)
        } catch {
            let path = PackLayout.leaves(from: part.leaves.lowerBound)
            findings.append(.refused(path, problem: "cannot be read: \(error)"))
        }
    }

    private mutating func check(in pack: any PackReading) throws {
        var file = BufferedFile(PackLayout.leaves(from: part.leaves.lowerBound), in: pack)
        var payloads = try PayloadFile(part.payloads, in: pack)
        var edge = part.edge
        var sizes = part.sizes[...]
        for (position, listed) in zip(part.leaves, part.listed) {
            guard let length = try nextLeaf(of: &file, at: position) else { return }
            let hash = Self.leafHash(in: file, length: length)
            guard hash == listed else {
                findings.append(.leaf(position, problem: "its bytes and its hash differ"))
                return
            }
            if payloads.next == position {
                let leaf = Array(file.buffer[file.start + 4..<file.start + 4 + length])
                try check(&payloads, of: leaf, at: position)
            }
            file.take(4 + length)
            edge.append(hash)
            if sizes.first == position + 1 {
                edges.append((position + 1, edge))
                sizes.removeFirst()
            }
        }
        isComplete = true
        let end = part.leaves.upperBound
        if try file.has(1) { findings.append(.leaf(end, problem: "not signed, the file goes on after its last leaf")) }
        if payloads.next != nil { findings.append(.payload(leaf: end, problem: "out of order or without a leaf")) }
    }

    private mutating func nextLeaf(of file: inout BufferedFile, at position: UInt64) throws -> Int? {
        guard try file.has(4) else {
            findings.append(.leaf(position, problem: "missing, the file ends before it"))
            return nil
        }
        let length = file.length()
        guard 1...PackLayout.leafLimit ~= length else {
            findings.append(.leaf(position, problem: "its length reads `\(length)`"))
            return nil
        }
        guard try file.has(4 + length) else {
            findings.append(.leaf(position, problem: "cut short, the file ends within it"))
            return nil
        }
        return length
    }

    /// The last byte of a leaf's length is 0, which is the prefix of a leaf in the hash: both are hashed in one go.
    private static func leafHash(in file: BufferedFile, length: Int) -> Digest {
        SHA256.hash(file.buffer.span.extracting(file.start + 3..<file.start + 4 + length))
    }

    private mutating func check(_ file: inout PayloadFile, of leaf: [UInt8], at position: UInt64) throws {
        while file.next == position {
            guard let opening = try file.take() else {
                findings.append(.payload(leaf: position, problem: "cut short or over its limit"))
                return
            }
            guard opening.isHeld(by: leaf) else {
                findings.append(.payload(leaf: position, problem: "not what the leaf commits to"))
                return
            }
            payloads += 1
        }
    }
}

extension [UInt8] {
    /// Whether `part`, which is not empty, stands anywhere in these bytes.
    func contains(_ part: [UInt8]) -> Bool {
        guard count >= part.count else { return false }
        for start in 0...count - part.count where self[start] == part[0] {
            if self[start..<start + part.count].elementsEqual(part) { return true }
        }
        return false
    }
}
