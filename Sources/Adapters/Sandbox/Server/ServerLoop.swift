import CSystem
import Glibc
import Schemas

/// The server's one loop: who asks, what the platform answers, one sync for all of it, then the replies.
///
/// Requests that arrive together are made durable with one sync; no reply leaves before it. After an error of the disk the
/// loop ends without replying, so that nobody takes for done what is not.
struct ServerLoop: ~Copyable {
    private var platform: Platform
    private var journal: Journal
    private let listener: FileDescriptor
    private let socket: SocketFile
    private let home: HomeFolder
    private let lockFile: Presence
    /// In the order in which they came: what an earlier client sent is done before what a later one asks.
    private var connections: [Connection] = []
    private var lateReplies: [(due: Int64, connection: Connection, line: [UInt8])] = []
    private let clock: () -> Int64
    private var lastClient: Int64

    /// Opens the file, replays it and listens; the lock says that nobody else does.
    init(home: HomeFolder, lock: consuming Presence, clock: @escaping () -> Int64) throws {
        var replayed = Platform()
        let opened = try Journal.open(try JournalFile(path: home.ledger)) { try replayed.replay($0) }
        let socket = try RuntimeDirectory().socket(ofHome: home.path)
        _ = unsafe unlink(socket)  // left by a server that was killed; the lock says it is not in use
        let number = unsafe csystem_unix_listen(socket, 128)
        guard number >= 0 else { throw SystemError("listen on", socket, code: number) }
        listener = FileDescriptor(owning: number)
        journal = opened
        platform = replayed
        lockFile = lock
        self.socket = SocketFile(socket)
        self.home = home
        self.clock = clock
        lastClient = clock()
    }

    /// Answers until nobody needs it.
    mutating func serve(idleSeconds: Int64) throws {
        defer { socket.remove() }
        while true {
            wait()
            // Asked after the wait: a server whose home was replaced meanwhile answers nothing more, so that clients of the
            // new home start the new home's server.
            guard lockFile.isStillThere else { return }
            accept()
            let now = clock()
            try answerAll(at: now)
            sendLate(at: now)
            connections.removeAll { $0.isGone || $0.isTooSlow(at: now) }
            if !connections.isEmpty { lastClient = now }
            if now - lastClient > idleSeconds * 1_000_000_000 { return }
        }
    }

    private func wait() {
        var polled = [pollfd(fd: listener.number, events: Int16(POLLIN), revents: 0)]
        for connection in connections {
            let events = connection.wantsToWrite ? POLLIN | POLLOUT : POLLIN
            polled.append(pollfd(fd: connection.number, events: Int16(events), revents: 0))
        }
        _ = unsafe poll(&polled, nfds_t(polled.count), lateReplies.isEmpty ? 1_000 : 5)
    }

    private mutating func accept() {
        while true {
            let number = csystem_unix_accept(listener.number)
            guard number >= 0 else { return }
            if connections.count >= Limits.connections {
                close(number)
            } else {
                connections.append(Connection(owning: number))
            }
        }
    }

    private mutating func answerAll(at now: Int64) throws {
        var entries: [JSON] = []
        var replies: [(Connection, Platform.Outcome)] = []
        for connection in connections {
            connection.read(at: now)
            while let line = connection.nextLine(at: now) {
                guard let outcome = answer(line) else {
                    connection.close()
                    break
                }
                entries += outcome.entries.map(\.json)
                replies.append((connection, outcome))
            }
            connection.flush()
        }
        if !entries.isEmpty { try journal.append(entries) }
        for (connection, outcome) in replies { send(outcome, to: connection, at: now) }
    }

    /// The answer to a line; nil for one that is no request, which ends the connection.
    private mutating func answer(_ line: [UInt8]) -> Platform.Outcome? {
        guard let json = try? JSON(parsing: line, limits: Limits.requestJSON) else { return nil }
        do throws(JSONShapeError) {
            let request = try Request(json: json)
            if case .hello = request.call { return greeting(request) }
            return platform.answer(request)
        } catch {
            let id = json["id"]?.integerValue.flatMap { (0...Int64(1 << 52)).contains($0) ? $0 : nil } ?? 0
            return Platform.Outcome(reply: .refused(id, .invalid("\(error)"), at: platform.state.now))
        }
    }

    /// Says whose platform this is: two homes may share a socket's name.
    private func greeting(_ request: Request) -> Platform.Outcome {
        Platform.Outcome(reply: .done(request.id, ["home": .string(home.path), "protocol": 1], at: platform.state.now))
    }

    private mutating func send(_ outcome: Platform.Outcome, to connection: Connection, at now: Int64) {
        let line = outcome.reply.json.canonicalBytes
        switch outcome.passage {
        case .whole: connection.send(line)
        case .cut(let count): connection.sendPart(line, count: count)
        case .never: break
        case .late(let milliseconds):
            lateReplies.append((now + milliseconds * 1_000_000, connection, line))
        case .malformed: connection.send(Array(#"{"id":1,"id":2,"status":200,"#.utf8))
        case .huge: connection.send([UInt8](repeating: UInt8(ascii: "["), count: 10 << 20))
        }
    }

    private mutating func sendLate(at now: Int64) {
        for late in lateReplies where late.due <= now { late.connection.send(late.line) }
        lateReplies.removeAll { $0.due <= now }
    }
}
