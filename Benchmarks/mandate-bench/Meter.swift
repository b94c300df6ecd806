import CSyncCount
import Glibc

/// Wall time, processor time and syncs of this process from its making on.
struct Meter {
    private let clock = ContinuousClock()
    private let begun: ContinuousClock.Instant
    private let processor: Double
    private let syncs: Int64

    init() {
        begun = clock.now
        processor = Meter.processorSeconds()
        syncs = sync_count()
    }

    struct Reading {
        let seconds: Double
        let processorSeconds: Double
        let syncs: Int
    }

    func read() -> Reading {
        Reading(
            seconds: (clock.now - begun).inSeconds, processorSeconds: Meter.processorSeconds() - processor,
            syncs: Int(sync_count() - syncs))
    }

    /// The most memory the process has had, in megabytes.
    static func peakMegabytes() -> Int { usage().ru_maxrss / 1_024 }

    private static func processorSeconds() -> Double {
        let usage = usage()
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

    private static func usage() -> rusage {
        var usage = rusage()
        unsafe getrusage(0, &usage)
        return usage
    }
}

extension Duration {
    /// As a fraction.
    var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
