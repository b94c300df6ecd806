import Cryptography
import TransparencyLog

/// W7: records of 512 bytes in a Merkle log with a signed checkpoint every thousand, exported as a pack; verifying reads the
/// pack again, computes every hash, checks every signature, and finds a flipped byte.
struct LogBench {
    private let scratch: Scratch
    private let count: Int
    private let syncEvery: Int
    private let origin = "mandate.example/bench"
    private let key: SigningKey

    init(_ line: BenchLine, count: Int, syncEvery: Int) throws {
        guard let key = SigningKey(seed: Array(0..<32)) else { throw UsageError("the key cannot be made") }
        self.key = key
        self.count = count
        self.syncEvery = syncEvery
        scratch = try Scratch(in: line.scratch)
    }

    func run() throws -> Figures {
        defer { scratch.remove() }
        try checkRecords()
        let path = "\(scratch.path)/pack"
        let writing = Meter()
        let making = try export(to: path)
        let appended = writing.read()
        var wall: [Double] = []
        var processor: [Double] = []
        for _ in 0..<5 {
            let meter = Meter()
            guard PackVerifier(PackFolder(path)).verify().isIntact else { throw WrongAnswer("the pack is not intact") }
            let reading = meter.read()
            wall.append(reading.seconds)
            processor.append(reading.processorSeconds)
        }
        try checkFlip(path)
        var figures = Figures("W7", peer: "mandate/ed-1000", n: count)
        let each = 1e6 / Double(count)
        figures.set("fsync_every", syncEvery)
        figures.set("append_per_s", Int(Double(count) / max(appended.seconds - making, 1e-9)))
        figures.set("append_cpu_us", max(appended.processorSeconds - making, 0) * each, places: 2)
        figures.set("verify_per_s", Int(Double(count) / Figures.median(wall)))
        figures.set("verify_secs", Figures.median(wall))
        figures.set("verify_cpu_us", Figures.median(processor) * each, places: 2)
        figures.set("bytes_per", try PackFolder(path).files().values.reduce(0) { $0 + Int($1) } / count)
        figures.set("syncs", appended.syncs)
        figures.set("rss_mb", Meter.peakMegabytes())
        return figures
    }

    /// Writes the pack; answers how long making the records alone took.
    private func export(to path: String) throws -> Double {
        let keys = KeyChain(try NoteKey(name: origin, key: key.verifyingKey))
        var writer = PackWriter(to: try SyncedFolder(path), keys: keys)
        var edge = Frontier()
        var making = Duration.zero
        let clock = ContinuousClock()
        for first in stride(from: 0, to: count, by: 1_000) {
            var records: [[UInt8]] = []
            making += clock.measure { records = (first..<min(first + 1_000, count)).map(LogRecord.bytes) }
            for record in records {
                let hash = MerkleTree.leafHash(record)
                edge.append(hash)
                try writer.append(record, hash: hash)
            }
            var signer = try CheckpointSigner(newLog: origin, key: key)
            try writer.add(signer.sign(size: edge.size, root: edge.root, proof: nil) { _ in })
        }
        try writer.finish(report: "<p>bench</p>", key: key)
        return making.inSeconds
    }

    private func checkRecords() throws {
        var hash = SHA256()
        for number in 0..<1_000 { hash.update(LogRecord.bytes(number)) }
        guard hash.finish().hex == "b3f09e85d5b5d65cce1d9e34d35a41451b35f4b3ae836dd82a81068f161fdb92" else {
            throw WrongAnswer("the records are not the shared ones")
        }
    }

    private func checkFlip(_ path: String) throws {
        let verdict = PackVerifier(FlippedPack(PackFolder(path))).verify()
        guard verdict.firstDamagedLeaf != nil else { throw WrongAnswer("a flipped byte was not found") }
    }
}

/// One record of the audit workload.
enum LogRecord {
    static func bytes(_ number: Int) -> [UInt8] {
        let text = """
            {"seq":\(padded(number, 10)),"ts":\(1_780_000_000 + number),"agent":"budget-agent","charter":"ch-7f31",\
            "type":"decision.executed","campaign":"cmp-\(padded(number % 100_000, 8))","tool":"adjust_campaign_budget",\
            "args":{"new_daily_budget_cents":\(padded(5_000 + number % 90_000, 6)),"currency":"EUR"},\
            "reason":"ROAS above target; increasing by 10 percent","inputs_sha256":"\(hex(UInt64(number * 7_919), 64))",\
            "policy":"guardrails@12","verdict":"allow","fired":[],"approver":null,"outcome":"applied",\
            "latency_us":\(padded(number % 99_991, 5)),"trace":"\(hex(UInt64(number * 104_729), 32))"}
            """
        let bytes = Array(text.utf8)
        return bytes + Array(repeating: 0x20, count: max(0, 512 - bytes.count))
    }
}

/// A pack on disk of which one bit of one leaf is read wrong.
private struct FlippedPack: PackReading {
    private let pack: PackFolder

    init(_ pack: PackFolder) { self.pack = pack }

    func files() throws -> [String: UInt64] { try pack.files() }

    func read(_ path: String, at offset: UInt64, into buffer: inout [UInt8], from start: Int) throws -> Int {
        let count = try pack.read(path, at: offset, into: &buffer, from: start)
        if path.hasPrefix("leaves/"), offset == 0, count > 100 { buffer[start + 100] ^= 1 }
        return count
    }
}
