/// Whose report a file is.
public enum Platform: String, CaseIterable, Hashable, Sendable {
    /// Google Ads.
    case google = "Google Ads"
    /// Meta Ads (Facebook, Instagram).
    case meta = "Meta Ads"
    /// LinkedIn Campaign Manager.
    case linkedIn = "LinkedIn Ads"
    /// Microsoft Advertising.
    case microsoft = "Microsoft Advertising"
    /// TikTok Ads Manager.
    case tikTok = "TikTok Ads"
    /// No platform in particular.
    case generic = "a generic report"
}

/// The language of a report's column names.
public enum ReportLanguage: String, CaseIterable, Hashable, Sendable {
    /// English.
    case english
    /// German.
    case german
    /// French.
    case french

    /// How numbers are usually written in it; used only where the cells of a file prove nothing, and shown.
    var numbers: NumberStyle { self == .english ? .point : .comma }

    /// How dates are usually written in it; English has both orders, so it says nothing.
    var dates: DateOrder? { self == .english ? nil : .dayFirst }
}
