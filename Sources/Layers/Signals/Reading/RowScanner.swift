/// Finds where one row and its fields end in a buffer. It holds no state: a row that is cut is scanned again.
struct RowScanner {
    /// A complete row: offsets are those of the buffer, fields are relative to where the row starts.
    struct Row {
        /// Where the text of the row ends, before its line break.
        var end: Int
        /// Where the next row starts.
        var next: Int
        /// How many lines the row takes.
        var lines: Int
        /// The fields whose quotes have still to be taken out.
        var unclean: [Int]
    }

    enum Outcome {
        case row(Row)
        case fault(RowFault)
        case cut
    }

    let delimiter: UInt8
    let limits: ReadingLimits
    let isLast: Bool

    /// Scans from `start`; `cut` means that the row goes on behind the buffer, or that nothing is left.
    func scan(_ buffer: [UInt8], from start: Int, into record: inout Record) -> Outcome {
        let bytes = buffer.span
        guard start < bytes.count else { return .cut }
        var unclean: [Int] = []
        var lines = 1
        var index = start
        while true {
            if record.fields.count == limits.columns { return .fault(.tooManyColumns(limit: limits.columns)) }
            let field: Field
            if let quote = openingQuote(bytes, at: index) {
                guard let quoted = quotedField(bytes, from: quote + 1, &lines) else { return .cut }
                field = quoted
            } else {
                field = plainField(bytes, from: index)
            }
            if let fault = field.fault { return .fault(fault) }
            if field.end - field.start > limits.fieldBytes {
                return .fault(.fieldTooLong(limit: limits.fieldBytes))
            }
            if field.isUnclean { unclean.append(record.fields.count) }
            record.fields.append(field.start - start..<field.end - start)
            index = field.next
            if index < bytes.count, bytes[index] == delimiter {
                index += 1
                continue
            }
            guard let next = lineBreak(bytes, at: index) else { return .cut }
            if index - start > limits.rowBytes { return .fault(.rowTooLong(limit: limits.rowBytes)) }
            return .row(Row(end: index, next: next, lines: lines, unclean: unclean))
        }
    }

    private struct Field {
        var start: Int
        var end: Int
        /// The delimiter or line break behind the field, or the end of the buffer.
        var next: Int
        var isUnclean = false
        var fault: RowFault?
    }

    /// Where the next row starts, or nil where the line break may be cut; the end of the file counts as a
    /// break.
    private func lineBreak(_ bytes: Span<UInt8>, at index: Int) -> Int? {
        if index == bytes.count { return isLast ? index : nil }
        if bytes[index] == 0x0A { return index + 1 }
        if index + 1 == bytes.count { return isLast ? index + 1 : nil }
        return bytes[index + 1] == 0x0A ? index + 2 : index + 1
    }

    private func openingQuote(_ bytes: Span<UInt8>, at start: Int) -> Int? {
        var index = start
        while index < bytes.count, bytes[index] == 0x20 { index += 1 }
        return index < bytes.count && bytes[index] == 0x22 ? index : nil
    }

    private func plainField(_ bytes: Span<UInt8>, from start: Int) -> Field {
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
            index += 1
        }
        return Field(start: start, end: index, next: index)
    }

    /// The field behind an opening quote; nil where it is cut by the end of the buffer.
    private func quotedField(_ bytes: Span<UInt8>, from start: Int, _ lines: inout Int) -> Field? {
        var index = start
        var isUnclean = false
        var breaks = 0
        while true {
            guard index < bytes.count else { return isLast ? Self.open(at: start) : nil }
            let byte = bytes[index]
            index += 1
            if byte == 0x0A || byte == 0x0D && !(index < bytes.count && bytes[index] == 0x0A) {
                breaks += 1
                if breaks > limits.linesInField { return Self.open(at: start) }
            }
            guard byte == 0x22 else { continue }
            if index == bytes.count, !isLast { return nil }
            if index < bytes.count, bytes[index] == 0x22 {
                isUnclean = true
                index += 1
                continue
            }
            break
        }
        lines += breaks
        let rest = plainField(bytes, from: index)
        if rest.end > index || isUnclean {
            return Field(start: start, end: rest.end, next: rest.next, isUnclean: true)
        }
        return Field(start: start, end: index - 1, next: index)
    }

    private static func open(at start: Int) -> Field {
        Field(start: start, end: start, next: start, fault: .openQuote)
    }
}
