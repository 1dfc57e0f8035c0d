import Datasets

/// Every answer in a row of its own, with what it rests on.
///
/// `image,place,individual,score,probability,neighbour,similarity`: places count from 1; `new_individual` has neither score
/// nor neighbour; probabilities are there where photographs of known individuals told them.
enum MatchesFile {
    /// The columns.
    static let columns = [
        "image", "place", "individual", "score", "probability", "neighbour", "similarity",
    ]

    /// Writes a file that appears complete or not at all.
    ///
    /// - Throws: `DatasetError` where it cannot be written.
    static func write(_ photographs: [IdentifiedPhotograph], to path: String) throws {
        try AtomicWriting.write(bytes(photographs), to: path)
    }

    /// The file's bytes.
    static func bytes(_ photographs: [IdentifiedPhotograph]) -> [UInt8] {
        var writer = CSVWriter()
        writer.write(columns)
        for photograph in photographs {
            for (place, line) in photograph.lines.enumerated() {
                writer.write([
                    photograph.image, "\(place + 1)", line.individual,
                    line.score.map { "\($0)" } ?? "", line.probability.map { "\($0)" } ?? "",
                    line.neighbour ?? "", line.similarity.map { "\($0)" } ?? "",
                ])
            }
        }
        return writer.bytes
    }
}
