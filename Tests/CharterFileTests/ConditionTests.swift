import CharterFile
import Testing

/// Conditions that the facts cannot change, and conditions close to them that they can.
@Suite struct ConditionTests {
    /// The first base with a condition on its daily budgets, evidence before them, and a move of budget that they are part of.
    private static func findings(_ condition: String, _ more: String = "") -> [CharterFinding] {
        // A condition has the signs in it that join edits, so it is put in by itself.
        FindingCase(.constantCondition, fails: [], passes: []).sample(more)
            .replacing("before: [ads.pause]", "before: [ads.pause, ads.set_daily_budget]")
            .replacing("entity.clicks > 50", condition)
            .findings.filter { $0.code == .constantCondition }
    }

    @Test(arguments: [
        ("entity.purchases > 10 && entity.purchases < 5", "never true, whatever the facts are"),
        ("entity.purchases > 10 && entity.purchases < 11", "never true, whatever the facts are"),
        ("entity.purchases > entity.clicks && entity.clicks > entity.purchases", "never true, whatever"),
        ("entity.clicks > 1 && entity.clicks < entity.purchases && entity.purchases < 3", "never true, whatever"),
        ("entity.purchases >= 10 || true", "always true, whatever the facts are"),
        ("entity.purchases * 2 >= 10 && false", "never true, whatever the facts are"),
        ("entity.purchases >= entity.purchases", "always true, whatever the facts are"),
        ("entity.purchases >= 10 || entity.purchases < 10", "always true, whatever the facts are"),
        ("entity.name in []", "never true, whatever the facts are"),
        ("entity.name == 'a' && entity.name != 'a'", "never true, whatever the facts are"),
        ("entity.name != 'a' || entity.id != 'b' || entity.name != entity.id", "always true, whatever"),
        ("entity.kind == 'campagin'", "never true: `ads.set_daily_budget` is for `campaign`"),
        ("entity.kind == 'ad'", "never true: `ads.set_daily_budget` is for `campaign`"),
        ("entity.kind.startsWith('c')", "always true: `ads.set_daily_budget` is for `campaign`"),
        ("entity.status == 'on'", "never true"),
        ("proposal.tool == 'ads.pause'", "never true: this entry is only asked for `ads.set_daily_budget`"),
        ("entity.purchases < 0", "never true: `entity.purchases` is never below `0`"),
        ("entity.purchases < 0.5 && entity.purchases > 0.1", "never true, whatever the facts are"),
        ("proposal.confidence > 10000", "never true: `proposal.confidence` goes from `0` to `10000`"),
        ("entity.age_days < 10", "never true: line `43` already asks for `entity.age_days` of at least `10`"),
        ("entity.spend_minor < 80 * 100", "never true: line `43` already asks for `entity.spend_minor`"),
        ("proposal.daily_budget_minor < 500", "never true: the floor of `5.00 EUR` and the ceiling of `400.00 EUR`"),
        ("has(entity.purchases) || !has(entity.purchases)", "always true, whatever the facts are"),
    ]) func `a condition that the facts cannot change is found, and what makes it so is named`(
        condition: String, words: String
    ) throws {
        let found = Self.findings(condition)
        let finding = try #require(found.first, "`\(condition)`")
        #expect(found.count == 1 && finding.message.contains(words), "\(finding.text)")
    }

    @Test(arguments: [
        "entity.purchases > 10 && entity.purchases < 12", "entity.purchases >= 0 && entity.clicks >= 1",
        "entity.clicks > 1 && entity.clicks < entity.purchases && entity.purchases < 4",
        "entity.clicks > 1 && entity.clicks < entity.purchases && entity.purchases < entity.impressions && entity.impressions < 5",
        "entity.purchases > entity.clicks", "entity.name == entity.id", "entity.name in ['a', entity.id]",
        "entity.name.startsWith('a') && entity.name.endsWith('b')", "size(entity.name) > 40",
        "entity.name > 'a' && entity.name < 'b'", "entity.purchases * 3 == 21",
        "entity.spend_minor / entity.purchases > 4000", "entity.purchases % 7 == 3",
        "entity.spend_minor > 10 * entity.daily_budget_minor", "entity.age_days < 11", "entity.age_days == 10",
        "entity.spend_minor <= 8000", "proposal.daily_budget_minor == 500", "proposal.daily_budget_minor > 39999",
        "proposal.confidence == 10000", "entity.status == 'paused'", "has(entity.revenue_minor)",
        "entity.revenue_minor < 0", "entity.purchases > 2.5", "(entity.clicks > 5) == (entity.purchases > 5)",
        "entity.clicks > 5 ? entity.purchases > 1 : entity.purchases > 2",
        "entity.purchases == 9223372036854775807", "entity.name == 'e\u{301}' && entity.name != '\u{e9}'",
    ]) func `a condition that some facts make true and others false has nothing to be said against it`(
        condition: String
    ) {
        #expect(Self.findings(condition).map(\.text) == [])
    }

    /// Each of them would need thousands of evaluations, and there are a thousand of them.
    @Test func `a file full of conditions is judged in its bound`() {
        let parts = ["age_days", "clicks", "purchases", "enquiries", "impressions", "spend_minor"].map {
            "(entity.\($0) < 5 || entity.\($0) > 3 || entity.\($0) == 40)"
        }
        let entries = (0..<1_000).map {
            "    - { condition: \"\(parts.joined(separator: " && ")) || entity.clicks == \($0)\" }\n"
        }
        let start = ContinuousClock.now
        let full = FindingCase(.constantCondition, fails: [], passes: []).sample("")
            .replacing("    - { missing: goal_metric }\n", entries.joined())
        #expect(
            full.findings.allSatisfy { $0.severity != .error || $0.code == .tooLarge }, "\(full.errors.map(\.text))")
        #expect(start.duration(to: .now) < .seconds(30))
    }

    @Test func `the parts of a move are judged by the entries of a budget under the name of the move`() {
        let move = "tool: ads.resume => tool: ads.move_budget"
        #expect(Self.findings("proposal.tool == 'ads.set_daily_budget'").count == 1)
        #expect(Self.findings("proposal.tool == 'ads.set_daily_budget'", move).isEmpty)
    }

    @Test(arguments: [
        ("- tool: ads.pause\n => - tool: ads.pause\n      when: \"proposal.daily_budget_minor < 900\"\n", 1),
        ("tool: ads.resume => tool: ads.create_campaign\n      when: \"entity.purchases > 3\"", 1),
        ("tool: ads.resume => tool: ads.create_campaign\n      when: \"account.spend_minor > 3\"", 0),
        ("- tool: ads.delete => - tool: ads.pause\n      when: \"entity.age_days < 3\"", 0),
        ("- tool: ads.delete => - tool: ads.pause\n      when: \"entity.kind == 'account'\"", 1),
        ("{ missing: goal_metric } => { condition: \"account.days < 0\" }", 1),
        ("{ missing: goal_metric } => { condition: \"account.spend_minor in []\" }", 1),
        ("{ missing: goal_metric } => { condition: \"entity.kind == 'account'\" }", 0),
        ("{ missing: goal_metric } => { condition: \"proposal.tool == 'ads.stop'\" }", 1),
    ]) func `what a fact can be depends on where the condition stands`(edit: String, count: Int) {
        #expect(Self.findings("entity.clicks > 50", edit).count == count, "\(edit)")
    }
}
