import Locks
import Testing

@Suite struct LockTests {
    @Test func `loses no change of many tasks`() async {
        let count = Lock(0)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1_000 { count.withLock { $0 += 1 } }
                }
            }
        }
        #expect(count.withLock { $0 } == 8_000)
    }

    @Test func `gives the value back after an error`() {
        struct Refused: Error {}
        let cell = Lock([1])
        #expect(throws: Refused.self) {
            try cell.withLock { value throws(Refused) in
                value.append(2)
                throw Refused()
            }
        }
        #expect(cell.withLock { $0 } == [1, 2])
    }
}
