import Glibc
import Storage

/// A thread of one's own for work that blocks, so that the shared pool never waits for a disk.
enum OwnThread {
    private final class Body {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    /// Starts a thread that runs `body` and then ends; nobody joins it.
    static func start(_ body: @escaping @Sendable () -> Void) throws(StorageError) {
        let context = unsafe Unmanaged.passRetained(Body(body))
        var thread = pthread_t()
        let result = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context.toOpaque())
        if result != 0 {
            unsafe context.release()
            throw StorageError(.io, .retry, "the system gave no thread; close other programs", code: result)
        }
        pthread_detach(thread)
    }
}
