import Vocabulary

extension Checks {
    /// Is the charter nowhere laxer than its organisation? Both always hold; what is laxer here would only
    /// mislead.
    mutating func checkOrganisation() {
        guard let organisation = context.organisation else { return }
        let own = organisation.constraints
        checkGrants(organisation)
        checkAmounts(own)
        checkChanges(own)
        checkEvidence(own)
        checkChoices(own)
        checkOffers(own)
    }

    mutating func noteLaxer(_ place: SourcePosition, _ here: String, _ there: String, fix: String) {
        findings.note(
            .laxerThanOrganisation, at: place, "\(here), and the organisation says \(there)", fix: fix)
    }

    private mutating func checkGrants(_ organisation: Organisation) {
        for prohibition in organisation.prohibitions where prohibition.condition == nil {
            guard case .tool(let tool) = prohibition.subject,
                let permission = permissions.first(where: { $0.tool == tool })
            else { continue }
            noteLaxer(
                permission.clause.position, "`\(tool)` is granted",
                "never (line `\(prohibition.clause.position.line)` of its file)",
                fix: "remove this entry")
        }
    }

    private mutating func checkAmounts(_ own: Charter.Constraints) {
        if let currency = limits.currency, currency != own.currency, own.namesMoney {
            noteLaxer(
                draft.place("constraints", "currency"), "the charter counts in `\(currency)`",
                "`\(own.currency)` in its amounts",
                fix: "write `constraints.currency: \(own.currency)`; amounts are not converted")
        }
        for cap in limits.money {
            let most = own.money.filter {
                $0.window == cap.window && $0.over.isWhole && cap.over.isWhole
                    && $0.cap.currency == cap.cap.currency
            }
            guard let lowest = most.map(\.cap.minorUnits).min(), cap.cap.minorUnits > lowest else { continue }
            let limit = Money(minorUnits: lowest, cap.cap.currency)
            noteLaxer(
                cap.clause.position, "`\(cap.cap)` \(cap.window) is allowed", "at most `\(limit)`",
                fix: "write `cap: \(limit)` or less")
        }
        for touch in limits.touches {
            let most = own.touches.filter {
                $0.window == touch.window && $0.category == touch.category && $0.channel == touch.channel
            }
            guard let lowest = most.map(\.atMost).min(), touch.atMost > lowest else { continue }
            noteLaxer(
                touch.clause.position,
                "`\(touch.atMost)` \(touch.atMost == 1 ? "contact is" : "contacts are") allowed \(touch.window)",
                "at most `\(lowest)`",
                fix: "write `at_most: \(lowest == 1 ? "1 time" : "\(lowest) times")` or less")
        }
    }

    private mutating func checkChoices(_ own: Charter.Constraints) {
        for (key, here, there) in [
            ("channels", limits.channels, own.channels), ("markets", limits.markets, own.markets),
        ] where !there.isEmpty {
            let more = here.filter { !there.contains($0) }
            guard !more.isEmpty else { continue }
            let kept = here.filter(there.contains)
            noteLaxer(
                draft.place("constraints", key),
                "\(more.map { "`\($0)`" }.joined(separator: ", ")) is among the \(key)",
                "only \(there.map { "`\($0)`" }.joined(separator: ", "))",
                fix: "write `constraints.\(key): [\((kept.isEmpty ? there : kept).joined(separator: ", "))]`")
        }
        let shown = limits.data?.maySee.filter { own.data?.shows($0) == false } ?? []
        if !shown.isEmpty {
            let rest = limits.data?.maySee.filter { !shown.contains($0) } ?? []
            noteLaxer(
                draft.place("constraints", "data"), "\(shown.map { "`\($0)`" }.joined(separator: ", ")) is shown",
                "not",
                fix:
                    "write `constraints.data.may_see: [\((rest.isEmpty ? ["metrics"] : rest).joined(separator: ", "))]`"
            )
        }
        if let content = limits.content, let library = own.content?.onlyFrom, content.onlyFrom != library {
            noteLaxer(
                draft.place("constraints", "content"), "content comes from \(quoted(content.onlyFrom))",
                "only from \(quoted(library))", fix: "write `constraints.content.only_from: \(library)`")
        }
        if let basis = limits.lawfulBasis, let only = own.lawfulBasis, basis != only {
            noteLaxer(
                draft.place("constraints", "lawful_basis"), "the basis is `\(basis.rawValue)`", "`\(only.rawValue)`",
                fix: "write `constraints.lawful_basis: \(only.rawValue)`")
        }
        if let hours = limits.quietHours, let quiet = own.quietHours {
            guard !hours.covers(quiet) else { return }
            noteLaxer(
                draft.place("constraints", "quiet_hours"), "the quiet hours leave out some of the organisation's",
                "`\(quiet.span)`",
                fix: "write `constraints.quiet_hours: \(Self.text(quiet))`, or more")
        }
    }

    private static func text(_ hours: Charter.QuietHours) -> String {
        let (from, to) = (Charter.QuietHours.clock(hours.from), Charter.QuietHours.clock(hours.to))
        return "{ from: \"\(from)\", to: \"\(to)\", in: \(hours.clock == .recipient ? "recipient" : "charter")_zone }"
    }

    private mutating func checkOffers(_ own: Charter.Constraints) {
        guard let here = limits.offers, let there = own.offers else { return }
        let place = draft.place("constraints", "offers")
        if let most = there.discountAtMost {
            for share in [here.discountAlone, here.discountAtMost] {
                guard let share, share > most else { continue }
                noteLaxer(
                    place, "a discount of `\(share)` is allowed", "at most `\(most)`",
                    fix: "write `constraints.offers.discount: { at_most: \(most) }` or less")
                break
            }
        }
        if let least = there.marginAtLeast, let margin = here.marginAtLeast, margin < least {
            noteLaxer(
                place, "a margin of `\(margin)` is enough", "at least `\(least)`",
                fix: "write `constraints.offers.margin.at_least: \(least)` or more")
        }
    }
}
