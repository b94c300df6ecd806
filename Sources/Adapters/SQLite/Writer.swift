import Storage

/// The one connection that writes, on its own thread: takes what is waiting and commits it with one sync.
///
/// A group first runs without savepoints, which copy every page they touch. If a closure throws after it has
/// written, the group is undone and run again with a savepoint each: throwing is rare, refusals are values.
final class Writer {
    private let connection: Connection
    private let session: Session
    private let memory = Memory()
    private let queue: WorkQueue
    private let settings: SQLiteSettings
    private var upkeep: Upkeep
    private var dataVersion: Int64

    init(_ settings: SQLiteSettings, _ queue: WorkQueue, migrations: [Migration]) throws {
        self.settings = settings
        self.queue = queue
        connection = try Connection(settings, as: .writer)
        try Migrator(connection).bring(to: migrations)
        session = Session(connection, memory: memory)
        upkeep = Upkeep(settings)
        dataVersion = try connection.dataVersion()
    }

    /// Works until the queue ends, on what was taken from it already first.
    func serve(_ first: [Work]) {
        if !first.isEmpty { perform(first[...]) }
        while let group = queue.next(atMost: settings.groupLimit) {
            perform(group[...])
            if !queue.isEnded { lookAfterLog() }
        }
        do throws(StorageError) { try connection.emptyLogOnClose() } catch { stopIfNeeded(error) }
    }

    private func lookAfterLog() {
        do throws(StorageError) {
            try upkeep.look(after: connection)
        } catch {
            stopIfNeeded(error)
        }
    }

    /// After a failed write nothing more is written: the kernel may have forgotten what it had accepted.
    private func stopIfNeeded(_ error: StorageError) {
        if error.stopsWriting { queue.stop(error.asReasonToStop) }
    }

    // MARK: A group

    private func perform(_ group: ArraySlice<Work>) {
        do throws(StorageError) {
            try begin()
        } catch {
            return undo(group, because: error)
        }
        for index in group.indices {
            let changesBefore = connection.totalChanges
            guard let error = attempt(group[index]) else { continue }
            if connection.isOutsideTransaction {
                undo(group[...index], because: given(error))
                return goOn(with: group[(index + 1)...])
            }
            group[index].failure = error
            if connection.totalChanges == changesBefore { continue }
            return performApart(group)
        }
        commit(group)
    }

    private func goOn(with rest: ArraySlice<Work>) {
        if rest.isEmpty { return }
        if let trouble = queue.trouble {
            for work in rest { work.finish(trouble) }
        } else {
            perform(rest)
        }
    }

    /// The same group again, each closure with a savepoint of its own.
    private func performApart(_ group: ArraySlice<Work>) {
        memory.forgetEverything()
        do throws(StorageError) {
            try connection.run(.rollback)
            try begin()
        } catch {
            return undo(group, because: error)
        }
        for index in group.indices {
            group[index].failure = nil
            do throws(StorageError) {
                try connection.run(.mark)
                group[index].failure = attempt(group[index])
                if group[index].failure != nil, !connection.isOutsideTransaction { try connection.run(.undo) }
                try connection.run(.keep)
            } catch {
                let cause = group[index].failure.map(given) ?? error
                undo(group[...index], because: cause)
                return goOn(with: group[(index + 1)...])
            }
        }
        commit(group)
    }

    private func begin() throws(StorageError) {
        try connection.run(.beginWriting)
        let version = try connection.dataVersion()
        if version == dataVersion { return }
        dataVersion = version
        memory.forgetEverything()
        settings.onForeignChange?()
    }

    /// Runs one closure; what it kept in memory goes with it when it fails.
    private func attempt(_ work: Work) -> (any Error)? {
        do {
            try session.lend(to: work)
            memory.accept()
            return nil
        } catch {
            memory.undo()
            return error
        }
    }

    private func commit(_ group: ArraySlice<Work>) {
        do throws(StorageError) {
            try connection.run(.commit)
        } catch {
            return undo(group, because: error.whileCommitting)
        }
        for work in group { work.finish(work.failure) }
    }

    /// The error that ended a transaction, as the engine's own kind.
    private func given(_ error: any Error) -> StorageError {
        session.lost ?? error as? StorageError
            ?? StorageError(.io, .retry, "the transaction ended by itself; do it again")
    }

    /// Tells everyone in a group that nothing of it was committed; those who failed alone hear their own reason.
    private func undo(_ group: ArraySlice<Work>, because error: StorageError) {
        memory.forgetEverything()
        if !connection.isOutsideTransaction {
            do throws(StorageError) {
                try connection.run(.rollback)
            } catch {
                queue.stop(error.asReasonToStop)
            }
        }
        stopIfNeeded(error)
        for work in group { work.finish(work.failure ?? error) }
    }
}
