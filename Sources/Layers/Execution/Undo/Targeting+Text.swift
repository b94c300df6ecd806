public import Governance
import Schemas
import Vocabulary

extension Targeting {
    /// Reads what `text` writes; nil for a targeting that holds anything else, which we could not restore in full.
    public init?(text: String) {
        do {
            let fields = try JSONFields(JSON(parsing: text), at: "targeting")
            let markets: [String] = try fields.value("markets")
            let ageBands: [String] = try fields.value("age_bands")
            let interests: [String] = try fields.value("interests")
            try fields.end()
            self.init(markets: markets, ageBands: ageBands, interests: interests)
        } catch { return nil }
    }
}
