/// The metrics that charters may name: the built-in ones and those a user adds.
public struct MetricCatalogue: Sendable {
    /// Every entry, by name.
    public let metrics: [MetricName: Metric]

    /// A catalogue of entries; a later one of the same name replaces an earlier one.
    public init(_ entries: [Metric]) {
        metrics = Dictionary(entries.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    }

    /// With entries of its own beside these.
    public func adding(_ entries: [Metric]) -> MetricCatalogue {
        entries.isEmpty ? self : MetricCatalogue(Array(metrics.values) + entries)
    }

    /// The built-in metric that is computed as an entry is, for what knows only those; the name itself where none is.
    public func builtInName(of name: MetricName) -> MetricName {
        guard MetricCatalogue.builtIn[name] == nil, let own = self[name], case .ratio = own.formula else { return name }
        let same = MetricCatalogue.builtIn.sorted.first {
            $0.formula == own.formula && $0.unit == own.unit && $0.better == own.better
        }
        return same?.name ?? name
    }

    /// The entry of a name.
    public subscript(name: MetricName) -> Metric? { metrics[name] }

    /// Entries in order of name.
    public var sorted: [Metric] { metrics.values.sorted { $0.name < $1.name } }

    /// What Mandate knows by itself.
    public static let builtIn = MetricCatalogue(delivery + response + rates + costs + relations)

    private static let delivery = [
        observed(
            "impressions", "times an ad was shown", .count, .up, proxy: true,
            counter: ["purchases", "cost_per_purchase"]),
        observed("reach", "people an ad was shown to", .count, .up, proxy: true, counter: ["frequency", "purchases"]),
        observed(
            "clicks", "clicks on an ad", .count, .up, proxy: true,
            counter: ["purchases", "satisfaction", "click_to_purchase_rate"]),
        observed("spend", "money billed by the platform", .money, .down, counter: ["purchases", "revenue"]),
        ratio(
            "frequency", "times shown per person reached", .number, "impressions", "reach", .down, counter: ["reach"]),
    ]
    private static let response = [
        observed(
            "enquiries", "leads: people who asked about the product", .count, .up, proxy: true,
            counter: ["enquiry_to_purchase_rate", "purchases", "cost_per_enquiry"]),
        observed(
            "purchases", "conversions that were bought", .count, .up,
            counter: ["cost_per_purchase", "margin", "average_order_value"]),
        observed("revenue", "money customers paid", .money, .up, counter: ["margin", "roas", "churn_90d"]),
    ]
    private static let rates = [
        ratio(
            "click_rate", "clicks per impression", .ratio, "clicks", "impressions", .up, proxy: true,
            counter: ["purchase_rate", "purchases", "satisfaction"]),
        ratio(
            "enquiry_rate", "enquiries per click", .ratio, "enquiries", "clicks", .up, proxy: true,
            counter: ["enquiry_to_purchase_rate", "purchases"]),
        ratio(
            "purchase_rate", "purchases per click", .ratio, "purchases", "clicks", .up,
            counter: ["purchases", "margin"]),
        ratio(
            "click_to_purchase_rate", "purchases per click", .ratio, "purchases", "clicks", .up,
            counter: ["purchases", "margin"]),
        ratio(
            "enquiry_to_purchase_rate", "purchases per enquiry", .ratio, "purchases", "enquiries", .up,
            counter: ["enquiries", "purchases"]),
        ratio(
            "trial_to_paid_rate", "purchases per trial", .ratio, "purchases", "trial_signups", .up,
            counter: ["satisfaction", "trial_signups"]),
        observed("unsubscribe_rate", "unsubscribes per message", .ratio, .down, counter: ["reach", "purchases"]),
        observed("complaint_rate", "complaints per message", .ratio, .down, counter: ["reach", "purchases"]),
    ]
    private static let costs = [
        ratio(
            "cost_per_click", "spend per click", .money, "spend", "clicks", .down, proxy: true,
            counter: ["purchases", "purchase_rate"]),
        ratio(
            "cost_per_enquiry", "spend per enquiry", .money, "spend", "enquiries", .down, proxy: true,
            counter: ["enquiry_to_purchase_rate", "purchases"]),
        ratio(
            "cost_per_purchase", "spend per purchase", .money, "spend", "purchases", .down,
            counter: ["purchases", "revenue", "enquiry_to_purchase_rate", "average_order_value"]),
        ratio(
            "roas", "revenue per unit of spend", .number, "revenue", "spend", .up,
            counter: ["revenue", "margin", "purchases"]),
        ratio(
            "average_order_value", "revenue per purchase", .money, "revenue", "purchases", .up,
            counter: ["purchases", "churn_90d"]),
        observed(
            "margin", "what is left of revenue after cost of goods", .ratio, .up, counter: ["revenue", "purchases"]),
    ]
    private static let relations = [
        observed(
            "qualified_pipeline", "value of qualified opportunities", .money, .up,
            counter: ["deal_size", "sales_cycle", "satisfaction"]),
        observed("deal_size", "average value of an opportunity", .money, .up, counter: ["qualified_pipeline"]),
        observed(
            "sales_cycle", "days from first contact to a signed deal", .days, .down,
            counter: ["deal_size", "qualified_pipeline"]),
        observed(
            "trial_signups", "trials begun", .count, .up, counter: ["satisfaction", "purchases", "content_depth"]),
        observed(
            "content_depth", "pieces of content a person used", .number, .up, proxy: true,
            counter: ["satisfaction", "trial_signups"]),
        observed("satisfaction", "score people give, 1 to 5", .number, .up, counter: ["reach", "purchases"]),
        observed(
            "customer_lifetime_value", "margin that a customer brings over all their time", .money, .up,
            counter: ["purchases", "satisfaction"]),
        observed("churn_90d", "customers lost within 90 days", .ratio, .down, counter: ["revenue", "purchases"]),
        observed(
            "share_of_contacts_by_segment", "contacts that went to a segment", .ratio, .up, proxy: true,
            counter: ["satisfaction", "unsubscribe_rate"]),
    ]

    private static func observed(
        _ name: String, _ meaning: String, _ unit: MetricUnit, _ better: GoalDirection, proxy: Bool = false,
        counter: [String]
    ) -> Metric {
        entry(name, meaning, unit, .observed, better, proxy, counter)
    }

    private static func ratio(
        _ name: String, _ meaning: String, _ unit: MetricUnit, _ top: String, _ bottom: String,
        _ better: GoalDirection, proxy: Bool = false, counter: [String]
    ) -> Metric {
        entry(
            name, meaning, unit, .ratio(MetricName(known: top), over: MetricName(known: bottom)), better, proxy, counter
        )
    }

    private static func entry(
        _ name: String, _ meaning: String, _ unit: MetricUnit, _ formula: MetricFormula, _ better: GoalDirection,
        _ proxy: Bool, _ counter: [String]
    ) -> Metric {
        let place = placed[name] ?? (.ad, "ads.metrics", .seconds(86_400))
        return Metric(
            name: MetricName(known: name), meaning: meaning, unit: unit, formula: formula, grain: place.0,
            source: place.1,
            lag: place.2, better: better, isProxy: proxy, counterMetrics: counter.map(MetricName.init(known:)))
    }

    /// Grain, source and lag of what an ads report does not hold per ad.
    private static let placed: [String: (EntityKind, String, Duration)] = [
        "revenue": (.ad, "shop.orders", .seconds(172_800)), "roas": (.ad, "shop.orders", .seconds(172_800)),
        "margin": (.account, "shop.orders", .seconds(604_800)),
        "average_order_value": (.ad, "shop.orders", .seconds(172_800)),
        "qualified_pipeline": (.account, "crm.opportunities", .seconds(604_800)),
        "deal_size": (.account, "crm.opportunities", .seconds(604_800)),
        "sales_cycle": (.account, "crm.opportunities", .seconds(604_800)),
        "trial_signups": (.account, "product.events", .seconds(86_400)),
        "trial_to_paid_rate": (.account, "product.events", .seconds(86_400)),
        "content_depth": (.account, "web.events", .seconds(86_400)),
        "satisfaction": (.account, "survey.answers", .seconds(604_800)),
        "customer_lifetime_value": (.account, "shop.orders", .seconds(7_776_000)),
        "churn_90d": (.account, "product.events", .seconds(7_776_000)),
        "share_of_contacts_by_segment": (.account, "crm.contacts", .seconds(86_400)),
        "unsubscribe_rate": (.account, "mail.events", .seconds(86_400)),
        "complaint_rate": (.account, "mail.events", .seconds(86_400)),
    ]
}
