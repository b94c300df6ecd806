import Foundation
import Reasoning
import Statistics
import Testing

/// What is stated comes true as often as stated, in worlds whose truth is known. MANDATE_PROVE=1 runs the 1,000 worlds of
/// the figure in docs/explanation/reasoning.md; without it a slice of them runs, with room for chance.
struct CalibrationTests {
    static let isProof = ProcessInfo.processInfo.environment["MANDATE_PROVE"] == "1"
    static let worlds: UInt64 = isProof ? 1_000 : 20
    /// Room for chance in a slice; none in the proof.
    static let errors = isProof ? 0.0 : 1

    static func calibration(
        shuffled: Bool = false, pooling: PooledRates.Pooling = .together
    ) throws -> Calibration {
        var settings = ReasonerSettings()
        settings.pooling = pooling
        settings.draws = 256
        var calibration = Calibration()
        for seed in 0..<worlds { try calibration.add(try World(seed: seed, shuffled: shuffled), settings) }
        return calibration
    }

    /// The calibration as it is meant to be, worked out once.
    static let pooled = Result { try calibration() }

    @Test func `stated intervals and confidences come true as often as they say`() throws {
        let calibration = try Self.pooled.get()
        #expect(calibration.faults(errors: Self.errors).isEmpty, "worlds 0..<\(Self.worlds)\n\(calibration.report)")
        #expect(calibration.error < 0.05, "\(calibration.error)")
        let proposed = calibration.proposed
        let gap = (proposed.stated - Double(proposed.right)) / Double(proposed.all)
        #expect(abs(gap) < 0.05 + Self.errors / Double(proposed.all).squareRoot(), "what was proposed: \(gap)")
        if Self.isProof { print(calibration.report) }
    }

    @Test func `with pooling off they do not`() throws {
        let apart = try Self.calibration(pooling: .apart)
        if Self.isProof {
            print(apart.report)
            #expect(!apart.faults().isEmpty)
        }
        #expect(try apart.error > Self.pooled.get().error, "\(apart.report)")
    }

    @Test func `with the data shuffled they do not`() throws {
        #expect(try !Self.calibration(shuffled: true).faults(errors: Self.errors).isEmpty)
    }
}
