/// A file of a pack, read from its beginning in large pieces; only a piece of it is ever in memory.
struct BufferedFile {
    private static let piece = 1 << 19

    private let pack: any PackReading
    private let path: String
    private var readTo: UInt64 = 0
    private var isAtEnd = false
    private(set) var buffer: [UInt8]
    /// Where in `buffer` the bytes begin that were not taken yet.
    private(set) var start = 0
    private var end = 0

    init(_ path: String, in pack: any PackReading, piece: Int = piece) {
        self.pack = pack
        self.path = path
        buffer = [UInt8](repeating: 0, count: piece)
    }

    /// Makes sure that `count` bytes stand at `start`; false when the file ends before. Throws what reading throws.
    mutating func has(_ count: Int) throws -> Bool {
        if end - start >= count { return true }
        return try fill(count)
    }

    /// Moves on by `count` bytes, which `has` has answered for.
    mutating func take(_ count: Int) { start += count }

    /// The whole number in the four bytes at `start + offset`, smallest first.
    func length(at offset: Int = 0) -> Int {
        let at = start + offset
        return Int(buffer[at]) | Int(buffer[at + 1]) << 8 | Int(buffer[at + 2]) << 16 | Int(buffer[at + 3]) << 24
    }

    /// How many bytes stand at `start`, after reading another piece if there were none.
    mutating func available() throws -> Int {
        _ = try has(1)
        return end - start
    }

    private mutating func fill(_ count: Int) throws -> Bool {
        let kept = end - start
        buffer.replaceSubrange(0..<kept, with: Array(buffer[start..<end]))
        if buffer.count < count { buffer.append(contentsOf: repeatElement(0, count: count - buffer.count)) }
        (start, end) = (0, kept)
        while end < count && !isAtEnd {
            let room = buffer.count - end
            let got = try pack.read(path, at: readTo, into: &buffer, from: end)
            isAtEnd = got < room
            end += got
            readTo += UInt64(got)
        }
        return end >= count
    }
}
