import Datasets

/// The competition's answers: `image,predictions`, each photograph once, five identifiers with spaces between them.
enum SubmissionFile {
    /// Writes a file that appears complete or not at all.
    ///
    /// - Throws: `DatasetError` where it cannot be written, or an individual's name holds a space.
    static func write(_ photographs: [IdentifiedPhotograph], to path: String) throws {
        var writer = CSVWriter()
        writer.write(["image", "predictions"])
        for photograph in photographs {
            let names = photograph.lines.map(\.individual)
            if let odd = names.first(where: { $0.contains(where: \.isWhitespace) }) {
                throw DatasetError(
                    path: path,
                    problem:
                        "an individual called '\(odd)' cannot stand in a submission, where spaces part names",
                    advice: "write matches instead, or name individuals without spaces",
                    kind: .unwritable)
            }
            writer.write([photograph.image, names.joined(separator: " ")])
        }
        try AtomicWriting.write(writer.bytes, to: path)
    }
}
