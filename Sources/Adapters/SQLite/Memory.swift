import Storage

/// What transactions keep for later ones. It is never ahead of what is committed: a closure that is undone takes its
/// values back, a group that is undone empties it.
final class Memory {
    private struct Key: Hashable {
        let slot: ObjectIdentifier
        let organisation: OrganisationKey
    }

    private struct Entry {
        let slot: AnyObject
        let value: any Sendable
    }

    private var entries: [Key: Entry] = [:]
    private var before: [(key: Key, entry: Entry?)] = []

    func value<Value>(of slot: CacheSlot<Value>, for organisation: OrganisationKey) -> Value? {
        entries[Key(slot: ObjectIdentifier(slot), organisation: organisation)]?.value as? Value
    }

    func keep<Value>(_ value: Value, in slot: CacheSlot<Value>, for organisation: OrganisationKey) {
        let key = Key(slot: ObjectIdentifier(slot), organisation: organisation)
        before.append((key, entries.updateValue(Entry(slot: slot, value: value), forKey: key)))
    }

    func forget<Value>(_ slot: CacheSlot<Value>, for organisation: OrganisationKey) {
        let key = Key(slot: ObjectIdentifier(slot), organisation: organisation)
        if let entry = entries.removeValue(forKey: key) { before.append((key, entry)) }
    }

    /// The closure's values stay, unless its group is undone.
    func accept() {
        before.removeAll(keepingCapacity: true)
    }

    /// Back to what was there before the closure began.
    func undo() {
        while let last = before.popLast() { entries[last.key] = last.entry }
    }

    /// Nothing here is certain any more.
    func forgetEverything() {
        before.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
    }
}
