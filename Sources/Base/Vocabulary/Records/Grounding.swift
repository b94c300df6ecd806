internal import Schemas

/// Whether a reason says only what its evidence says: every number in it is cited, or follows from what is cited (R102).
public enum Grounding: Sendable {
    /// The numbers in a proposal's reason that nothing it cites or asks for accounts for; empty for a grounded proposal.
    ///
    /// A number is accounted for by a cited value, exact or rounded to two decimals or to those of a cited currency; by one value cited of an entity divided by
    /// another of it, as a quotient or in per cent, rounded likewise; by an argument; or by an entity's identifier.
    public static func uncited(in proposal: Proposal) -> [String] {
        let said = numbers(in: proposal.reason)
        guard !said.isEmpty else { return [] }
        var known = Set(numbers(in: proposal.arguments.description))
        let decimals = decimals(proposal.evidence)
        for evidence in proposal.evidence {
            known.formUnion(numbers(in: evidence.value))
            known.formUnion(numbers(in: evidence.entity.id))
            known.formUnion(value(evidence).map { forms($0, decimals) } ?? [])
        }
        let left = said.filter { !known.contains($0) }
        guard !left.isEmpty else { return [] }
        let quotients = quotients(proposal.evidence, decimals)
        return left.filter { !quotients.contains($0) }
    }

    private static func quotients(_ evidence: [Evidence], _ decimals: Set<Int>) -> Set<String> {
        var known: Set<String> = []
        for one in evidence {
            for other in evidence where one.entity == other.entity {
                guard let top = value(one), let bottom = value(other),
                    let quotient = top.divided(by: bottom, rounding: .nearest)
                else { continue }
                known.formUnion(forms(quotient, decimals))
                guard let share = ratio(top, bottom) else { continue }
                known.formUnion(forms(share, decimals))
            }
        }
        return known
    }

    /// A quotient in per cent, to four decimals.
    private static func ratio(_ top: Decimal12, _ bottom: Decimal12) -> Decimal12? {
        let (scaled, overflow) = top.units.multipliedReportingOverflow(by: 1_000_000)
        guard !overflow, bottom.units != 0 else { return nil }
        return Decimal12(units: Rounding.nearest.divide(scaled, by: bottom.units) * (Decimal12.one / 10_000))
    }

    private static func value(_ evidence: Evidence) -> Decimal12? {
        numbers(in: evidence.value).first.flatMap { Decimal12(parsing: $0) }
    }

    /// How many decimals numbers are rounded to: two, and those of every currency that is cited.
    private static func decimals(_ evidence: [Evidence]) -> Set<Int> {
        let codes = evidence.compactMap { $0.value.split(separator: " ").last.map(String.init) }
        return Set([2] + codes.compactMap { Currency($0)?.decimals })
    }

    /// As it is, and to so many decimals, with and without trailing zeros.
    private static func forms(_ value: Decimal12, _ decimals: Set<Int>) -> [String] {
        [value.description] + decimals.flatMap { forms(value, $0) }
    }

    private static func forms(_ value: Decimal12, _ decimals: Int) -> [String] {
        let power = Int128([1, 10, 100, 1_000, 10_000][min(decimals, 4)])
        let parts = Rounding.nearest.divide(value.units, by: Decimal12.one / power)
        let (whole, rest) = parts.magnitude.quotientAndRemainder(dividingBy: power.magnitude)
        let digits = "\(rest)"
        let fraction = String(repeating: "0", count: max(0, decimals - digits.count)) + digits
        return [
            decimals == 0 ? "\(whole)" : "\(whole).\(fraction)",
            Decimal12(units: parts * (Decimal12.one / power)).description,
        ]
    }

    /// Runs of digits with at most one point inside.
    private static func numbers(in text: String) -> [String] {
        guard text.utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 || $0 > 0x7F }) else { return [] }
        return text.split { !($0.isNumber || $0 == ".") }.map { part in
            var number = part
            while number.last == "." { number.removeLast() }
            return String(number)
        }.filter { $0.contains(where: \.isNumber) }
    }
}
