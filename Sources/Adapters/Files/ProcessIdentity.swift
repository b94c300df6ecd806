import Glibc

/// One process and no other: its number, when it started, and since which start of the machine.
///
/// The number alone is given again to another process after the first has ended.
public struct ProcessIdentity: Hashable, Sendable {
    /// The process number.
    public let number: Int32
    /// When it started, in clock ticks since the machine started.
    public let startTicks: UInt64
    /// The start of the machine that the ticks count from.
    public let boot: String

    /// An identity read from somewhere.
    public init(number: Int32, startTicks: UInt64, boot: String) {
        self.number = number
        self.startTicks = startTicks
        self.boot = boot
    }

    /// This process.
    public static func own() throws(FileError) -> ProcessIdentity {
        let number = getpid()
        guard let ticks = startTicks(of: number), let boot = currentBoot() else {
            throw FileError("cannot read", "/proc")
        }
        return ProcessIdentity(number: number, startTicks: ticks, boot: boot)
    }

    /// Whether exactly this process is there now.
    public var isRunning: Bool {
        boot == Self.currentBoot() && Self.startTicks(of: number) == startTicks
    }

    /// One line: number, ticks, boot.
    var line: String { "\(number) \(startTicks) \(boot)\n" }

    /// The identity in a line as `line` writes it; `nil` when it is not one.
    init?(line: String) {
        let parts = line.split(whereSeparator: { $0 == " " || $0 == "\n" })
        guard parts.count == 3, let number = Int32(parts[0]), let ticks = UInt64(parts[1]) else { return nil }
        self.init(number: number, startTicks: ticks, boot: String(parts[2]))
    }

    private static func currentBoot() -> String? {
        contents(of: "/proc/sys/kernel/random/boot_id").map { String($0.prefix { $0 != "\n" }) }
    }

    /// Field 22 of the process's `stat` (proc(5)), counted behind the name, which may hold anything.
    private static func startTicks(of number: Int32) -> UInt64? {
        guard let stat = contents(of: "/proc/\(number)/stat"), let end = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        return fields.count > 19 ? UInt64(fields[19]) : nil
    }

    private static func contents(of path: String) -> String? {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
        return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
    }
}
