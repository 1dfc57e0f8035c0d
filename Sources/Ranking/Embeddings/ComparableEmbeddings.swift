import TensorFiles

extension Embeddings {
    /// Looks whether two sets may be compared: whether they are of one width, and of one model where both say.
    ///
    /// - Parameter paths: the files that they came from, for the error.
    /// - Throws: `TensorFileError` that names both.
    public func checkComparable(
        with other: Embeddings, at paths: (String, String)
    ) throws {
        let problem: String? =
            if width != other.width {
                "is \(other.width) wide, but \(paths.0) \(width)"
            } else if let model, let found = other.model, model != found {
                "is of the model \(found.prefix(12)), but \(paths.0) of \(model.prefix(12))"
            } else {
                nil
            }
        guard let problem else { return }
        throw TensorFileError(
            path: paths.1, problem: problem, advice: "make both with one model", kind: .malformed)
    }
}
