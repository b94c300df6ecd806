import Schemas
import Vocabulary

/// When counts came in, and how far the log was then: of two things of one instant it says which came first.
struct DataArrival {
    let at: Instant
    let position: Int64
}

extension EngineView {
    /// Notes that newer counts came in.
    func noteData(at now: Instant) throws {
        let noted: JSON = ["at": now.json, "position": .integer(try logSize())]
        try set("data_came", to: noted.description)
    }

    /// When the newest counts came in. That is hours after the end of the days they speak of: what was decided in between was decided
    /// on older ones.
    func dataCame(_ account: AccountRecord) throws -> DataArrival {
        guard let text = try setting("data_came") else { return DataArrival(at: account.asOf, position: 0) }
        let noted = try JSON(parsing: text)
        guard let at = noted["at"]?.stringValue.flatMap(Instant.init(parsing:)),
            let position = noted["position"]?.integerValue
        else {
            throw EngineError.conflict("what the store keeps of the newest counts cannot be read; see `mandate doctor`")
        }
        return DataArrival(at: at, position: position)
    }
}
