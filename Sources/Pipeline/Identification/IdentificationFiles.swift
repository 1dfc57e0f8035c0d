import Datasets

extension IdentificationRun.Outcome {
    /// Writes the competition's answers, and every answer with what it rests on; both appear, complete, or none.
    ///
    /// - Throws: `DatasetError` where a file cannot be written, or an individual's name holds a space that a submission
    ///   has no place for.
    public func write(submission: String?, matches: String?) throws {
        var files: [(path: String, bytes: [UInt8])] = []
        if let submission {
            files.append((submission, try SubmissionFile.bytes(photographs, for: submission)))
        }
        if let matches { files.append((matches, MatchesFile.bytes(photographs))) }
        try AtomicWriting.write(files)
    }
}
