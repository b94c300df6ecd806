/// A place where transactions keep a value that is costly to read again, such as the head of the log.
///
/// Make one as a constant for each thing kept. The engine forgets the value whenever the rows behind it may have
/// changed without the keeper's doing; so a reader always has a way to load it again.
public final class CacheSlot<Value: Sendable>: Sendable {
    /// An empty slot, different from every other.
    public init() {}
}
