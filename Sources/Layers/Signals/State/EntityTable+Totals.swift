public import Vocabulary

extension EntityTable {
    /// The sums of every entity: its own rows where it has any, else those of what belongs to it.
    ///
    /// Where what belongs to it is told of twice (by ad set and by ad), the kind with more spend is taken,
    /// since it is the more complete; of equals the finer. One money is never counted twice.
    public func rollUp() -> [EntityRef: SeriesTotals] {
        var children: [EntityRef: [EntityRef]] = [:]
        for state in entities.values {
            if let parent = state.parent?.value { children[parent, default: []].append(state.ref) }
        }
        var totals: [EntityRef: SeriesTotals] = [:]
        for kind in EntityKind.allCases.reversed() {
            for state in entities.values where state.ref.kind == kind {
                if let series = state.series {
                    totals[state.ref] = state.totals[series]
                } else if let sum = Self.sum(children[state.ref] ?? [], totals) {
                    totals[state.ref] = sum
                }
            }
        }
        return totals
    }

    private static func sum(_ children: [EntityRef], _ totals: [EntityRef: SeriesTotals]) -> SeriesTotals? {
        var byKind: [EntityKind: SeriesTotals] = [:]
        for child in children {
            guard let own = totals[child] else { continue }
            if byKind[child.kind] == nil { byKind[child.kind] = own } else { byKind[child.kind]?.add(own) }
        }
        return byKind.max { spend($0.value, $0.key) < spend($1.value, $1.key) }?.value
    }

    private static func spend(_ totals: SeriesTotals, _ kind: EntityKind) -> (Decimal12, Decimal12, EntityKind) {
        (totals.counts[.spend] ?? .zero, totals.counts[.impressions] ?? .zero, kind)
    }

    /// The daily budget of every campaign: as its platform says, else its spend over the days of the table's
    /// period, rounded up to a minor unit, which is a declared assumption. A campaign without either has
    /// none.
    public func dailyBudgets(_ currency: Currency) -> [EntityRef: (budget: Money, isAssumed: Bool)] {
        let totals = rollUp()
        var budgets: [EntityRef: (budget: Money, isAssumed: Bool)] = [:]
        for state in entities.values where state.ref.kind == .campaign {
            if let stated = state.dailyBudget?.value {
                budgets[state.ref] = (stated, false)
            } else if let spend = totals[state.ref]?.counts[.spend],
                let daily = try? MetricMoney(perDay(spend), currency).rounded(.up)
            {
                budgets[state.ref] = (daily, true)
            }
        }
        return budgets
    }

    /// Rounded up at the twelfth place, so that rounding up to a minor unit is never too low.
    private func perDay(_ spend: Decimal12) -> Decimal12 {
        Decimal12(units: Rounding.up.divide(spend.units, by: Int128(period.days)))
    }
}
