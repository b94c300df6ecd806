import Schemas
import Vocabulary

/// One reply line.
struct Reply: Hashable {
    let id: Int64
    /// As in HTTP: 200 done, 400 malformed, 404 unknown, 409 conflict, 412 changed meanwhile, 429 slower, 500 failed.
    let status: Int64
    /// The platform's time; nil before an account is there.
    let date: Instant?
    /// What was asked for, or why not.
    let body: Body

    /// A result or a refusal.
    enum Body: Hashable {
        case result(JSON)
        case error(code: String, message: String, retryAfterMilliseconds: Int64?)
    }

    init(id: Int64, status: Int64, date: Instant?, body: Body) {
        self.id = id
        self.status = status
        self.date = date
        self.body = body
    }

    static func done(_ id: Int64, _ result: JSON, at date: Instant?) -> Reply {
        Reply(id: id, status: 200, date: date, body: .result(result))
    }

    static func refused(_ id: Int64, _ refusal: Refusal, at date: Instant?) -> Reply {
        Reply(
            id: id, status: refusal.status, date: date,
            body: .error(
                code: refusal.code, message: refusal.message, retryAfterMilliseconds: refusal.retryAfterMilliseconds))
    }
}

extension Reply: JSONRepresentable {
    init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "reply")
        id = try fields.integer("id", in: 0...Int64(1 << 52))
        status = try fields.integer("status", in: 200...599)
        date = try fields.optional("date", Wire.instant)
        if status == 200 {
            body = .result(try fields.json("result"))
        } else {
            body = .error(
                code: try fields.required("code", Wire.text), message: try fields.string("message"),
                retryAfterMilliseconds: try fields.optionalInteger("retry_after_ms", in: 0...86_400_000))
        }
        try fields.end()
    }

    var json: JSON {
        var object = JSONObject(present: [
            "id": .integer(id), "status": .integer(status), "date": date.map { .string($0.description) },
        ])
        switch body {
        case .result(let result): object["result"] = result
        case .error(let code, let message, let retry):
            object["code"] = .string(code)
            object["message"] = .string(message)
            object["retry_after_ms"] = retry.map { .integer($0) }
        }
        return .object(object)
    }
}
