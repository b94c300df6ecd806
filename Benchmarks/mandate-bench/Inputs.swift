import Cryptography
import Glibc

/// The shared inputs, read or generated, and held against the digest they must have: then every answer is comparable.
enum Inputs {
    /// How many lines each shared file has.
    static let count = 10_000

    static func campaigns(_ folder: String?) throws -> [[UInt8]] {
        try lines("w1_campaigns.jsonl", "40a64e7c0e039491bdeeda3b35c507fbf37681aecc11a44298c18156f2a99cbf", folder) {
            Campaign($0).line
        }
    }

    static func contexts(_ folder: String?) throws -> [[UInt8]] {
        try lines("w2_contexts.jsonl", "7bb7f4c4428e82d02aa1f03ee1205d3fdda65ff7a3909d382fc6c98a6e881bef", folder) {
            Context($0).line
        }
    }

    static func calls(_ folder: String?) throws -> [[UInt8]] {
        try lines("w3_calls.jsonl", "1a30ec9405569c37ca06f10213dc7c8577e26995b7cabe68723652e4f6c9f0e2", folder) {
            ToolCall(Campaign($0), spoiled: true).line
        }
    }

    private static func lines(
        _ name: String, _ digest: String, _ folder: String?, _ make: (Int) -> String
    ) throws -> [[UInt8]] {
        let lines: [[UInt8]]
        if let folder {
            lines = try read("\(folder)/\(name)").split(separator: 0x0A).map(Array.init)
        } else {
            lines = (0..<count).map { Array(make($0).utf8) }
        }
        var hash = SHA256()
        for line in lines { hash.update(line + [0x0A]) }
        guard hash.finish().hex == digest else { throw WrongAnswer("`\(name)` has not the digest `\(digest)`") }
        return lines
    }

    private static func read(_ path: String) throws -> [UInt8] {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw UsageError("`\(path)` cannot be read") }
        defer { close(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe Glibc.read(file, $0.baseAddress, $0.count) }
            guard count > 0 else { return bytes }
            bytes += piece[..<count]
        }
    }
}
