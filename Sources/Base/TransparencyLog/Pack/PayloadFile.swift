/// The payloads of one part of a pack: position, salt, length, payload, in the order of the leaves.
struct PayloadFile {
    private var file: BufferedFile?
    /// The leaf that the next payload belongs to; nothing after the last.
    private(set) var next: UInt64?

    /// No payloads, or those in the file of this name.
    init(_ path: String?, in pack: any PackReading) throws {
        guard let path else { return }
        file = BufferedFile(path, in: pack, piece: 1 << 16)
        try look()
    }

    /// The next payload; nothing when the file ends within it or it is over the limit, which is also its end.
    mutating func take() throws -> SaltedCommitment.Opening? {
        next = nil
        guard var file = file else { return nil }
        self.file = nil
        guard try file.has(PackLayout.payloadHeader) else { return nil }
        let salted = 8 + SaltedCommitment.saltByteCount
        let length = file.length(at: salted)
        guard 0...PackLayout.payloadLimit ~= length, try file.has(PackLayout.payloadHeader + length) else { return nil }
        let bytes = file.buffer[file.start..<file.start + PackLayout.payloadHeader + length]
        let salt = Array(bytes.dropFirst(8).prefix(SaltedCommitment.saltByteCount))
        let payload = Array(bytes.dropFirst(PackLayout.payloadHeader))
        file.take(PackLayout.payloadHeader + length)
        self.file = file
        try look()
        return SaltedCommitment.Opening(salt: salt, payload: payload)
    }

    private mutating func look() throws {
        guard try file?.has(1) == true, let isWhole = try file?.has(8), isWhole, let low = file?.length(),
            let high = file?.length(at: 4)
        else {
            next = try file?.has(1) == true ? .max : nil
            return
        }
        next = UInt64(high) << 32 | UInt64(low)
    }

    /// One payload as it stands in the file.
    static func bytes(of opening: SaltedCommitment.Opening, leaf position: UInt64) -> [UInt8] {
        let length = UInt32(opening.payload.count)
        return stride(from: 0, to: 64, by: 8).map { UInt8(position >> UInt64($0) & 255) } + opening.salt
            + length.littleEndianBytes + opening.payload
    }
}

extension UInt32 {
    var littleEndianBytes: [UInt8] { bigEndianBytes.reversed() }
}
