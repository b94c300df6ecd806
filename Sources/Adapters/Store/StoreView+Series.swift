import Engine
import Storage
import Vocabulary

// Reports tell the same money at several levels and split in several ways: by campaign, by ad, by ad and country. A sum takes one
// telling of a day. Which ones there are at all is few rows; only where there are two are single rows looked for.

/// How a report tells: whose counts its rows are, and what splits them.
struct ToldSeries: Hashable {
    let level: EntityKind
    let dimensions: [String]

    init(_ metrics: MetricRecord) {
        level = metrics.entity.kind
        dimensions = Breakdown(text: metrics.breakdown).dimensions
    }

    fileprivate init(_ row: any SQLRow) throws {
        level = try row.word(0)
        dimensions = Breakdown(text: try row.text(1)).dimensions
    }

    /// The dimensions as one text.
    fileprivate var split: String { Breakdown(dimensions.map { ($0, "") }).text }
}

/// What rows that are being added tell, and those of them that tell again what their import told.
struct NewlyTold {
    var repeated: [Int: Misfit] = [:]
    /// The days of each entity that something below it tells; days in a row are one piece, as most rows come.
    private(set) var below: [EntityRef: [Period]] = [:]
    /// From the first to the last day of each series.
    private(set) var series: [ToldSeries: Period] = [:]

    mutating func note(_ row: CountedRow) {
        let period = row.metrics.period
        for parent in row.parents { below[parent, default: []].tell(period) }
        series[ToldSeries(row.metrics), default: period].cover(period)
    }
}

extension [Period] {
    /// Adds a period, to the last piece where that touches it.
    fileprivate mutating func tell(_ period: Period) {
        guard let piece = last, period.first <= piece.last.adding(days: 1), period.last >= piece.first.adding(days: -1)
        else { return append(period) }
        self[count - 1].cover(period)
    }
}

extension Period {
    fileprivate mutating func cover(_ other: Period) { self = covering(other) }
}

/// The series that the rows of one batch are compared with.
struct Tellings {
    fileprivate let all: [ToldSeries: Period]
    /// Whether an entity has rows of its own at all: most of what is above an ad has none, and is asked for once.
    private var hasRows: [EntityRef: Bool] = [:]

    fileprivate init(_ all: [ToldSeries: Period]) { self.all = all }

    /// The levels at which other series tell any day of a row.
    fileprivate func levels(besides own: ToldSeries, in period: Period) -> Set<EntityKind> {
        guard all.contains(where: { $0.key != own && $0.value.overlaps(period) }) else { return [] }
        return Set(all.filter { $0.key != own && $0.value.overlaps(period) }.keys.map(\.level))
    }

    fileprivate mutating func hasRows(_ entity: EntityRef, _ ask: () throws -> Bool) rethrows -> Bool {
        if let known = hasRows[entity] { return known }
        let found = try ask()
        hasRows[entity] = found
        return found
    }
}

extension StoreView {
    /// The series there are, each from its first to its last day.
    func tellings() throws -> Tellings {
        var series: [ToldSeries: Period] = [:]
        try session.rows("SELECT level, dimensions, first_day, last_day FROM series WHERE org = $1", []) {
            guard let days = Period(try $0.date(2), try $0.date(3)) else { throw Damage.value("a period") }
            series[try ToldSeries($0)] = days
            return true
        }
        return Tellings(series)
    }

    /// Whether rows of another series tell the days of one, at its own level, below or above.
    func toldOtherwise(_ row: CountedRow, _ tellings: inout Tellings) throws -> Misfit? {
        let (own, period) = (ToldSeries(row.metrics), row.metrics.period)
        let levels = tellings.levels(besides: own, in: period)
        if levels.contains(own.level), try isSplitOtherwise(row.metrics, own) { return .otherwiseSplit }
        if levels.contains(where: { $0 > own.level }) {
            // What names no campaign may be part of any.
            let meant = [row.metrics.entity] + (own.level == .account ? [] : [.unnamedCampaign])
            for entity in meant where try isToldBelow(entity, period) { return .toldBelow }
        }
        guard levels.contains(where: { $0 < own.level }) else { return nil }
        for above in row.parents where try tellings.hasRows(above, { try hasRows(above) }) {
            if try isTold(above, period) { return .toldAbove(above) }
        }
        guard row.parents.contains(.unnamedCampaign) else { return nil }
        for level in [EntityKind.campaign, .adSet]
        where level < own.level && !row.parents.contains(where: { $0.kind == .adSet && level == .adSet }) {
            if let above = try anyTold(level, period) { return .toldAbove(above) }
        }
        return nil
    }

    /// Keeps what rows tell that were added.
    func add(_ told: NewlyTold) throws {
        for (entity, periods) in told.below {
            for period in periods {
                try session.execute(
                    "INSERT INTO told_below VALUES ($1, $2, $3, $4) ON CONFLICT (org, entity, first_day, last_day) DO NOTHING",
                    [.text(entity.description), period.first.stored, period.last.stored])
            }
        }
        for (series, days) in told.series {
            try session.execute(
                """
                INSERT INTO series VALUES ($1, $2, $3, $4, $5) ON CONFLICT (org, level, dimensions) DO UPDATE SET
                first_day = CASE WHEN excluded.first_day < series.first_day THEN excluded.first_day ELSE series.first_day END,
                last_day = CASE WHEN excluded.last_day > series.last_day THEN excluded.last_day ELSE series.last_day END
                """, [.text(series.level.rawValue), .text(series.split), days.first.stored, days.last.stored])
        }
    }

    private func isSplitOtherwise(_ metrics: MetricRecord, _ own: ToldSeries) throws -> Bool {
        var found = false
        try session.rows(
            "SELECT breakdown FROM metric WHERE org = $1 AND entity = $2 AND first_day <= $4 AND last_day >= $3",
            days(metrics.period, of: metrics.entity)
        ) {
            found = Breakdown(text: try $0.text(0)).dimensions != own.dimensions
            return !found
        }
        return found
    }

    private func isToldBelow(_ entity: EntityRef, _ period: Period) throws -> Bool {
        try session.exists(
            "SELECT 1 FROM told_below WHERE org = $1 AND entity = $2 AND first_day <= $4 AND last_day >= $3 LIMIT 1",
            days(period, of: entity))
    }

    private func hasRows(_ entity: EntityRef) throws -> Bool {
        try session.exists("SELECT 1 FROM metric WHERE org = $1 AND entity = $2 LIMIT 1", [.text(entity.description)])
    }

    private func isTold(_ entity: EntityRef, _ period: Period) throws -> Bool {
        try session.exists(
            "SELECT 1 FROM metric WHERE org = $1 AND entity = $2 AND first_day <= $4 AND last_day >= $3 LIMIT 1",
            days(period, of: entity))
    }

    /// Anything of a kind that tells any of these days of its own.
    private func anyTold(_ kind: EntityKind, _ period: Period) throws -> EntityRef? {
        try session.first(
            """
            SELECT entity FROM metric WHERE org = $1 AND entity > $2 AND entity < $3 AND first_day <= $5 AND last_day >= $4 LIMIT 1
            """, [.text("\(kind.rawValue)/"), .text("\(kind.rawValue)0"), period.first.stored, period.last.stored]
        ) { try $0.entity(0) }
    }

    private func days(_ period: Period, of entity: EntityRef) -> [SQLValue] {
        [.text(entity.description), period.first.stored, period.last.stored]
    }
}
