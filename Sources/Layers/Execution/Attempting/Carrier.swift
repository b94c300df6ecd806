public import Governance
public import Vocabulary

/// How every connector carries out a permit: read the preconditions, send once, read back, compare with what the bytes meant.
///
/// A platform that says yes and does nothing is a doubt here, not a success; what is wrong before the send is `notSent`.
public struct Carrier: Sendable {
    private let reads: any ConnectorReads
    private let surroundings: any Surroundings
    private let pace: PlatformPace
    private let digest: @Sendable ([UInt8]) -> String
    /// How often a platform that shows the old value is read again before that is a doubt.
    private let readBacks: Int

    /// A carrier over a connector's reads, no faster than the platform's `pace`. `digest` hashes the platform's answer for the receipt, as lower-case hex.
    public init(
        reads: any ConnectorReads, surroundings: any Surroundings, pace: PlatformPace, readBacks: Int = 3,
        digest: @escaping @Sendable ([UInt8]) -> String
    ) {
        self.reads = reads
        self.surroundings = surroundings
        self.pace = pace
        self.readBacks = readBacks
        self.digest = digest
    }

    /// Uses up the permit. `send` makes the platform's request from the call and the key alone, sends it once, and gives the
    /// platform's answer; `made` says which entity a creation makes.
    public func carry(
        _ permit: consuming Permit, made: (Call, Action) -> EntityRef?,
        send: (Sending) async throws(ConnectorError) -> [UInt8]
    ) async -> Carried {
        let action = permit.action
        let call: Call
        do { call = try action.call() } catch {
            return .notSent(ConnectorError(.giveUp, .invalid, "the bytes of the action are not a call: \(error)"))
        }
        if let wait = await pace.turn() {
            return .notSent(ConnectorError(.retry(after: wait), .rateLimited, "the platform's pace is used up for now"))
        }
        let seen: Seen
        do throws(ConnectorError) { seen = try await look(action) } catch { return .notSent(error.beforeSending) }
        guard seen.mismatches.isEmpty else { return await changed(action, seen, call, made) }
        let sending = Sending(call: call, action: action, versions: seen.versions)
        do throws(ConnectorError) {
            let answer = try await send(sending)
            return await readBack(action, seen, expected(action, call, made), answer)
        } catch {
            if error.reason == .rateLimited { await pace.wasTooMuch() }
            return error.remedy == .reconcile ? .doubt(error) : .notSent(error)
        }
    }

    /// The fields to be read back: those of the action, or for a creation those that the call names.
    private func expected(_ action: Action, _ call: Call, _ made: (Call, Action) -> EntityRef?) -> [FieldValue] {
        guard case .createCampaign(let new) = call, let ref = made(call, action) else { return action.expected }
        return [
            FieldValue(ref, "daily_budget", new.dailyBudget.description), FieldValue(ref, "name", new.name),
            FieldValue(ref, "status", EntityStatus.paused.rawValue),
        ]
    }

    /// The preconditions as the platform shows them.
    private struct Seen {
        var values: [FieldValue] = []
        var mismatches: [FieldValue] = []
        var versions: [EntityRef: Int64] = [:]
    }

    private func look(_ action: Action) async throws(ConnectorError) -> Seen {
        var seen = Seen()
        for condition in action.preconditions {
            let entity = try await reads.entity(condition.entity)
            let value = FieldValue(condition.entity, condition.field, entity.value(of: condition.field) ?? "")
            seen.values.append(value)
            if value != condition { seen.mismatches.append(value) }
            if let version = entity.version { seen.versions[condition.entity] = version }
        }
        return seen
    }

    /// A precondition does not hold. If it is our own effect of an earlier attempt under this key, it is done; else somebody
    /// else changed it, and nothing is sent.
    private func changed(_ action: Action, _ seen: Seen, _ call: Call, _ made: (Call, Action) -> EntityRef?) async
        -> Carried
    {
        let isOurs: Bool
        do throws(ConnectorError) {
            isOurs = try await reads.answer(to: action.idempotencyKey) == .happened
        } catch { return .doubt(error.beforeSending) }
        guard !isOurs else { return await readBack(action, seen, expected(action, call, made), []) }
        let wrong = zip(action.preconditions, seen.values).filter { $0 != $1 }
        let list = wrong.map { "`\($0.entity)` has \($0.field) `\($1.value)`, not `\($0.value)`" }.joined(
            separator: "; ")
        let failure = ConnectorError(.giveUp, .changedMeanwhile, "\(list): somebody changed it; nothing was sent")
        return Carried(.notSent(failure.message), failure: failure, externalChanges: seen.mismatches)
    }

    private func readBack(_ action: Action, _ seen: Seen, _ expected: [FieldValue], _ answer: [UInt8]) async -> Carried
    {
        var found: [FieldValue] = []
        for _ in 0..<max(1, readBacks) {
            do throws(ConnectorError) { found = try await read(expected) } catch {
                return .doubt(
                    ConnectorError(.reconcile, .unanswered, "it was sent, but could not be read back: \(error.message)")
                )
            }
            guard found != expected else {
                return Carried(
                    .done(
                        Receipt(
                            action: action.id, at: surroundings.now(), before: action.preconditions, after: found,
                            answerHash: digest(answer))))
            }
        }
        let list = zip(expected, found).filter { $0 != $1 }
            .map { "`\($0.entity)` still shows \($0.field) `\($1.value)`, not `\($0.value)`" }.joined(separator: "; ")
        return .doubt(ConnectorError(.reconcile, .failed, "the platform said it was done, but \(list)"))
    }

    private func read(_ fields: [FieldValue]) async throws(ConnectorError) -> [FieldValue] {
        var found: [FieldValue] = []
        for field in fields {
            let entity = try await reads.entity(field.entity)
            found.append(FieldValue(field.entity, field.field, entity.value(of: field.field) ?? ""))
        }
        return found
    }
}

/// What a connector's request is made from: the call that the permit's bytes hold, the key, and the versions just read.
public struct Sending: Sendable {
    /// What the bytes ask for.
    public let call: Call
    /// The action, for its idempotency key.
    public let action: Action
    /// The platform's versions of the entities whose preconditions were read, to bind the write to.
    public let versions: [EntityRef: Int64]
}

extension Carried {
    static func notSent(_ failure: ConnectorError) -> Carried { Carried(.notSent(failure.message), failure: failure) }
    static func doubt(_ failure: ConnectorError) -> Carried { Carried(.doubt(failure.message), failure: failure) }
}

extension ConnectorError {
    /// A read that failed before anything was sent: nothing happened, so there is nothing to reconcile.
    fileprivate var beforeSending: ConnectorError {
        remedy == .reconcile ? ConnectorError(.retry(after: nil), reason, message) : self
    }
}
