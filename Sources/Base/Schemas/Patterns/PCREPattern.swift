private import CPCRE2

/// A regular expression compiled by PCRE2, bounded in work and memory, so that no text can make it run for
/// long.
///
/// The compiled code is never changed after `init`, so it may be shared.
@safe final class PCREPattern: @unchecked Sendable {
    private let code: OpaquePointer
    private let context: OpaquePointer

    /// Steps and kilobytes one search may take: a few milliseconds at worst.
    private static let stepLimit: UInt32 = 100_000
    private static let memoryLimit: UInt32 = 4096
    private static let lengthLimit = 4096

    init(_ expression: String) throws(PatternError) {
        guard expression.utf8.count <= Self.lengthLimit else {
            let size = expression.utf8.count
            throw PatternError(
                message: "pattern of `\(size)` bytes is over the limit of `\(Self.lengthLimit)`")
        }
        let translated = try ECMAExpression(expression).text
        let options =
            PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_ALT_BSUX | PCRE2_ALLOW_EMPTY_CLASS
            | PCRE2_NEVER_BACKSLASH_C
            | PCRE2_MATCH_UNSET_BACKREF
        var failure: Int32 = 0
        var offset = 0
        let compiled = unsafe Array(translated.utf8).withUnsafeBufferPointer { text in
            unsafe pcre2_compile_8(text.baseAddress, text.count, options, &failure, &offset, nil)
        }
        guard let compiled = unsafe compiled else {
            throw PatternError(
                message: "\(quoted(expression)) is no regular expression: \(Self.words(for: failure))")
        }
        guard let limits = unsafe pcre2_match_context_create_8(nil) else {
            unsafe pcre2_code_free_8(compiled)
            throw PatternError(message: "no memory is left to compile \(quoted(expression))")
        }
        unsafe pcre2_set_match_limit_8(limits, Self.stepLimit)
        unsafe pcre2_set_depth_limit_8(limits, Self.stepLimit)
        unsafe pcre2_set_heap_limit_8(limits, Self.memoryLimit)
        unsafe (code, context) = (compiled, limits)
    }

    deinit {
        unsafe pcre2_match_context_free_8(context)
        unsafe pcre2_code_free_8(code)
    }

    func search(_ bytes: Span<UInt8>) -> Pattern.Answer {
        guard let found = unsafe pcre2_match_data_create_from_pattern_8(code, nil) else { return .tooHard }
        defer { unsafe pcre2_match_data_free_8(found) }
        let result = unsafe bytes.withUnsafeBufferPointer { text in
            unsafe pcre2_match_8(code, text.baseAddress, text.count, 0, PCRE2_NO_UTF_CHECK, found, context)
        }
        if result >= 0 { return .matches }
        return result == PCRE2_ERROR_NOMATCH ? .differs : .tooHard
    }

    /// PCRE2's own words for an error of compilation.
    private static func words(for failure: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 160)
        let length = unsafe buffer.withUnsafeMutableBufferPointer { text in
            unsafe pcre2_get_error_message_8(failure, text.baseAddress, text.count)
        }
        return String(decoding: buffer.prefix(max(0, Int(length))), as: UTF8.self)
    }
}
