import Vocabulary

/// Decides whose metrics or facts the rows of a file are.
struct LevelReading {
    /// What the rows are; nil where a person has to say.
    private(set) var content: ImportContent?
    /// Whether the level came from the file's name or from a person.
    private(set) var isAssumed = false

    /// Reads it from the columns; throws for what is not imported, with the reason.
    init(_ columns: [PlannedColumn], _ platform: Platform, _ options: ImportOptions) throws(ImportError) {
        let fields = Set(columns.filter(\.isUsed).compactMap(\.field))
        try Self.refuseOtherGrains(fields, options.fileName)
        let metrics = fields.contains { if case .metric = $0 { true } else { false } }
        let isTable = fields.contains(.ownID)
        guard metrics || isTable || Self.describes(fields) else {
            throw .unsupported(
                "no column is a metric or an entity's identifier; map them, for example `--map spend=COLUMN`")
        }
        let kind = options.level ?? (isTable ? Self.owner(fields, platform) : Self.finest(fields))
        isAssumed = options.level != nil
        guard let kind = kind ?? named(options.fileName) else { return }
        content = metrics ? .metrics(of: kind) : .entities(kind)
    }

    private static func refuseOtherGrains(_ fields: Set<Field>, _ fileName: String) throws(ImportError) {
        let grains = fields.compactMap { if case .grain(let reason) = $0 { reason } else { nil } }.sorted()
        if let grain = grains.first {
            throw .unsupported(
                "rows are split by \(grain), which is not imported; export the report without that column")
        }
        if fileName.lowercased().contains("campaign_group") {
            throw .unsupported("campaign groups are not imported; campaigns carry their group as a segment")
        }
    }

    /// Whether rows without counts say something of an entity that they name: a list of campaigns with their names and budgets.
    private static func describes(_ fields: Set<Field>) -> Bool {
        EntityKind.allCases.contains { fields.contains(.id($0)) }
    }

    /// The finest entity a report names.
    private static func finest(_ fields: Set<Field>) -> EntityKind? {
        EntityKind.allCases.last { fields.contains(.id($0)) || fields.contains(.name($0)) }
    }

    /// Whose `id` it is: what stands one level under the finest parent that is named. LinkedIn's creatives
    /// stand right under their campaigns.
    private static func owner(_ fields: Set<Field>, _ platform: Platform) -> EntityKind? {
        switch EntityKind.allCases.last(where: { fields.contains(.id($0)) }) {
        case .account: .campaign
        case .campaign: platform == .linkedIn ? .ad : .adSet
        case .adSet: .ad
        case .ad, nil: nil
        }
    }

    private mutating func named(_ fileName: String) -> EntityKind? {
        let name = fileName.lowercased()
        isAssumed = true
        let kinds: [(EntityKind, [String])] = [
            (.adSet, ["ad_set", "adset", "ad_group", "adgroup"]), (.campaign, ["campaign"]), (.account, ["account"]),
        ]
        return kinds.first { $0.1.contains(where: name.contains) }?.0
    }
}
