import Schemas
import Vocabulary

extension EngineView {
    /// Visits every entry of the log since a run began, oldest first, each with what its leaf says; none for a run that is not here.
    func eachEntry(since run: RunID, _ visit: (LogLeaf, JSON) throws -> Void) throws {
        guard var next = try position(of: run) else { return }
        while true {
            let page = try leaves(from: next, limit: 1_000)
            for leaf in page { try visit(leaf, JSON(parsing: leaf.bytes)) }
            guard page.count == 1_000, let end = page.last else { return }
            next = end.position + 1
        }
    }
}
