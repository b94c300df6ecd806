/// Every command, in the order in which help shows them. Parser, help, completion, the reference and the man page are made
/// from this table and nothing else.
enum CommandTable {
    /// All commands.
    static let commands: [Command] = start + charter + agent + halting + inbox + sandbox + audit + operations

    private static let start: [Command] = [.demo, .initialise, .importFile, .doctor]
    private static let charter: [Command] = [
        .charterCheck, .charterApply, .charterDiff, .charterDocs, .charterNew, .charterList, .charterSchema,
    ]
    private static let agent: [Command] = [
        .agentList, .agentShow, .agentRun, .agentPause, .agentResume, .agentPromote, .agentDemote,
    ]
    private static let halting: [Command] = [.halt, .unhalt]
    private static let inbox: [Command] = [.inbox, .approve, .reject, .answer, .resolve, .explain, .undo]
    private static let sandbox: [Command] = [.sandboxAdvance, .sandboxFaults, .sandboxServe]
    private static let audit: [Command] = [
        .auditVerify, .auditReplay, .auditExport, .auditCheckpoint, .auditTail, .auditSearch, .auditErase,
        .auditKeyRotate,
    ]
    private static let operations: [Command] = [
        .clockShow, .clockAccept, .teamList, .teamAdd, .teamRemove, .teamAway, .reviewList, .reviewSign, .ledgerShow,
        .metricList, .toolList,
        .toolSchema,
        .toolAsk, .completion, .reference, .version,
    ]
}
