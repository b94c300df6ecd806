import Execution
import Testing
import Vocabulary

@Suite struct RetryingTests {
    private let late = Given.start.advanced(by: .seconds(86_400))

    @Test(arguments: 0..<200) func `R129 R221 stops within its limit and never retries an unknown outcome`(seed: UInt64)
    {
        var random = seed
        var retrying = Retrying(giveUpAt: late, seed: seed)
        var now = Given.start
        for attempt in 1...50 {
            random = random &* 6_364_136_223_846_793_005 &+ 1
            let remedy: Remedy = [.retry(after: nil), .retry(after: .seconds(5)), .reconcile][Int(random >> 40) % 3]
            switch retrying.failed(remedy, at: now) {
            case .tryAgain(let at):
                #expect(remedy != .reconcile && at > now && at <= late && attempt < 6)
                if remedy == .retry(after: .seconds(5)) { #expect(at >= now.advanced(by: .seconds(5))) }
                now = at
            case .reconcile:
                #expect(remedy == .reconcile)
                return
            case .askOwner:
                #expect(attempt == 6)
                return
            }
        }
        Issue.record("seed \(seed): it never stopped")
    }

    @Test func `pauses grow and stay under the longest`() {
        var retrying = Retrying(giveUpAt: late, seed: 3, most: 40, longestPause: .seconds(60))
        var pauses: [Int64] = []
        for _ in 0..<20 {
            guard case .tryAgain(let at) = retrying.failed(.retry(after: nil), at: Given.start) else { break }
            pauses.append(at.since(Given.start).wholeMilliseconds)
        }
        #expect(pauses.count == 20)
        #expect((500...1_000).contains(pauses[0]) && (30_000...60_000).contains(pauses[19]))
    }

    @Test func `the same seed pauses alike, another seed does not`() {
        func pause(_ seed: UInt64) -> Retrying.Step {
            var retrying = Retrying(giveUpAt: late, seed: seed, firstPause: .seconds(100))
            return retrying.failed(.retry(after: nil), at: Given.start)
        }
        #expect(pause(1) == pause(1))
        #expect(pause(1) != pause(2))
    }

    @Test func `what comes too late or is refused for good goes to the owner`() {
        var retrying = Retrying(giveUpAt: Given.start.advanced(by: .seconds(10)), seed: 1)
        guard case .askOwner = retrying.failed(.retry(after: .seconds(11)), at: Given.start) else {
            Issue.record("it would try after the deadline")
            return
        }
        var refused = Retrying(giveUpAt: late, seed: 1)
        guard case .askOwner = refused.failed(.giveUp, at: Given.start) else {
            Issue.record("it would try again"); return
        }
    }
}
