extension Photograph {
    /// The path's folders and name, below the root.
    ///
    /// - Throws: `DatasetError` about the output where the path leads out of the root.
    func partsBelowRoot(_ output: String) throws -> [Substring] {
        let parts = path.split(separator: "/")
        guard !path.hasPrefix("/"), !parts.contains("..") else {
            throw DatasetError(path: output, problem: "\(quoted(path)) leads out of the root")
        }
        return parts
    }
}
