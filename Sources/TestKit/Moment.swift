/// Something that happens once, on any thread, which a test waits for.
package final class Moment: Sendable {
    private let ends: AsyncStream<Never>
    private let source: AsyncStream<Never>.Continuation

    /// A moment that has not come yet.
    package init() { (ends, source) = AsyncStream.makeStream() }

    /// It has come; said again it changes nothing.
    package func reach() { source.finish() }

    /// Comes back once it has come.
    package func reached() async {
        for await _ in ends {}
    }
}
