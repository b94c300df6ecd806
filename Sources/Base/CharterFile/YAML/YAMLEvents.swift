import CYAML
import Vocabulary

/// What libyaml reports next, copied out of its memory.
struct YAMLEvent {
    enum Kind: Equatable {
        case documentStart(hasDirective: Bool)
        case alias
        case scalar(YAMLScalar)
        case listStart, listEnd, mappingStart, mappingEnd
        case streamEnd
        /// Stream start and document end: nothing to read.
        case other
    }

    let kind: Kind
    let start: SourcePosition
    var hasAnchor = false
    var hasTag = false
}

/// Where and why libyaml gave up.
struct YAMLSyntaxError: Error {
    let message: String
    /// The place; nil where libyaml knows only a byte offset.
    let position: SourcePosition?
    let byteOffset: Int
}

/// One libyaml parser over a private copy of the bytes; freed with the value, so no pointer outlives the file
/// it reads.
@safe struct YAMLEvents: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let bytes: UnsafeMutableBufferPointer<UInt8>

    /// Starts a parser that reads UTF-8 only; nil when libyaml cannot get its memory.
    init?(_ input: [UInt8]) {
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, input.count))
        _ = unsafe copy.update(fromContentsOf: input)
        let handle = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        guard unsafe yaml_parser_initialize(handle) == 1 else {
            unsafe handle.deallocate()
            unsafe copy.deallocate()
            return nil
        }
        unsafe yaml_parser_set_encoding(handle, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(handle, copy.baseAddress, input.count)
        unsafe parser = handle
        unsafe bytes = copy
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe bytes.deallocate()
    }

    /// The next event; throws where the text is not YAML.
    mutating func next() throws(YAMLSyntaxError) -> YAMLEvent {
        var raw = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &raw) == 1 else { throw failure() }
        defer { unsafe yaml_event_delete(&raw) }
        return unsafe Self.copy(raw)
    }

    private func failure() -> YAMLSyntaxError {
        let known = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "the text cannot be read"
        let isReader = unsafe parser.pointee.error == YAML_READER_ERROR
        let position = unsafe Self.position(parser.pointee.problem_mark)
        return YAMLSyntaxError(
            message: known, position: isReader ? nil : position,
            byteOffset: unsafe Int(parser.pointee.problem_offset))
    }

    private static func position(_ mark: yaml_mark_t) -> SourcePosition {
        SourcePosition(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }

    private static func copy(_ raw: yaml_event_t) -> YAMLEvent {
        let start = unsafe position(raw.start_mark)
        switch unsafe raw.type {
        case YAML_DOCUMENT_START_EVENT:
            let document = unsafe raw.data.document_start
            let tagged = unsafe document.tag_directives.start != document.tag_directives.end
            let versioned = unsafe document.version_directive != nil
            return YAMLEvent(kind: .documentStart(hasDirective: tagged || versioned), start: start)
        case YAML_ALIAS_EVENT: return YAMLEvent(kind: .alias, start: start)
        case YAML_SCALAR_EVENT: return unsafe scalar(raw.data.scalar, start: start)
        case YAML_SEQUENCE_START_EVENT:
            let list = unsafe raw.data.sequence_start
            return unsafe YAMLEvent(
                kind: .listStart, start: start, hasAnchor: list.anchor != nil, hasTag: list.tag != nil)
        case YAML_MAPPING_START_EVENT:
            let mapping = unsafe raw.data.mapping_start
            return unsafe YAMLEvent(
                kind: .mappingStart, start: start, hasAnchor: mapping.anchor != nil, hasTag: mapping.tag != nil)
        case YAML_SEQUENCE_END_EVENT: return YAMLEvent(kind: .listEnd, start: start)
        case YAML_MAPPING_END_EVENT: return YAMLEvent(kind: .mappingEnd, start: start)
        case YAML_STREAM_END_EVENT: return YAMLEvent(kind: .streamEnd, start: start)
        default: return YAMLEvent(kind: .other, start: start)
        }
    }

    private typealias RawScalar = yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar

    private static func scalar(_ raw: RawScalar, start: SourcePosition) -> YAMLEvent {
        let characters = unsafe UnsafeBufferPointer(start: raw.value, count: Int(raw.length))
        let text = unsafe String(decoding: characters, as: UTF8.self)
        let isPlain = unsafe raw.style == YAML_PLAIN_SCALAR_STYLE
        return unsafe YAMLEvent(
            kind: .scalar(YAMLScalar(text, isPlain: isPlain)), start: start,
            hasAnchor: raw.anchor != nil, hasTag: raw.tag != nil)
    }
}
