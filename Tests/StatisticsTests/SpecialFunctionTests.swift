import Statistics
import Testing

/// Values from Abramowitz and Stegun, the DLMF and the common chi-square and normal tables.
struct SpecialFunctionTests {
    static let logGammas: [(Double, Double)] = [
        (0.1, 2.252712651734206), (0.5, 0.5723649429247001), (1, 0), (2, 0), (10, 12.801827480081469),
        (100, 359.1342053695754),
    ]
    static let digammas: [(Double, Double)] = [
        (0.5, -1.9635100260214235), (1, -0.5772156649015329), (10, 2.251752589066721),
    ]
    static let chiSquares: [(degrees: Double, share: Double, value: Double)] = [
        (1, 0.95, 3.841458820694124), (10, 0.95, 18.307038053275146), (2, 0.5, 1.3862943611198906),
        (30, 0.995, 53.67196193), (1, 0.05, 0.00393214000001952),
    ]
    static let normals: [(share: Double, value: Double)] = [
        (0.5, 0), (0.9, 1.2815515655446004), (0.975, 1.959963984540054), (0.999, 3.090232306167813),
        (1e-10, -6.361340902404056),
    ]

    @Test(arguments: logGammas) func `the logarithm of the gamma function agrees with the table`(
        x: Double, value: Double
    ) {
        #expect(abs(SpecialFunctions.logGamma(x) - value) <= 1e-13 * max(1, abs(value)))
    }

    @Test(arguments: digammas) func `the digamma function agrees with the table`(x: Double, value: Double) {
        #expect(abs(SpecialFunctions.digamma(x) - value) < 1e-13)
    }

    @Test func `digamma is the slope of the logarithm of gamma`() {
        for x in stride(from: 0.3, to: 40, by: 0.7) {
            let slope = (SpecialFunctions.logGamma(x + 1e-5) - SpecialFunctions.logGamma(x - 1e-5)) / 2e-5
            #expect(abs(slope - SpecialFunctions.digamma(x)) < 1e-6 * max(1, abs(slope)), "at \(x)")
        }
    }

    @Test(arguments: chiSquares) func `the incomplete gamma function agrees with the chi-square table`(
        degrees: Double, share: Double, value: Double
    ) {
        #expect(abs(SpecialFunctions.lowerGamma(degrees / 2, value / 2) - share) < 1e-10)
        #expect(abs(Gamma(shape: degrees / 2, rate: 0.5).quantile(share) - value) < 1e-7 * max(1, value))
    }

    @Test(arguments: normals) func `the normal quantile agrees with the table`(share: Double, value: Double) {
        #expect(abs(Normal.quantile(share) - value) < 1e-12 * max(1, abs(value)))
        #expect(abs(Normal.cumulative(value) - share) < 1e-12)
    }

    @Test func `the incomplete beta function agrees with its closed forms`() {
        #expect(abs(SpecialFunctions.incompleteBeta(2, 3, 0.5) - 11.0 / 16) < 1e-14)
        for x in stride(from: 0.05, to: 1, by: 0.1) {
            #expect(abs(SpecialFunctions.incompleteBeta(1, 1, x) - x) < 1e-14)
            #expect(abs(SpecialFunctions.incompleteBeta(3, 1, x) - x * x * x) < 1e-13)
            let both = SpecialFunctions.incompleteBeta(2.5, 40, x) + SpecialFunctions.incompleteBeta(40, 2.5, 1 - x)
            #expect(abs(both - 1) < 1e-13)
        }
    }

    @Test func `arguments outside the range give no number`() {
        #expect(SpecialFunctions.logGamma(0).isNaN)
        #expect(SpecialFunctions.digamma(-1).isNaN)
        #expect(SpecialFunctions.lowerGamma(0, 1).isNaN)
        #expect(SpecialFunctions.incompleteBeta(1, 0, 0.5).isNaN)
        #expect(Normal.quantile(1.5).isNaN)
        #expect(SpecialFunctions.lowerGamma(2, -1) == 0)
        #expect(SpecialFunctions.lowerGamma(2, .infinity) == 1)
    }
}
