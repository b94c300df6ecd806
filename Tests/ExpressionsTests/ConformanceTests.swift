import Expressions
import Testing

/// Which of the language's conformance cases belong to the core. A case that is neither run nor named here
/// fails.
private enum Core {
    static let sections = [
        "basic/reserved_const", "basic/self_eval_nonzeroish", "basic/self_eval_zeroish", "basic/variables",
        "comparisons/bound", "comparisons/eq_literal", "comparisons/gt_literal", "comparisons/gte_literal",
        "comparisons/in_list_literal", "comparisons/in_map_literal", "comparisons/lt_literal",
        "comparisons/lte_literal",
        "comparisons/ne_literal", "conversions/bool", "conversions/bytes", "conversions/double",
        "conversions/identity",
        "conversions/int", "conversions/string", "conversions/uint", "fields/in", "fields/map_fields",
        "fields/map_has",
        "fields/qualified_identifier_resolution", "fields/quoted_map_fields", "fp_math/fp_math",
        "integer_math/int64_math", "integer_math/uint64_math", "lists/concatenation", "lists/in",
        "lists/index",
        "lists/size", "logic/AND", "logic/NOT", "logic/OR", "logic/conditional", "parse/bytes_literals",
        "parse/nest",
        "parse/receiver_function_names", "parse/repeat", "parse/selectors", "parse/string_literals",
        "plumbing/eval_inputs", "plumbing/eval_results", "plumbing/min", "string/bytes_concat",
        "string/concatenation",
        "string/contains", "string/ends_with", "string/size", "string/starts_with",
    ]

    /// What is not in the core yet, by the beginning of its path.
    static let outside = [
        "bindings_ext/": "an extension: `cel.bind`",
        "conversions/dyn/": "types as values",
        "conversions/type/": "types as values",
        "dynamic/": "protobuf wrapper messages",
        "encoders_ext/": "an extension: base64",
        "macros/": "macros over lists and maps",
        "macros2/": "macros over lists and maps",
        "math_ext/": "an extension: math functions",
        "namespace/": "containers",
        "optionals/": "an extension: optional values",
        "string/matches/": "regular expressions",
        "string_ext/": "an extension: text functions",
        "timestamps/": "timestamps and durations",
    ]

    /// Single cases inside of sections that are run.
    static let exceptions = [
        "basic/variables/unbound_is_runtime_error": "names are always checked before evaluation",
        "comparisons/eq_literal/not_eq_dyn_duration_null": "timestamps and durations",
        "comparisons/eq_literal/not_eq_dyn_timestamp_null": "timestamps and durations",
        "comparisons/eq_literal/not_eq_list_length": "types are always checked before evaluation",
        "comparisons/eq_literal/eq_list_elem_mixed_types": "types are always checked before evaluation",
        "comparisons/ne_literal/ne_mixed_types": "types are always checked before evaluation",
        "conversions/identity/duration": "timestamps and durations",
        "conversions/identity/timestamp": "timestamps and durations",
        "logic/AND/short_circuit_type_right": "types are always checked before evaluation",
        "logic/OR/short_circuit_type_left": "types are always checked before evaluation",
        "parse/bytes_literals/triple_single_quoted_unescaped_punctuation":
            "expects a backslash its text has not",
        "parse/bytes_literals/triple_double_quoted_unescaped_punctuation":
            "expects a backslash its text has not",
    ]

    static func isOutside(_ path: String) -> Bool { outside.keys.contains { path.hasPrefix($0) } }
}

@Suite(.enabled(if: Conformance.url != nil, "shared/data/cel is not beside the package"))
struct ConformanceTests {
    @Test(arguments: Core.sections) func `answers as the language's conformance cases say`(section: String)
        throws
    {
        let raw = try #require(try Conformance.sections()[section])
        for one in raw {
            let path = "\(section)/\(one["name"] as? String ?? "")"
            if Core.exceptions[path] != nil { continue }
            let test = try #require(Conformance.read(one, in: section), "\(path) is not readable")
            if section == "parse/receiver_function_names" {
                expectUnknownFunction(test)
            } else {
                expect(test)
            }
        }
    }

    @Test func `every published case is either run or named with the reason why not`() throws {
        let sections = try Conformance.sections()
        #expect(sections.count > 100)
        for section in sections.keys {
            #expect(Core.sections.contains(section) || Core.isOutside("\(section)/"))
        }
        let paths = Set(
            sections.flatMap { section, cases in cases.map { "\(section)/\($0["name"] as? String ?? "")" } })
        for exception in Core.exceptions.keys { #expect(paths.contains(exception)) }
    }

    private func expect(_ test: Conformance.Case) {
        do {
            let result = try evaluate(test)
            switch (result, test.expected) {
            case (.success(let value), let expected?): #expect(value == expected, "\(test)")
            case (.failure, nil): break
            default: Issue.record("\(test) gives \(result)")
            }
        } catch let error as ExpressionError {
            #expect(test.expected == nil && !test.isChecked, "\(test) is refused: \(error)")
        } catch {
            Issue.record("\(test): \(error)")
        }
    }

    /// These cases call functions that exist nowhere: they have to be read, and then refused by name.
    private func expectUnknownFunction(_ test: Conformance.Case) {
        #expect(throws: ExpressionError.self) { try evaluate(test) }
        do { _ = try evaluate(test) } catch {
            #expect(
                "\(error)".contains("unknown name `a`") || "\(error)".contains("unknown function"),
                "\(test): \(error)")
        }
    }

    private func evaluate(_ test: Conformance.Case) throws -> Result<Value, EvaluationError> {
        let declarations = try Declarations(test.slots.filter { $0.name != "null" })
        let expression = try Expression(compiling: test.text, against: declarations)
        var frame = Frame(declarations)
        for (name, value) in test.bindings {
            if let slot = declarations.slot(name) { frame.set(slot, to: value) }
        }
        return expression.evaluate(frame)
    }
}
