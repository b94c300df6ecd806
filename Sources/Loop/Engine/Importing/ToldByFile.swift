import Vocabulary

/// The days that rows of one file tell, as the store would know them had the rows been written. Its size goes with the entities
/// and segments of the file and not with its rows.
struct ToldByFile {
    /// Rows of one of these are told once for a day.
    private struct Segment: Hashable {
        let entity: EntityRef
        let breakdown: String
    }

    private var entities: [EntityRef: ToldPeriods] = [:]
    private var segments: [Segment: ToldPeriods] = [:]

    /// What does not fit of the next rows, by place: first what the store or an earlier row tells in other days or another way, and
    /// then, of what is left, what an earlier row tells. The others are told from now on.
    mutating func misfits(among rows: [MetricRecord], besides known: [Int: Misfit]) -> (
        unfit: [Int: Misfit], repeated: [Int: Misfit]
    ) {
        var (unfit, repeated): ([Int: Misfit], [Int: Misfit]) = ([:], [:])
        for (place, row) in rows.enumerated() {
            unfit[place] = misfit(row, besides: known[place])
            guard unfit[place] == nil else { continue }
            entities[row.entity, default: ToldPeriods()].add(row.period)
            let segment = Segment(entity: row.entity, breakdown: row.breakdown)
            if segments[segment, default: ToldPeriods()].add(row.period) == false { repeated[place] = .repeated }
        }
        return (unfit, repeated)
    }

    /// Of other periods that share a day the earliest counts, so that a preview says what the import says.
    private func misfit(_ row: MetricRecord, besides known: Misfit?) -> Misfit? {
        guard let other = entities[row.entity]?.overlap(with: row.period) else { return known }
        if case .otherDays(let stored)? = known { return .otherDays(stored.first <= other.first ? stored : other) }
        return .otherDays(other)
    }
}

/// Periods that are told, each once. Days in a row are one piece.
private struct ToldPeriods {
    private var spans: [Period] = []
    private var days: [Period] = []

    /// The earliest other period that shares a day with this.
    func overlap(with period: Period) -> Period? {
        var found = spans.filter { $0 != period && $0.overlaps(period) }
        if period.days > 1, let day = days.lazy.filter({ $0.overlaps(period) }).map(\.first).min() {
            found += [Period(max(day, period.first), max(day, period.first))].compactMap(\.self)
        }
        return found.min { $0.first < $1.first }
    }

    /// False where it was told before.
    @discardableResult
    mutating func add(_ period: Period) -> Bool {
        guard period.days == 1 else {
            guard !spans.contains(period) else { return false }
            spans.append(period)
            return true
        }
        guard !days.contains(where: { $0.overlaps(period) }) else { return false }
        // A day between two pieces joins them; most days follow the piece before.
        let touching = days.indices.filter { place in
            days[place].last.adding(days: 1) == period.first || days[place].first == period.last.adding(days: 1)
        }
        let joined = touching.reduce(period) { $0.covering(days[$1]) }
        for place in touching.reversed() { days.remove(at: place) }
        days.append(joined)
        return true
    }
}
