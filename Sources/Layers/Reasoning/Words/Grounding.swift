internal import Schemas
public import Vocabulary

/// Whether a reason says only what its evidence says: every number in it is cited, or follows from what is cited.
public enum Grounding: Sendable {
    /// The numbers in a proposal's reason that nothing it cites or asks for accounts for; empty for a grounded proposal.
    ///
    /// A number is accounted for by a cited value, exact or rounded to two decimals; by money cited of an entity divided by
    /// a count cited of it, rounded likewise; by an argument; or by an entity's identifier.
    public static func uncited(in proposal: Proposal) -> [String] {
        var known = Set(numbers(in: proposal.arguments.description))
        for evidence in proposal.evidence {
            known.formUnion(numbers(in: evidence.value))
            known.formUnion(numbers(in: evidence.entity.id))
            known.formUnion(value(evidence).map(rounded) ?? [])
        }
        known.formUnion(quotients(proposal.evidence))
        return numbers(in: proposal.reason).filter { !known.contains($0) }
    }

    private static func quotients(_ evidence: [Evidence]) -> [String] {
        evidence.flatMap { money in
            evidence.flatMap { count -> [String] in
                guard money.entity == count.entity, let amount = value(money), let divisor = value(count),
                    let quotient = amount.divided(by: divisor, rounding: .nearest)
                else { return [] }
                return rounded(quotient)
            }
        }
    }

    private static func value(_ evidence: Evidence) -> Decimal12? {
        numbers(in: evidence.value).first.flatMap { Decimal12(parsing: $0) }
    }

    /// To two decimals, with and without trailing zeros.
    private static func rounded(_ value: Decimal12) -> [String] {
        let cents = Rounding.nearest.divide(value.units, by: Decimal12.one / 100)
        let (whole, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
        let fraction = rest < 10 ? "0\(rest)" : "\(rest)"
        return ["\(whole).\(fraction)", Decimal12(units: cents * (Decimal12.one / 100)).description]
    }

    /// Runs of digits with at most one point inside.
    private static func numbers(in text: String) -> [String] {
        text.split { !($0.isNumber || $0 == ".") }.map { part in
            var number = part
            while number.last == "." { number.removeLast() }
            return String(number)
        }.filter { $0.contains(where: \.isNumber) }
    }
}
