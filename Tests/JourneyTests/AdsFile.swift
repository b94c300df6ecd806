import Foundation

/// An export read in the plainest way, apart from everything the program does: what its figures are checked against.
struct AdsFile {
    struct Ad {
        let id: String
        let campaign: String
        /// Spend in units of 10^-9 of the currency.
        let spend: Int
        let clicks: Int
        let enquiries: Int
        let purchases: Int
    }

    let ads: [Ad]

    init(_ url: URL) throws {
        let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
        ads = text.split(whereSeparator: \.isNewline).dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            return Ad(
                id: String(cells[0]), campaign: String(cells[1]), spend: Self.billionths(cells[8]),
                clicks: Int(cells[7]) ?? 0, enquiries: Int(cells[9]) ?? 0, purchases: Int(cells[10]) ?? 0)
        }
    }

    /// All spend, in the same units.
    var spend: Int { ads.reduce(0) { $0 + $1.spend } }
    /// All purchases.
    var purchases: Int { ads.reduce(0) { $0 + $1.purchases } }
    /// The campaigns, smallest number first.
    var campaigns: [String] { Set(ads.map(\.campaign)).sorted { ($0.count, $0) < ($1.count, $1) } }

    /// The ads of one campaign.
    func of(_ campaign: String) -> AdsFile { AdsFile(ads.filter { $0.campaign == campaign }) }

    private init(_ ads: [Ad]) { self.ads = ads }

    /// A campaign's spend by day over 92 days, rounded up to a penny.
    func dailyPennies(_ campaign: String) -> Int {
        let unit = 92 * 10_000_000
        return (of(campaign).spend + unit - 1) / unit
    }

    /// `40.88 GBP` of pennies.
    static func pounds(_ pennies: Int) -> String {
        "\(pennies / 100).\(pennies % 100 < 10 ? "0" : "")\(pennies % 100) GBP"
    }

    private static func billionths(_ cell: Substring) -> Int {
        let parts = cell.split(separator: ".", omittingEmptySubsequences: false)
        let digits = parts.count > 1 ? String(parts[1].prefix(9)) : ""
        let padded = digits + String(repeating: "0", count: 9 - digits.count)
        return (Int(parts[0]) ?? 0) * 1_000_000_000 + (Int(padded) ?? 0)
    }
}
