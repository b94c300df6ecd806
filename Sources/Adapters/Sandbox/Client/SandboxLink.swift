import Glibc
import Schemas
import Vocabulary

import struct Execution.ConnectorError

/// The one connection of a client, on a queue of its own: calls block there, one after the other.
actor SandboxLink {
    private let home: HomeFolder
    private let starter: SandboxStarter
    private let executor = QueueExecutor(label: "mandate.sandbox.client")
    private var socket: LineSocket?
    private var lastID: Int64 = 0

    /// Runs the calls of this actor on its own queue.
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    init(home: HomeFolder, starter: SandboxStarter) {
        self.home = home
        self.starter = starter
    }

    /// Sends one call and gives its result. Where the server ends meanwhile, what may be asked twice is asked once more, of
    /// the next one; an effect never is.
    func call(_ call: Request.Call, within limit: Duration) throws(ConnectorError) -> (result: JSON, date: Instant?) {
        var deadline = Deadline(in: limit)
        try connect(by: deadline, within: limit)
        // Behind a server that had much to read first a call has its whole time all the same.
        if deadline.isPast { deadline = Deadline(in: limit) }
        lastID += 1
        let request = Request(id: lastID, call: call)
        var outcome = exchange(request, by: deadline)
        if case .failure(.closed) = outcome, !request.isEffect {
            try connect(by: deadline, within: limit)
            outcome = exchange(request, by: deadline)
        }
        switch outcome {
        case .success(let line): return try read(line, request)
        case .failure(let error): throw SandboxLink.lost(error, request)
        }
    }

    private func exchange(_ request: Request, by deadline: Deadline) -> Result<[UInt8], LineError> {
        do throws(LineError) {
            try socket?.send(request.json.canonicalBytes, by: deadline)
            return .success(try receive(by: deadline))
        } catch {
            socket = nil
            return .failure(error)
        }
    }

    private func receive(by deadline: Deadline) throws(LineError) -> [UInt8] {
        guard let line = try socket?.receive(by: deadline) else { throw .closed(afterSending: 0) }
        return line
    }

    private func read(_ line: [UInt8], _ request: Request) throws(ConnectorError) -> (JSON, Instant?) {
        guard let json = try? JSON(parsing: line, limits: Limits.replyJSON), let reply = try? Reply(json: json),
            reply.id == request.id
        else {
            socket = nil
            throw SandboxLink.unclear(request, "the sandbox sent something that is no reply")
        }
        switch reply.body {
        case .result(let result): return (result, reply.date)
        case .error(_, let message, let wait):
            throw SandboxLink.refused(reply.status, message, wait.map { .milliseconds($0) }, request)
        }
    }

    /// Connects where needed and says hello, so that a server that is about to end never gets a request.
    private func connect(by deadline: Deadline, within limit: Duration) throws(ConnectorError) {
        guard socket == nil else { return }
        // A server that is just ending still holds its home, and one started then leaves again: so start anew now and then.
        var nextStart = BootClock.nanoseconds
        var pause: UInt32 = 500
        let longest = Deadline(in: SandboxLink.longestStart)
        while true {
            // One that has its home and does not listen yet reads its file, which takes as long as that is large.
            var isReading = false
            do throws(SystemError) {
                let path = try RuntimeDirectory().socket(ofHome: home.path)
                if greet(path, by: deadline.isPast ? Deadline(in: limit) : deadline) { return }
                isReading = try home.isServed() && !SandboxLink.isListening(path)
                if !isReading, BootClock.nanoseconds >= nextStart {
                    try starter.start(home)
                    nextStart = BootClock.nanoseconds + 500_000_000
                }
            } catch { throw ConnectorError(.retry(after: nil), .unreachable, error.description) }
            guard !deadline.isPast || isReading && !longest.isPast else {
                throw ConnectorError(
                    .retry(after: nil), .unreachable,
                    "the sandbox of `\(home.path)` did not start in time; see `\(home.log)`")
            }
            usleep(pause)
            pause = min(pause * 2, 20_000)
        }
    }

    /// How long a server is waited for that reads what it was told before.
    private static let longestStart = Duration.seconds(120)

    private static func isListening(_ path: String) -> Bool {
        do throws(SystemError) { _ = try LineSocket(connectingTo: path, longestLine: Limits.reply) } catch {
            return false
        }
        return true
    }

    /// Whether the server that runs, if any, has taken what was sent to it before.
    static func isDrained(_ home: HomeFolder, by deadline: Deadline) -> Bool {
        do throws(SystemError) {
            var fresh = try LineSocket(
                connectingTo: try RuntimeDirectory().socket(ofHome: home.path), longestLine: Limits.reply)
            do throws(LineError) {
                try fresh.send(Request(id: 0, call: .hello).json.canonicalBytes, by: deadline)
                _ = try fresh.receive(by: deadline)
                return true
            } catch {
                // A server that ended took what it had not read with it.
                if case .closed = error { return true }
                return false
            }
        } catch { return error.code == ENOENT || error.code == ECONNREFUSED }
    }

    private func greet(_ path: String, by deadline: Deadline) -> Bool {
        do {
            var fresh = try LineSocket(connectingTo: path, longestLine: Limits.reply)
            try fresh.send(Request(id: 0, call: .hello).json.canonicalBytes, by: deadline)
            let line = try fresh.receive(by: deadline)
            guard let reply = try? Reply(json: JSON(parsing: line, limits: Limits.replyJSON)),
                case .result(let result) = reply.body, result["home"]?.stringValue == home.path
            else { return false }
            socket = consume fresh
            return true
        } catch { return false }
    }
}

extension SandboxLink {
    private static func lost(_ error: LineError, _ request: Request) -> ConnectorError {
        switch error {
        case .closed(let sent?), .late(let sent?):
            // The line feed never left, so the platform cannot have acted on the line.
            return ConnectorError(
                .retry(after: nil), .unreachable, "the sandbox took only \(sent) bytes of the request and did nothing")
        case .closed(nil): return unclear(request, "the sandbox closed the connection")
        case .late(nil): return unclear(request, "the sandbox did not answer in time")
        case .tooLong: return unclear(request, "the answer of the sandbox is over \(Limits.reply) bytes")
        }
    }

    /// A read may simply be tried again; an effect may have happened.
    private static func unclear(_ request: Request, _ why: String) -> ConnectorError {
        guard case .effect(let call) = request.call else { return ConnectorError(.retry(after: nil), .unanswered, why) }
        return ConnectorError(.reconcile, .unanswered, "`\(call.effect.entity)` may or may not have changed: \(why)")
    }

    private static func refused(_ status: Int64, _ message: String, _ wait: Duration?, _ request: Request)
        -> ConnectorError
    {
        switch status {
        case 429: ConnectorError(.retry(after: wait), .rateLimited, message)
        case 404: ConnectorError(.giveUp, .notFound, message)
        case 409: ConnectorError(.giveUp, .keyReused, message)
        case 412: ConnectorError(.giveUp, .changedMeanwhile, message)
        case 400..<500: ConnectorError(.giveUp, .invalid, message)
        default:
            request.isEffect
                ? ConnectorError(.reconcile, .failed, message) : ConnectorError(.retry(after: nil), .failed, message)
        }
    }
}
