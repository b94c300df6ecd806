/// One exact point of the crash grid in one command.
struct GridPoint: Sendable, CustomStringConvertible {
    let deed: Deed
    let name: String
    let stop: String
    var description: String { "\(deed.rawValue): \(name)" }

    /// A log entry on its way to the disk.
    private static func entry(_ deed: Deed, _ what: String, _ kind: String, at: Int = 1) -> [GridPoint] {
        let call = #"call=write,on=store.db-wal,with="kind":"\#(kind)",at=\#(at)"#
        return [
            GridPoint(deed: deed, name: "before \(what) is written", stop: call + ",do=before"),
            GridPoint(deed: deed, name: "half of \(what) written", stop: call + ",do=half"),
            GridPoint(deed: deed, name: "\(what) written, not committed", stop: call + ",then=sync,do=before"),
            GridPoint(deed: deed, name: "\(what) committed", stop: call + ",then=sync,do=after"),
        ]
    }

    /// A request on its way to the platform.
    private static func request(_ deed: Deed, _ call: String, at: Int = 1) -> [GridPoint] {
        let send = #"call=send,on=socket,with="call":"\#(call)",at=\#(at)"#
        return [
            GridPoint(deed: deed, name: "claimed, no byte sent", stop: send + ",do=before"),
            GridPoint(deed: deed, name: "bytes half sent", stop: send + ",do=half"),
            GridPoint(deed: deed, name: "\(call) done, reply lost", stop: send + ",then=read,do=before"),
            GridPoint(deed: deed, name: "reply read, outcome not written", stop: send + ",then=read,do=after"),
            GridPoint(deed: deed, name: "SIGTERM with the reply on its way", stop: send + ",then=read,do=term"),
            GridPoint(deed: deed, name: "connection reset", stop: send + ",then=read,do=104"),
        ]
    }

    /// Every point in a proof; in a slice those of the run and of the approval, and of the rest every second.
    static let chosen = all.enumerated().filter { index, point in
        Effort.proves || index % 2 == 0 || [.run, .approve, .checkpoint].contains(point.deed)
    }.map(\.element)

    static let all: [GridPoint] = [
        run, approve, undo, imports, advance, checkpoint, halt, erase, limit,
    ].flatMap { $0 }

    private static let run = [
        entry(.run, "the intent", "ruling", at: 2), request(.run, "effect", at: 2),
        entry(.run, "the outcome", "receipt", at: 2),
        [GridPoint(deed: .run, name: "before connecting", stop: "call=connect,on=socket,at=1,do=before")],
    ].flatMap { $0 }
    private static let approve = entry(.approve, "the approval", "approved") + request(.approve, "effect")
    private static let undo =
        entry(.undo, "the word", "undone") + entry(.undo, "the undo", "undone", at: 2) + request(.undo, "effect")
    private static let imports = entry(.importAds, "the import", "imported")
    private static let advance = request(.advance, "advance")
    private static let halt = [
        GridPoint(deed: .halt, name: "the door closed, not recorded", stop: "call=rename,on=doors/,at=1,do=after")
    ]

    private static let erase = entry(.erase, "the erasure", "erased")
    private static let limit =
        entry(.limit, "the limits", "organisation_applied") + entry(.limit, "the charter under them", "charter_applied")

    /// The note that is signed, on its way into the store and then into its file.
    private static let checkpoint: [GridPoint] = {
        let note = "call=write,on=store.db-wal,with=\u{2014} mandate.example,at=1"
        let points = [
            ("before the note is kept", note + ",do=before"),
            ("the note written, not committed", note + ",then=sync,do=before"),
            ("the note committed, not given out", note + ",then=sync,do=after"),
            ("the note's file half written", "call=write,on=checkpoints/latest,at=1,do=half"),
            ("before the note's file is put in place", "call=rename,on=checkpoints/latest,at=1,do=before"),
        ]
        return points.map { GridPoint(deed: .checkpoint, name: $0.0, stop: $0.1) }
    }()
}
