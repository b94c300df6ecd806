/// Says whose report a file is from its headings, its title rows and its name.
enum PlatformRecognition {
    /// The platform with most evidence. A heading that one platform alone uses weighs twelve, one that `n`
    /// share twelve by `n`; a title row or file name that names a platform weighs as much as two headings of
    /// its own. A platform without any evidence of its own is not guessed: the report is generic.
    static func platform(headings: [String], titles: [String], fileName: String) -> Platform {
        var weights: [Platform: Int] = [:]
        var proven: Set<Platform> = []
        for heading in headings {
            let meanings = ColumnDictionary.meanings(ColumnName(heading).key)
            let platforms = meanings.reduce(into: Set<Platform>()) { $0.formUnion($1.platforms) }
            for platform in platforms { weights[platform, default: 0] += 12 / platforms.count }
            if platforms.count == 1 { proven.formUnion(platforms) }
        }
        let named = (titles + [fileName]).joined(separator: " ").lowercased()
        for (platform, words) in names where words.contains(where: named.contains) {
            weights[platform, default: 0] += 24
            proven.insert(platform)
        }
        var best = Platform.generic
        for platform in Platform.allCases where platform != .generic && proven.contains(platform) {
            if best == .generic || weights[platform, default: 0] > weights[best, default: 0] { best = platform }
        }
        return best
    }

    /// The language that most headings belong to alone; nil where none does.
    static func language(headings: [String], _ platform: Platform) -> ReportLanguage? {
        var counts: [ReportLanguage: Int] = [:]
        for heading in headings {
            let meanings = ColumnDictionary.meanings(ColumnName(heading).key)
            let own = meanings.filter { $0.platforms.contains(platform) }
            let languages = (own.isEmpty ? meanings : own).reduce(into: Set<ReportLanguage>()) {
                $0.formUnion($1.languages)
            }
            if languages.count == 1, let language = languages.first { counts[language, default: 0] += 1 }
        }
        let best = counts.values.max() ?? 0
        let leading = ReportLanguage.allCases.filter { counts[$0] == best }
        return best > 0 && leading.count == 1 ? leading.first : nil
    }

    private static let names: [(Platform, [String])] = [
        (.google, ["google_ads", "google ads", "campaign report", "kampagnenbericht", "rapport sur les campagnes"]),
        (.meta, ["facebook", "meta ads", "meta_ads"]), (.linkedIn, ["linkedin"]),
        (.microsoft, ["microsoft", "bing ads", "bing_ads"]), (.tikTok, ["tiktok"]),
    ]
}
