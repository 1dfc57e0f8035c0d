import TensorFiles

extension RunContext {
    /// Draws the page to look at.
    ///
    /// - Parameter stages: the names of those whose times stand on it.
    /// - Throws: `TensorFileError` or `DatasetError`, where files cannot be read or written.
    func drawReport(timed stages: [String]) throws {
        let page = RunReportPage(of: try RunResults(of: self), context: self, stages: stages)
        try AtomicFile.write(Array(try page.html.utf8), to: paths.report)
        report("report: \(paths.report)")
    }
}
