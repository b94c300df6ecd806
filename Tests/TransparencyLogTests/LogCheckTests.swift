import Cryptography
import Testing
import TransparencyLog

@Suite struct LogCheckTests {
    private func check(
        _ log: SampleLog, checkpoints: [Int] = [40, 80], by other: SampleLog? = nil, outside: [SignedNote] = [],
        hashes: [Digest]? = nil
    ) throws -> PackVerdict {
        let notes = try checkpoints.map { try (other ?? log).checkpoint($0).bytes }
        var check = LogCheck(keys: log.keys, checkpoints: notes, outside: outside.map(\.bytes))
        for (index, leaf) in log.leaves.enumerated() {
            check.take(leaf, hash: hashes?[index], openings: log.openings[index].map { [$0] } ?? [])
        }
        return check.finished()
    }

    @Test func `a log in use is intact, with leaves that nobody signed yet`() throws {
        let log = try SampleLog(100)
        let verdict = try check(log, checkpoints: [0, 40, 80], outside: [log.checkpoint(13)], hashes: log.hashes)
        #expect(verdict.isIntact, "\(verdict.findings)")
        #expect(verdict.checkpoints == 3)
        #expect(verdict.leaves == 0..<100)
        #expect(verdict.payloads == log.openings.count)
        #expect(verdict.root == frontier(log.hashes).root)
    }

    @Test func `P23 an altered leaf is named by its hash, or else by the checkpoints around it`() throws {
        let log = try SampleLog(100, payloads: false)
        for index in stride(from: 0, to: 100, by: 9) {
            var altered = log
            altered.leaves[index][0] ^= 1
            #expect(try check(altered, by: log, hashes: log.hashes).firstDamagedLeaf == UInt64(index))
            let verdict = try check(altered, by: log)
            let expected: [PackFinding] = index < 40 ? [.range(0, 40)] : index < 80 ? [.range(40, 80)] : []
            #expect(verdict.findings == expected)
        }
    }

    @Test func `P24 a log cut or written anew is seen by its checkpoints`() throws {
        let log = try SampleLog(100)
        #expect(try !check(SampleLog(70), by: log).isIntact)
        #expect(try !check(SampleLog(100, seed: 2), by: log).isIntact)
        let forged = try SampleLog(100, seed: 2)
        #expect(try check(forged).isIntact, "alone it cannot be seen")
        #expect(try !check(forged, outside: [log.checkpoint(50)]).isIntact)
        #expect(try !check(log, outside: [log.checkpoint(50, by: 7)]).isIntact)
    }

    @Test func `a payload that its leaf does not commit to is named`() throws {
        var log = try SampleLog(10)
        log.openings[3] = log.openings[6]
        #expect(
            try check(log, checkpoints: []).findings == [.payload(leaf: 3, problem: "not what the leaf commits to")])
    }
}
