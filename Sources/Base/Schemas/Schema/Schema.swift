/// A JSON Schema (2020-12) compiled once and run over documents many times.
///
/// Documents are judged on their bytes, in the one pass of `JSONTape`; what is judged is what is read.
/// Formats are annotations unless the options say otherwise. References never reach the network. Patterns,
/// references and findings are bounded, and a document that needs more work than the bounds allow is refused,
/// never let pass.
public struct Schema: Sendable {
    private let program: SchemaProgram

    /// Compiles a schema with all it refers to, or says what is wrong with it and where.
    public init(compiling json: JSON, options: SchemaOptions = .standard) throws(SchemaError) {
        switch json {
        case .object, .bool: break
        default:
            throw SchemaError(
                path: "", message: "the schema is \(json.kind); write an object, `true` or `false`")
        }
        var compiler = SchemaCompiler(options: options)
        program = SchemaProgram(try compiler.compile(json))
    }

    /// Everything in which a document breaks the schema, at most 100 findings; empty when it is valid.
    public func validate(_ tape: JSONTape) -> [SchemaFinding] {
        var run = SchemaRun(program, tape)
        return run.findings()
    }

    /// Reads a document and judges it; throws when it is no strict JSON at all.
    public func validate(_ bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError)
        -> [SchemaFinding]
    {
        validate(try JSONTape(parsing: bytes, limits: limits))
    }

    /// Judges a value that was built in the program. A number no reader would take back is a finding.
    public func validate(_ json: JSON) -> [SchemaFinding] {
        do throws(JSONError) {
            return try validate(json.canonicalBytes, limits: JSONLimits(bytes: .max, depth: .max))
        } catch {
            return [SchemaFinding(path: "", keyword: "type", message: error.message)]
        }
    }

    /// Whether a document is valid, without saying why not.
    public func accepts(_ tape: JSONTape) -> Bool {
        var run = SchemaRun(program, tape)
        return run.accepts()
    }
}
