import Foundation
import Schemas

/// Foundation's reading of a document, for test data that holds numbers our reader refuses.
struct LooseJSON: Decodable {
    let json: JSON

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            json = .null
        } else if let truth = try? value.decode(Bool.self) {
            json = .bool(truth)
        } else if let whole = try? value.decode(Int64.self) {
            json = .integer(whole)
        } else if let number = try? value.decode(Double.self) {
            json = .double(number)
        } else if let text = try? value.decode(String.self) {
            json = .string(text)
        } else if let items = try? value.decode([LooseJSON].self) {
            json = .array(items.map(\.json))
        } else {
            let members = try value.decode([String: LooseJSON].self)
            json = .object(JSONObject(members.map { ($0.key, $0.value.json) }))
        }
    }
}
