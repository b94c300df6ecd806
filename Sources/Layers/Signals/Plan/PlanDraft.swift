import Vocabulary

/// A plan in the making: each step decides one thing and notes what it assumed or what is missing.
struct PlanDraft {
    private let options: ImportOptions
    private let header: HeaderReading
    private let platform: Platform
    private var columns: ColumnPlan
    private let language: ReportLanguage?
    private var content: ImportContent?
    private var numbers = NumberStyle.point
    private var evidence = NumberEvidence()
    private var dates: DateOrder?
    private var currency: Currency?
    private var period: Period?
    private var zone = Zone.utc
    private var assumptions: [Assumption] = []
    /// Whether rows were seen whose period is one day.
    private var hasSingleDays = false
    private var missing: [Missing] = []

    init(_ options: ImportOptions, _ header: HeaderReading, _ platform: Platform, _ columns: ColumnPlan) {
        self.options = options
        self.header = header
        self.platform = platform
        self.columns = columns
        language = PlatformRecognition.language(headings: header.cells, platform)
    }

    /// Whether a person said how both numbers and dates are written, so that no cell has to be asked.
    var isDeclared: Bool { options.numbers != nil && options.dates != nil }

    /// Whether a date column of one date may be the start of the whole report.
    var needsVariety: Bool { platform == .linkedIn && !header.titles.isEmpty }

    private func uses(_ matches: (Field) -> Bool) -> Bool {
        columns.columns.contains { $0.isUsed && ($0.field.map(matches) ?? false) }
    }

    /// What the rows are and whose; throws for what is not imported.
    mutating func decideContent() throws(ImportError) {
        let level = try LevelReading(columns.columns, platform, options)
        content = level.content
        if let content, level.isAssumed { assumptions.append(.level(content.level)) }
        if content == nil { missing.append(.level) }
    }

    /// Everything that the cells and title rows decide.
    mutating func decide(_ survey: Survey) throws(ImportError) {
        hasSingleDays = survey.hasSingleDays
        leaveOutStartOfReport(survey)
        // A table of campaigns says until when they run; that is no period of a report.
        if case .entities = content { for field in [Field.periodStart, .periodEnd] { columns.leaveOut(field) } }
        decideNumbers(survey)
        decideDates(survey)
        try decideCurrency(survey)
        try decidePeriod()
        decideZone(survey)
        decideEntities(survey)
    }

    private mutating func decideNumbers(_ survey: Survey) {
        evidence = survey.numbers
        if let declared = options.numbers {
            numbers = declared
            assumptions.append(.numbers(declared))
        } else if let proven = evidence.style {
            numbers = proven
        } else if evidence.isContradictory {
            missing.append(.numbersContradict)
        } else if let example = evidence.example {
            guard let language else { return missing.append(.numbers(example: example)) }
            numbers = language.numbers
            assumptions.append(.numbers(numbers))
        }
    }

    private mutating func decideDates(_ survey: Survey) {
        let open = survey.dates.filter { columns.columns[$0.key].isUsed && $0.value.needsOrder }.sorted {
            $0.key < $1.key
        }
        guard !open.isEmpty else { return }
        if let declared = options.dates {
            dates = declared
            assumptions.append(.dates(declared))
            return
        }
        let proven = Set(open.compactMap { $0.value.order })
        let contradicts = open.first { $0.value.dayFirst > 0 && $0.value.monthFirst > 0 }
        if let column = contradicts?.key ?? (proven.count > 1 ? open.first?.key : nil) {
            missing.append(.datesContradict(column: header.cells[column]))
        } else if let order = proven.first {
            dates = order
        } else if let usual = language?.dates {
            dates = usual
            assumptions.append(.dates(usual))
        } else if let (column, found) = open.first {
            missing.append(.dates(column: header.cells[column], example: found.example ?? ""))
        }
    }

    private mutating func decideCurrency(_ survey: Survey) throws(ImportError) {
        let hasMoney = uses { if case .metric(let metric, _) = $0 { metric.isMoney } else { $0.isBudget } }
        guard hasMoney else { return }
        let found = columns.currencies.isEmpty ? survey.currencies : columns.currencies
        if let declared = options.currency {
            if let other = columns.currencies.first(where: { $0 != declared }) {
                throw .contradiction(
                    "the headings say `\(other.code)` and `--currency` says `\(declared.code)`; leave the option out")
            }
            currency = declared
            if !found.contains(declared) { assumptions.append(.currency(declared)) }
        } else if found.count == 1 {
            currency = found.first
        } else if found.count > 1, columns.currencies.isEmpty {
            missing.append(
                .currencies(
                    survey.currencyLines.sorted { $0.value < $1.value }.map {
                        CurrencyLine(code: $0.key.code, line: $0.value)
                    }))
        } else {
            missing.append(.currency)
        }
    }

    /// LinkedIn writes the first day of the whole report into every row of a report that is not split by day.
    private mutating func leaveOutStartOfReport(_ survey: Survey) {
        guard platform == .linkedIn, !survey.dates.values.contains(where: \.varies),
            let title = TitlePeriod.find(header.titles, options.dates), title.days > 1
        else { return }
        columns.leaveOut(.day)
    }

    private mutating func decidePeriod() throws(ImportError) {
        guard case .metrics = content else { return }
        let title = TitlePeriod.find(header.titles, dates ?? options.dates)
        let hasDates = uses {
            switch $0 {
            case .day, .calendar, .periodStart: true
            default: false
            }
        }
        if hasDates {
            period = options.period
        } else if let declared = options.period {
            if let title, title != declared {
                throw .contradiction("a title row says `\(title)` and `--period` says `\(declared)`; give one of them")
            }
            period = declared
            assumptions.append(.period(declared))
        } else if let title {
            period = title
            assumptions.append(.titlePeriod(title))
        } else {
            missing.append(.period)
        }
    }

    private mutating func decideZone(_ survey: Survey) {
        if let stated = survey.zones.count == 1 ? survey.zones.first.flatMap(Zone.init) : nil {
            zone = stated
        } else {
            zone = options.zone ?? .utc
            assumptions.append(.zone(zone))
        }
    }

    private mutating func decideEntities(_ survey: Survey) {
        guard let level = content?.level else { return }
        let others = survey.accounts.subtracting([account]).sorted()
        if !others.isEmpty { assumptions.append(.accounts(others, into: account)) }
        if !uses({ $0 == .id(.account) || $0 == .name(.account) }), level != .account || !uses({ $0 == .ownID }) {
            assumptions.append(.account(account))
        }
        for kind in EntityKind.allCases where kind <= level && uses({ $0 == .name(kind) }) {
            let isOwn = kind == level && uses { $0 == .ownID }
            if !isOwn, !uses({ $0 == .id(kind) }) { assumptions.append(.named(kind)) }
        }
        let unnamed = [EntityKind.campaign, .adSet, .ad].filter { kind in
            let isOwn = kind == level
            return kind <= level && uses { $0 == .id(kind) || isOwn && $0 == .ownID }
                && !uses { $0 == .name(kind) || isOwn && $0 == .ownName }
        }
        if !unnamed.isEmpty { assumptions.append(.unnamed(unnamed)) }
        if level > .campaign, !uses({ $0 == .id(.campaign) || $0 == .name(.campaign) }) {
            assumptions.append(.unnamedCampaign)
        }
        // What a row below a campaign says of its own budget decides nothing here.
        if level > .campaign { for field in [Field.budget(nil), .budget(level)] { columns.leaveOut(field) } }
        if level > .account {
            let untold = [Field.inBundle, .inExperiment].filter { field in !uses { $0 == field } }
            if !untold.isEmpty { assumptions.append(.alone(untold)) }
        }
        if case .metrics = content {
            if !uses({ $0 == .startDate }) { assumptions.append(.start) }
            let isTold = uses { $0 == .status(nil) || $0 == .status(level) }
            let isToldAbove = level <= .campaign || uses { $0 == .status(.campaign) }
            if !isTold || !isToldAbove { assumptions.append(.active) }
            if currency != nil, !uses({ $0 == .budget(nil) || $0 == .budget(.campaign) }) {
                assumptions.append(.budgetFromSpend)
            }
        }
    }

    private var account: String { options.account ?? "main" }

    private func notJudged() -> [NotJudged] {
        guard case .metrics = content else { return [] }
        var result: [NotJudged] = []
        if !uses({ $0 == .day }), !hasSingleDays { result += [.movement, .pace] }
        if !uses({ $0 == .startDate }) { result.append(.age) }
        let metrics: [(Counted, NotJudged)] = [
            (.revenue, .revenue), (.purchases, .purchases), (.enquiries, .enquiries),
        ]
        for (metric, absent) in metrics
        where !uses({ if case .metric(metric, _) = $0 { true } else { false } }) { result.append(absent) }
        return result
    }

    /// The plan as decided.
    func plan(_ format: DelimitedFormat) -> ImportPlan {
        ImportPlan(
            source: options.source, platform: platform, language: language, content: content, format: format,
            titles: header.titles, headerLine: header.line, columns: columns.columns, numbers: numbers,
            numberEvidence: evidence, dates: dates, currency: currency, period: period, zone: zone, account: account,
            takenAt: options.takenAt, assumptions: assumptions, missing: missing, notJudged: notJudged(),
            limits: options.limits)
    }
}
