import Execution
import Testing

@Suite struct PaceTests {
    @Test(arguments: 0..<60) func `R130 no window of the platform ever sees more than it allows`(seed: UInt64) {
        var random = seed &+ 1
        func draw(_ bound: UInt64) -> Int64 {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int64((random >> 33) % bound)
        }
        let burst = 1 + draw(9)
        let tokens = burst + 1 + draw(50)
        let window = 1_000_000_000 * (1 + draw(60))
        var pace = Pace(tokens: tokens, per: .nanoseconds(window), burst: burst, at: 0)
        var now: Int64 = 0
        var taken: [(at: Int64, cost: Int64)] = []
        for _ in 0..<300 {
            let cost = 1 + draw(UInt64(burst))
            switch pace.take(cost, at: now) {
            case .go: taken.append((now, cost))
            case .wait(let time): now += Int64(time / .nanoseconds(1)) + draw(3)
            case nil: Issue.record("a cost within the burst was refused")
            }
            now += draw(3) == 0 ? draw(2_000_000_000) : 0
        }
        for (index, one) in taken.enumerated() {
            let inWindow = taken[index...].prefix { $0.at < one.at + window }.reduce(0) { $0 + $1.cost }
            #expect(inWindow <= tokens, "seed \(seed)")
        }
        #expect(taken.count > 40)
    }

    @Test func `a wait that is waited for is enough, and a clock that stands still gives nothing`() {
        var pace = Pace(tokens: 11, per: .seconds(10), burst: 1, at: 5)
        #expect(pace.take(at: 5) == .go)
        #expect(pace.take(at: 5) == .wait(.seconds(1)))
        #expect(pace.take(at: 4) == .wait(.seconds(1)))
        #expect(pace.take(at: 1_000_000_005) == .go)
    }

    @Test func `a cost over the burst never fits`() {
        var pace = Pace(tokens: 11, per: .seconds(10), burst: 2, at: 0)
        #expect(pace.take(3, at: 0) == nil)
    }

    @Test func `after a refusal of the platform the bucket is empty`() {
        var pace = Pace(tokens: 20, per: .seconds(10), burst: 10, at: 0)
        pace.drain(at: 0)
        #expect(pace.take(at: 0) == .wait(.seconds(1)))
    }
}
