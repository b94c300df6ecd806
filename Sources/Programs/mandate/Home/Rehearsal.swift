import Engine
import Execution
import Governance
import Home
import Vocabulary

/// What a dry run has in place of a platform's effects: nothing is sent, and what was asked for counts as done.
struct RehearsedEffects: ConnectorEffects {
    let surroundings: HomeSurroundings

    func attempt(_ permit: consuming Permit) async -> Carried {
        let action = permit.action
        return Carried(
            .done(
                Receipt(
                    action: action.id, at: surroundings.now(), before: action.preconditions, after: action.expected,
                    answerHash: "")))
    }
}

/// The checkpoints outside the store, as a dry run has them: it is held against them, and adds none.
struct KeptCheckpoints: OutsideCheckpoints {
    let outside: HomeCheckpoints

    func newest() throws -> [OutsideNote] { try outside.newest() }

    func keep(_ note: [UInt8], size: UInt64) throws {}
}
