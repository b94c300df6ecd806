import Vocabulary

/// Something odd about the counts of a row; the row is imported, and whoever imports it is told.
public enum DataFinding: String, CaseIterable, Hashable, Sendable {
    /// An amount is below zero, as after a correction by the platform.
    case negative = "an amount is below zero"
    /// More clicks than impressions.
    case clicksOverImpressions = "more clicks than impressions"
    /// More purchases than clicks.
    case purchasesOverClicks = "more purchases than clicks"
    /// Money was spent without an impression being reported.
    case spendWithoutImpressions = "spend without impressions"
    /// A status that is no word for one.
    case unknownStatus = "a status that is not known, as if none were told"
    /// A first day that is no date.
    case unreadStart = "a first day that is no date, as if none were told"
    /// A budget that is no amount, or is below zero.
    case unreadBudget = "a budget that is no amount above zero, as if none were told"
    /// Two columns have one heading and another cell in this row; the first column is read.
    case otherwiseInTwin = "two columns of one heading say different things, and the first of them is read"

    /// The findings of one row's counts.
    static func of(_ counts: Counts) -> [DataFinding] {
        var found: [DataFinding] = []
        if counts.hasNegative { found.append(.negative) }
        if let clicks = counts[.clicks] {
            if let impressions = counts[.impressions], clicks > impressions { found.append(.clicksOverImpressions) }
            if let purchases = counts[.purchases], purchases > clicks { found.append(.purchasesOverClicks) }
        }
        if let spend = counts[.spend], spend > .zero, counts[.impressions] == .zero {
            found.append(.spendWithoutImpressions)
        }
        return found
    }
}

/// Findings counted over many rows, each with the first lines it was seen on.
public struct DataFindings: Equatable, Sendable {
    /// How many rows have it.
    public private(set) var count: [DataFinding: Int] = [:]
    /// The first five lines.
    public private(set) var lines: [DataFinding: [Int]] = [:]

    /// None.
    public init() {}

    /// Each with how many rows have it and the first lines, in the order of `DataFinding`.
    var texts: [String] {
        DataFinding.allCases.compactMap { finding in
            guard let rows = count[finding], let seen = lines[finding] else { return nil }
            let places = seen.map(String.init).joined(separator: ", ") + (rows > seen.count ? ", …" : "")
            return "\(finding.rawValue): \(numbered(rows, "row")), line \(places)"
        }
    }

    mutating func add(_ found: [DataFinding], line: Int) {
        for finding in found {
            count[finding, default: 0] += 1
            if lines[finding, default: []].count < 5 { lines[finding, default: []].append(line) }
        }
    }
}
