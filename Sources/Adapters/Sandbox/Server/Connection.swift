import CSystem
import Glibc

/// One client of the server: what it sent so far and what it still has to get. Never blocks.
@safe final class Connection {
    private let descriptor: FileDescriptor
    private var received: [UInt8] = []
    private var unsent: [UInt8] = []
    /// When the request began that is not whole yet, in the server's nanoseconds.
    private var partSince: Int64?
    /// Set when nothing more is to be read: the rest is sent and the connection closed.
    private(set) var isClosing = false
    private(set) var isGone = false

    /// Takes over an accepted socket.
    init(owning number: Int32) { descriptor = FileDescriptor(owning: number) }

    var number: Int32 { descriptor.number }
    var wantsToWrite: Bool { !unsent.isEmpty }

    /// Reads what is there now; a line that grows beyond the limit ends the connection.
    func read(at now: Int64) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !isClosing, !isGone {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(number, $0.baseAddress, $0.count) }
            guard count > 0 else {
                if count == 0 || errno != EAGAIN && errno != EINTR { isGone = true }
                return
            }
            received.append(contentsOf: buffer[..<count])
            if partSince == nil { partSince = now }
            if received.count > Limits.request, received.firstIndex(of: UInt8(ascii: "\n")) == nil { isGone = true }
            if received.count > 2 * Limits.request { return }
        }
    }

    /// The next whole line, if there is one; what follows it counts as begun now.
    func nextLine(at now: Int64) -> [UInt8]? {
        guard let end = received.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let line = Array(received[..<end])
        received.removeSubrange(...end)
        partSince = received.isEmpty ? nil : now
        return line
    }

    /// Sends a line, now or when the client reads again.
    func send(_ line: [UInt8]) {
        unsent += line + [UInt8(ascii: "\n")]
        flush()
    }

    /// Sends the first bytes of a line and closes.
    func sendPart(_ line: [UInt8], count: Int) {
        unsent += (line + [UInt8(ascii: "\n")]).prefix(count)
        close()
    }

    /// Closes once everything is sent.
    func close() {
        isClosing = true
        flush()
    }

    /// Sends what the client takes now.
    func flush() {
        while !unsent.isEmpty, !isGone {
            let count = unsafe unsent.withUnsafeBytes { unsafe csystem_send(number, $0.baseAddress, $0.count) }
            if count > 0 { unsent.removeFirst(count) } else if count == -Int(EAGAIN) { return } else { isGone = true }
        }
        if isClosing { isGone = true }
    }

    /// Whether the client took too long over a request, or does not read its replies.
    func isTooSlow(at now: Int64) -> Bool {
        if unsent.count > 2 * Limits.reply { return true }
        guard let partSince else { return false }
        return now - partSince > Limits.secondsToSend * 1_000_000_000
    }
}
