import Vocabulary

/// Reads what a row says of its entity beside its counts. A cell that says nothing, or nothing that is understood, is as if it were
/// empty; what is then assumed in its place is kept, so that the import can say so.
struct FactColumns {
    private let plan: ImportPlan
    private let numbers: NumberReader
    private let status: Int?
    /// Status and budget of the campaign above the row's own entity.
    private let campaignStatus: Int?
    private let budget: Int?
    private let campaignBudget: Int?
    private let budgetKind: Int?
    private let start: Int?
    private let bundle: Int?
    private let experiment: Int?
    /// What was odd about the last row.
    private(set) var odd: [DataFinding] = []
    /// What the last row did not say although the file has a column for it.
    private(set) var untold: [Assumption] = []

    init(_ plan: ImportPlan, _ level: EntityKind, _ numbers: NumberReader) {
        self.plan = plan
        self.numbers = numbers
        status = (plan.column(.status(level)) ?? plan.column(.status(nil)))?.index
        campaignStatus = level > .campaign ? plan.column(.status(.campaign))?.index : nil
        budget = (plan.column(.budget(level)) ?? plan.column(.budget(nil)))?.index
        campaignBudget = level > .campaign ? plan.column(.budget(.campaign))?.index : nil
        budgetKind = plan.column(.budgetKind)?.index
        start = plan.column(.startDate)?.index
        bundle = plan.column(.inBundle)?.index
        experiment = plan.column(.inExperiment)?.index
    }

    /// What a row says.
    mutating func facts(_ record: Record) throws(RowProblem) -> EntityFacts {
        (odd, untold) = ([], [])
        var facts = EntityFacts()
        facts.status = told(record, status, .active, .unknownStatus) { StatusWord.status(record.text($0)) }
        facts.campaignStatus = told(record, campaignStatus, .active, .unknownStatus) {
            StatusWord.status(record.text($0))
        }
        let dates = plan.dates
        facts.start = told(record, start, .start, .unreadStart) { DateCell(record.field($0)).date(dates) }
        facts.dailyBudget = try dailyBudget(record, budget)
        facts.campaignBudget = try dailyBudget(record, campaignBudget)
        facts.inBundle = try answer(record, bundle)
        facts.inExperiment = try answer(record, experiment)
        return facts
    }

    /// What a column says of the row's entity; nil, with what is assumed then, where it says nothing that is understood.
    private mutating func told<Value>(
        _ record: Record, _ column: Int?, _ assumption: Assumption, _ finding: DataFinding, _ read: (Int) -> Value?
    ) -> Value? {
        guard let column else { return nil }
        if let value = read(column) { return value }
        if !untold.contains(assumption) { untold.append(assumption) }
        if !NumberReader.isAbsent(record.field(column)) { odd.append(finding) }
        return nil
    }

    /// The budget where it is said to be for a day, or where nothing says what it is for; a limit is rounded down. One in another
    /// currency is refused as any amount is. Words in place of a number say that the budget stands elsewhere, as Meta's do.
    private mutating func dailyBudget(_ record: Record, _ column: Int?) throws(RowProblem) -> Money? {
        guard let column, let currency = plan.currency else { return nil }
        let cell = record.field(column)
        guard case .value(let value, let sign, _) = numbers.read(cell), value >= .zero,
            let money = try? MetricMoney(value, currency).rounded(.down)
        else {
            if cell.contains(where: { $0 &- 48 < 10 }) { odd.append(.unreadBudget) }
            return nil
        }
        guard CurrencySign.fits(sign, currency) else { throw RowProblem(.currency(sign, currency)) }
        if let budgetKind {
            let kind = record.text(budgetKind).lowercased()
            guard Self.dayWords.contains(where: kind.contains) else { return nil }
        }
        return money
    }

    private static let dayWords = ["daily", "day", "tag", "täglich", "quotidien", "jour"]

    /// Yes or no. What protects an entity from being touched is not guessed.
    private func answer(_ record: Record, _ column: Int?) throws(RowProblem) -> Bool? {
        guard let column, case let cell = record.field(column), !NumberReader.isAbsent(cell) else { return nil }
        if let answer = YesNoWord.answer(record.text(column)) { return answer }
        throw RowProblem(.badAnswer(column: plan.columns[column].heading, text: RowProblem.excerpt(cell)))
    }
}
