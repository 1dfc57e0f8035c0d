import Datasets

/// The competition's answers: `image,predictions`, each photograph once, five identifiers with spaces between them.
enum SubmissionFile {
    /// The file's bytes.
    ///
    /// - Parameter path: the file, for errors.
    /// - Throws: `DatasetError` where an individual's name holds a space.
    static func bytes(_ photographs: [IdentifiedPhotograph], for path: String) throws -> [UInt8] {
        var writer = CSVWriter()
        writer.write(["image", "predictions"])
        for photograph in photographs {
            let names = photograph.lines.map(\.individual)
            if let odd = names.first(where: { $0.contains(where: \.isWhitespace) }) {
                throw DatasetError(
                    path: path,
                    problem:
                        "an individual called '\(odd)' cannot stand in a submission, where spaces part names",
                    advice: "write matches instead, or name individuals without spaces")
            }
            writer.write([photograph.image, names.joined(separator: " ")])
        }
        return writer.bytes
    }
}
