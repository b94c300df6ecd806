extension ImportPlan {
    /// Reads the start of a file (and all of it once, where its start does not decide how numbers and dates
    /// are written) and says how it will be imported.
    ///
    /// `open` is called at most twice and answers the file's bytes from the first on. Throws where the file
    /// is no report, or of a kind that is not imported; what only a person can say is in `missing`.
    public init(of open: () throws(ImportError) -> Chunks, _ options: ImportOptions) throws(ImportError) {
        let limit = options.limits.sampleBytes
        let (sample, isWhole) = try Self.sample(try open(), limit)
        let (encoding, markBytes) = TextEncoding.detect(sample, whole: isWhole)
        var format = DelimitedFormat(encoding: encoding, markBytes: markBytes)
        guard let header = try HeaderReading.find(in: sample, format, options) else {
            throw .noHeader("no row looks like the header of a report: none has two headings that are known")
        }
        format.delimiter = header.delimiter
        let platform = PlatformRecognition.platform(
            headings: header.cells, titles: header.titles, fileName: options.fileName)
        let columns = try ColumnPlan(header.cells, platform, options.mapping)
        var draft = PlanDraft(options, header, platform, columns)
        try draft.decideContent()
        var survey = Survey(columns.columns, needsVariety: draft.needsVariety)
        try Self.add(Chunks(sample), format, header.line, options, to: &survey)
        if !isWhole, !survey.isDecided, !draft.isDeclared {
            survey = Survey(columns.columns, needsVariety: draft.needsVariety)
            try Self.add(try open(), format, header.line, options, to: &survey)
        }
        try draft.decide(survey)
        self = draft.plan(format)
    }

    private static func sample(_ chunks: Chunks, _ limit: Int) throws(ImportError) -> ([UInt8], isWhole: Bool) {
        var sample: [UInt8] = []
        while sample.count < limit {
            guard let chunk = try chunks.next() else { return (sample, true) }
            sample += chunk
        }
        return (sample, false)
    }

    private static func add(
        _ chunks: Chunks, _ format: DelimitedFormat, _ headerLine: Int, _ options: ImportOptions,
        to survey: inout Survey
    ) throws(ImportError) {
        var reader = DelimitedReader(chunks, format, limits: options.limits)
        var record = Record()
        while try reader.next(into: &record) {
            if record.line > headerLine { survey.add(record) }
        }
    }
}
