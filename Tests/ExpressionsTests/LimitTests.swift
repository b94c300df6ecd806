import Expressions
import Foundation
import Testing

@Suite struct LimitTests {
    private func compiles(_ text: String) throws -> Bool {
        let declarations = try Bench().declarations
        do throws(ExpressionError) { _ = try Expression(compiling: text, against: declarations) } catch {
            return false
        }
        return true
    }

    @Test func `P37 a text of 4096 bytes compiles and one byte more does not`() throws {
        #expect(try compiles("1" + String(repeating: " ", count: Limits.sourceBytes - 1)))
        #expect(try !compiles("1" + String(repeating: " ", count: Limits.sourceBytes)))
    }

    @Test func `P37 parts and levels are counted, at the limit and one over it`() throws {
        func list(_ count: Int) -> String {
            "[\(Array(repeating: "1", count: count).joined(separator: ","))]"
        }
        #expect(try compiles(list(Limits.parts - 1)))
        #expect(try !compiles(list(Limits.parts)))
        func nested(_ open: String, _ close: String, _ count: Int) -> String {
            String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
        }
        for (open, close) in [
            ("(", ")"), ("[", "]"), ("-(", ")"), ("- ", ""), ("true ? 1 : ", ""), ("1 + (", ")"),
        ] {
            let deepest = try #require(
                (1...Limits.nesting).last { (try? compiles(nested(open, close, $0))) == true })
            #expect(deepest >= Limits.nesting / 2 - 1, "\(open)")
            #expect(try !compiles(nested(open, close, deepest + 1)), "\(open)")
        }
        #expect(try compiles(Array(repeating: "entity.live", count: 250).joined(separator: " && ")))
    }

    @Test func `P37 an evaluation stops at its cost, also inside of a side that would be forgiven`() throws {
        let labels = (0..<5000).map { Value.string("label \($0)") }
        let bench = try Bench(["entity.labels": .list(labels), "facts": .map([:])])
        let costly = "entity.labels == entity.labels"
        #expect(try bench.value(costly) == .bool(true))
        #expect(try bench.reason(costly, cost: 1000) == .cost)
        #expect(try bench.reason("\(costly) || true", cost: 1000) == nil)
        #expect(try bench.reason("\(costly) || !has(facts.x)", cost: 1000) == .cost)
        let often = Array(repeating: "'x' in entity.labels", count: 30).joined(separator: " || ")
        #expect(try bench.reason(often) == .cost)
        guard case .error(let error) = try bench.compile(often).holds(bench.frame) else {
            Issue.record("a costly condition has to fail")
            return
        }
        #expect(error.reason == .cost)
    }

    @Test func `P37 texts and lists over their limits are errors`() throws {
        let long = String(repeating: "a", count: Limits.textBytes)
        let bench = try Bench([
            "entity.status": .string(long), "entity.labels": .list(Array(repeating: .null, count: 6000)),
        ])
        #expect(try bench.value("size(entity.status)") == .int(Int64(Limits.textBytes)))
        #expect(try bench.reason("entity.status + 'a'") == .tooLarge)
        #expect(try bench.reason("entity.labels + entity.labels") == .tooLarge)
        let over = Value.list(Array(repeating: .null, count: Limits.elements + 1))
        let filled = try Bench(["anything": over, "entity.status": .string(long + "a")])
        #expect(try filled.reason("anything == 1") == .tooLarge)
        let condition = try filled.compile("entity.status == 'a'")
        #expect(condition.holds(filled.frame) == .error(EvaluationError(reason: .tooLarge, offset: 0)))
    }

    @Test func `P37 values nested deeper than the limit are an error, not a crash`() throws {
        var value = Value.int(1)
        for _ in 0..<Limits.nesting * 5 { value = .list([value]) }
        #expect(try Bench(["anything": value]).reason("anything == anything") == .tooLarge)
    }

    @Test func `the deepest expression compiles and evaluates on a stack of 1 MiB`() async throws {
        let levels = Limits.nesting - 2
        let deep =
            String(repeating: "1 + (", count: levels) + "entity.purchases"
            + String(repeating: ")", count: levels)
        let bench = try Bench(["entity.purchases": .int(1)])
        let result = await withCheckedContinuation { continuation in
            let thread = Thread {
                let value = try? bench.value(deep)
                _ = try? bench.compile(String(repeating: "[", count: 4000))
                _ = try? bench.compile(String(repeating: "has({'a': [", count: 300))
                continuation.resume(returning: value)
            }
            thread.stackSize = 1024 * 1024
            thread.start()
        }
        #expect(result == .int(Int64(Limits.nesting - 1)))
    }
}
