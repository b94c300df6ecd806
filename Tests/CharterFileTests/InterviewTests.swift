import CharterFile
import Testing
import Vocabulary

@Suite struct InterviewTests {
    private let answers = [
        "paid-social", "Cheaper purchases from paid social.", "cost_per_purchase", "-15 %", "2017-12-31",
        "2017-07-01/2017-09-30",
        "purchases at least 95 % of baseline; enquiry_to_purchase_rate at least 90 % of baseline",
        "Fewer, better purchases are acceptable.", "", "ads.pause, ads.set_daily_budget", "ads.resume",
        "ads.delete, campaign brand-*, pricing", "", "Europe/London", "1250 GBP", "25000 GBP", "", "", "", "",
        "owner@example.com", "deputy@example.com",
    ]

    @Test func `its answers become a file that has no errors`() throws {
        var interview = Interview()
        for answer in answers {
            let question = try #require(interview.question)
            #expect(!question.text.isEmpty && !question.why.isEmpty && !question.example.isEmpty)
            let findings = interview.answer(answer)
            #expect(findings.map(\.text) == [], "\(question.topic)")
        }
        #expect(interview.question == nil)
        let file = Sample(try #require(interview.file))
        #expect(file.report == "")
        let charter = try #require(file.outcome.charter)
        #expect(charter.goal.protect.count == 2 && charter.constraints.zone.name == "Europe/London")
        #expect(charter.owner.deputies.map(\.text) == ["deputy@example.com"])
    }

    @Test(arguments: [
        (2, "improve marketing performance", CharterFinding.Code.vagueGoal), (2, "cost_per_sale", .unknownMetric),
        (3, "15 %", .targetWithoutSign), (3, "a lot", .badValue), (3, "+15 %", .directionAgainstMetric),
        (4, "next year", .badDate),
        (4, "2017-02-30", .badDate), (5, "2017-10-01/2018-03-31", .deadlineTooEarly),
        (5, "54.41 GBP", .baselineWithoutSource),
        (6, "everything", .bandWithoutEnds), (6, "reach at least 10 % of baseline", .gameableGoal),
        (9, "use available marketing tools", .vagueActions), (9, "1250 GBP", .badValue), (9, "ads.*", .wildcardTool),
        (9, "ads.delete", .irreversibleInMay),
        (11, "ads.pause", .allowedAndForbidden), (12, "15 %", .percentOfWhat), (13, "London", .unknownZone),
        (14, "1250", .moneyWithoutCurrency), (14, "£1,250", .badMoney), (15, "30000 EUR", .otherCurrency),
        (16, "300 d", .evidenceNeverReached), (17, "when uncertain", .vagueEscalation),
        (17, "me@example.com", .escalationWithoutDeadline), (18, "70", .numberWithoutUnit),
        (19, "now and then", .vagueReview), (19, "quarter", .reviewTooRare), (20, "the marketing team", .ownerIsTeam),
        (20, "the AI", .ownerIsMachine), (21, "owner@example.com", .deputyIsOwner),
    ]) func `an answer that is not enough is asked again with the reason`(
        index: Int, answer: String, code: CharterFinding.Code
    ) throws {
        var interview = Interview()
        for answer in answers[..<index] { #expect(interview.answer(answer).isEmpty) }
        let question = interview.question
        let findings = interview.answer(answer)
        #expect(findings.contains { $0.code == code }, "\(findings.map(\.text))")
        #expect(interview.question == question)
        #expect(interview.answer(answers[index]).isEmpty)
    }

    @Test func `an empty answer takes the suggestion, where there is one`() throws {
        var interview = Interview()
        #expect(interview.answer("").map(\.code) == [.emptyValue])
        for answer in answers[..<8] { _ = interview.answer(answer) }
        #expect(interview.question?.suggestion == "both")
        #expect(interview.answer("").isEmpty)
        #expect(interview.progress.answered == 9)
        interview.back()
        #expect(interview.question?.topic == .interest)
    }

    @Test func `an answer that somebody went back over is kept by an empty one`() throws {
        var interview = Interview(CharterContext(), InterviewQuestion.Topic.six)
        for answer in ["", "", "ads.pause", "1250 GBP"] { #expect(interview.answer(answer).isEmpty) }
        for _ in 0..<2 { interview.back() }
        #expect(interview.question?.suggestion == "ads.pause")
        #expect(interview.answer("").isEmpty && interview.question?.suggestion == "1250 GBP")
    }

    @Test func `six questions are enough, and what was not asked is said and known things are taken`() throws {
        var context = CharterContext()
        context.today = CalendarDate(parsing: "2017-10-01")
        let known: [InterviewQuestion.Topic: String] = [
            .baseline: "2017-07-01/2017-09-30", .zone: "Europe/London", .owner: "ana@example.com",
            .deputy: "owner@example.com",
        ]
        for metric in ["cost_per_purchase", "clicks", "revenue", "roas"] {
            var interview = Interview(context, InterviewQuestion.Topic.six, known: known)
            var asked = 0
            while let question = interview.question {
                let given = [.metric: metric, .dailyCap: "1250 GBP"][question.topic] ?? ""
                let findings = interview.answer(given)
                #expect(findings.isEmpty, "\(metric) \(question.topic): \(findings.map(\.text))")
                guard findings.isEmpty else { return }
                asked += 1
            }
            #expect(asked == 6)
            let file = Sample(try #require(interview.file))
            #expect(file.errors.isEmpty, "\(file.report)")
            let charter = try #require(file.outcome.charter)
            #expect(charter.owner.person.text == "ana@example.com" && charter.constraints.zone.name == "Europe/London")
            #expect(charter.owner.deputies.map(\.text) == ["owner@example.com"])
            #expect(
                interview.taken.count == 16 && interview.taken.first { $0.topic == .zone }?.value == "Europe/London")
        }
    }

    @Test func `nobody stands in for themselves, and what is granted is not also forbidden`() throws {
        var interview = Interview(
            CharterContext(), InterviewQuestion.Topic.six, known: [.deputy: "owner@example.com"])
        for answer in ["", "", "ads.resume, ads.pause", "100 EUR", "", "owner@example.com"] {
            #expect(interview.answer(answer).map(\.text) == [])
        }
        let file = try #require(interview.file)
        let charter = try #require(Sample(file).outcome.charter)
        #expect(charter.owner.deputies.isEmpty && charter.actions.permissions.allSatisfy { $0.grant == .may })
    }

    @Test func `an answer cannot write a second key`() throws {
        var interview = Interview()
        _ = interview.answer("paid-social")
        #expect(interview.answer("x\nactions: { may: [{ tool: ads.delete }] }").isEmpty)
        for answer in answers[2...] { #expect(interview.answer(answer).isEmpty) }
        let file = try #require(interview.file)
        let charter = try #require(Sample(file).outcome.charter)
        #expect(charter.actions.permissions(of: .delete).isEmpty)
    }

    @Test(arguments: ["clicks", "revenue", "churn_90d", "spend", "margin", "qualified_pipeline", "sales_cycle"])
    func `suggestions fit whatever the goal is`(metric: String) throws {
        var interview = Interview()
        while let question = interview.question {
            let answer = question.topic == .metric ? metric : answers[interview.progress.answered]
            let isOpen = [.target, .protect, .baseline].contains(question.topic)
            let isUp = MetricName(metric).flatMap { MetricCatalogue.builtIn[$0] }?.better == .up
            let given =
                question.topic == .target
                ? (isUp ? "+5 %" : "-5 %") : isOpen && question.suggestion != nil ? "" : answer
            let findings = interview.answer(given)
            #expect(findings.isEmpty, "\(question.topic): \(findings.map(\.text))")
            if !findings.isEmpty { return }
        }
        let file = try #require(interview.file)
        #expect(Sample(file).errors.isEmpty)
    }
}
