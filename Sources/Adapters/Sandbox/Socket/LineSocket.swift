import CSystem
import Glibc

/// A unix stream socket that carries lines: bytes without a line feed, then one.
@safe struct LineSocket: ~Copyable {
    private let descriptor: FileDescriptor
    private var pending: [UInt8] = []
    private let longestLine: Int

    /// Connects to a listening socket; throws `ENOENT` or `ECONNREFUSED` where nobody listens.
    init(connectingTo path: String, longestLine: Int) throws(SystemError) {
        let number = unsafe csystem_unix_connect(path)
        guard number >= 0 else { throw SystemError("connect to", path, code: number) }
        descriptor = FileDescriptor(owning: number)
        self.longestLine = longestLine
    }

    /// Sends a line and its line feed. On an error part of it may have arrived; the error says how much was handed over.
    func send(_ line: [UInt8], by deadline: Deadline) throws(LineError) {
        let bytes = line + [UInt8(ascii: "\n")]
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes[done...].withUnsafeBytes {
                unsafe csystem_send(descriptor.number, $0.baseAddress, $0.count)
            }
            if count > 0 { done += count; continue }
            guard count == -Int(EAGAIN) || count == -Int(EINTR) else { throw .closed(afterSending: done) }
            guard csystem_wait(descriptor.number, 1, deadline.millisecondsLeft) > 0 else {
                throw .late(afterSending: done)
            }
        }
    }

    /// The next line without its line feed.
    mutating func receive(by deadline: Deadline) throws(LineError) -> [UInt8] {
        var searched = 0
        while true {
            if let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(pending[..<end])
                pending.removeSubrange(...end)
                return line
            }
            guard pending.count <= longestLine else { throw .tooLong }
            searched = pending.count
            try fill(by: deadline)
        }
    }

    private mutating func fill(by deadline: Deadline) throws(LineError) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe read(descriptor.number, $0.baseAddress, $0.count)
            }
            if count > 0 {
                pending.append(contentsOf: buffer[..<count])
                return
            }
            guard count < 0, errno == EAGAIN || errno == EINTR else { throw .closed(afterSending: nil) }
            guard csystem_wait(descriptor.number, 0, deadline.millisecondsLeft) > 0 else {
                throw .late(afterSending: nil)
            }
        }
    }
}

/// Why a line did not arrive.
enum LineError: Error {
    /// The other side closed; nil where the whole request was sent.
    case closed(afterSending: Int?)
    /// The deadline passed; nil where the whole request was sent.
    case late(afterSending: Int?)
    /// The line is longer than we accept.
    case tooLong
}
