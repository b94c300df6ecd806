import Testing
import Vocabulary

@Suite struct NameTests {
    @Test(arguments: [
        ("cost_per_purchase", "cost per purchase"), ("spend", "spend"), ("churn_90d", "churn 90d"), ("", ""),
    ])
    func `a name is shown with spaces in place of its underscores`(name: String, shown: String) {
        #expect(name.spaced == shown)
        if let metric = MetricName(name) { #expect(metric.words == shown) }
    }
}
