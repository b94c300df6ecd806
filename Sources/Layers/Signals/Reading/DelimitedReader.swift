/// Reads a delimited file row by row in constant memory and never fails on what a row holds.
///
/// Rows end at LF, CRLF or CR outside quotes. Fields may be quoted (RFC 4180, section 2): a doubled quote is
/// one, line breaks inside are text. Tolerated beyond it: spaces before an opening quote, a quote inside an
/// unquoted field, text after a closing quote. A row over a limit, or with a quote that is not closed in
/// time, comes with its fault, and reading goes on at the next line; so every line of the file belongs to
/// exactly one record.
public struct DelimitedReader {
    private let chunks: Chunks
    private let limits: ReadingLimits
    private let delimiter: UInt8
    private var transcoder: Transcoder
    private var markBytes: Int
    private var buffer: [UInt8] = []
    private var position = 0
    private var line = 1
    private var atEnd = false

    /// Reads `chunks` from their first byte.
    public init(_ chunks: Chunks, _ format: DelimitedFormat, limits: ReadingLimits = ReadingLimits()) {
        self.chunks = chunks
        self.limits = limits
        delimiter = format.delimiter.byte
        transcoder = Transcoder(format.encoding)
        markBytes = format.markBytes
    }

    /// Reads the next row into `record`; false once the file is at its end.
    public mutating func next(into record: inout Record) throws(ImportError) -> Bool {
        record.clear(line: line)
        while true {
            let scanner = RowScanner(delimiter: delimiter, limits: limits, isLast: atEnd)
            switch scanner.scan(buffer, from: position, into: &record) {
            case .row(let row):
                take(row, into: &record)
                return true
            case .fault(let fault):
                try skipLine(because: fault, into: &record)
                return true
            case .cut where buffer.count - position > limits.rowBytes:
                try skipLine(because: .rowTooLong(limit: limits.rowBytes), into: &record)
                return true
            case .cut where atEnd:
                return false
            case .cut:
                record.fields.removeAll(keepingCapacity: true)
                try refill()
            }
        }
    }

    private mutating func take(_ row: RowScanner.Row, into record: inout Record) {
        record.bytes.append(contentsOf: buffer[position..<row.end])
        record.lines = row.lines
        for index in row.unclean { record.unquote(index) }
        position = row.next
        line += row.lines
    }

    /// Leaves the rest of the line unread: the way on after a row that cannot be used.
    private mutating func skipLine(because fault: RowFault, into record: inout Record) throws(ImportError) {
        record.clear(line: line)
        record.fault = fault
        record.lines = 1
        line += 1
        while true {
            let breakAt = buffer[position...].firstIndex { $0 == 0x0A || $0 == 0x0D }
            if let breakAt, buffer[breakAt] == 0x0A || breakAt + 1 < buffer.count || atEnd {
                let isPair = buffer[breakAt] == 0x0D && breakAt + 1 < buffer.count && buffer[breakAt + 1] == 0x0A
                position = breakAt + (isPair ? 2 : 1)
                return
            }
            position = breakAt ?? buffer.count
            if atEnd { return }
            try refill()
        }
    }

    /// Drops what was read and pulls until the rest has doubled, so that a long row is scanned a few times at
    /// most.
    private mutating func refill() throws(ImportError) {
        buffer.removeSubrange(..<position)
        position = 0
        let goal = buffer.count * 2
        repeat {
            guard var chunk = try chunks.next() else {
                buffer += transcoder.end()
                atEnd = true
                return
            }
            if markBytes > 0 {
                let dropped = min(markBytes, chunk.count)
                chunk.removeFirst(dropped)
                markBytes -= dropped
            }
            if buffer.isEmpty {
                buffer = transcoder.utf8(chunk)
            } else {
                buffer += transcoder.utf8(chunk)
            }
        } while buffer.isEmpty || buffer.count < goal
    }
}

extension Record {
    /// Takes the quotes out of a field that holds more than one pair: doubled ones become single, the closing
    /// one goes.
    fileprivate mutating func unquote(_ index: Int) {
        let range = fields[index]
        var target = range.lowerBound
        var source = range.lowerBound
        var isQuoted = true
        while source < range.upperBound {
            let byte = bytes[source]
            source += 1
            if isQuoted, byte == 0x22 {
                guard source < range.upperBound, bytes[source] == 0x22 else {
                    isQuoted = false
                    continue
                }
                source += 1
            }
            bytes[target] = byte
            target += 1
        }
        fields[index] = range.lowerBound..<target
    }
}

@available(*, unavailable)
extension DelimitedReader: Sendable {}
