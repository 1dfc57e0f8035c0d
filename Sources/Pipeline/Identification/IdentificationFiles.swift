extension IdentificationRun.Outcome {
    /// Writes the competition's answers, and every answer with what it rests on; each file appears complete or not at all.
    ///
    /// - Throws: `DatasetError` where a file cannot be written.
    public func write(submission: String?, matches: String?) throws {
        if let submission { try SubmissionFile.write(photographs, to: submission) }
        if let matches { try MatchesFile.write(photographs, to: matches) }
    }
}
