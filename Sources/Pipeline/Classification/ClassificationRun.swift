import Datasets
import Foundation
import TensorFiles
import Torch

/// Photographs to the classes that they are likely of, in a table: `flukeprint classify`.
///
/// Goes on where it was interrupted, as ``EmbeddingRun`` does.
public struct ClassificationRun {
    /// What came of it.
    public struct Outcome: Sendable {
        /// Photographs classified, those of earlier sessions too.
        public let count: Int
        /// Photographs that could not be read in this session.
        public let skipped: [SkippedPhotograph]
        /// Photographs classified per second in this session.
        public let imagesPerSecond: Double
        /// How well it did; `nil` where the table names no class that was learned.
        public let classification: Classification?
    }

    private let classifier: Classifier
    private let options: EmbeddingRun.Options

    /// A run of a model.
    public init(_ classifier: Classifier, options: EmbeddingRun.Options = .init()) {
        self.classifier = classifier
        self.options = options
    }

    /// Whether any photograph of a table is of a class that was learned, so that answers can be judged.
    public func canJudge(_ table: PhotographTable) -> Bool {
        let known = Set(classifier.classes)
        return (0..<table.count).contains {
            className(of: table, at: $0).map(known.contains) ?? false
        }
    }

    /// Classifies the photographs of a table.
    ///
    /// - Parameters:
    ///   - table: the photographs.
    ///   - output: the CSV table to write.
    /// - Throws: `BadPhotographsError` where too many photographs cannot be read, `TensorFileError` where the output
    ///   cannot be written.
    public func run(_ table: PhotographTable, to output: String) throws -> Outcome {
        let head = classifier.head
        head.to(device: options.device)
        let kept = try EmbeddingRun(classifier.model, options: options)
            .kept(of: table, beside: output, as: "classify by \(classifier.labelName)") {
                embeddings in
                LikeliestClasses(of: embeddings.to(options.device), by: head).tensor
            }
        let answers = zip(kept.rows, LikeliestClasses(kept.tensor).candidates).map {
            ClassAnswer(
                image: table[$0].path, truth: className(of: table, at: $0), candidates: $1)
        }
        try write(answers, to: output)
        kept.parts.remove()
        return Outcome(
            count: answers.count, skipped: kept.skipped, imagesPerSecond: kept.imagesPerSecond,
            classification: canJudge(table)
                ? Classification(
                    of: answers, label: classifier.labelName, classes: classifier.classes,
                    counts: classifier.counts) : nil)
    }

    private func className(of table: PhotographTable, at row: Int) -> String? {
        classifier.label.value(in: table, at: row).map {
            classifier.label.className($0, of: table[row])
        }
    }

    /// Photograph, label where any is known, and the likeliest classes with their probabilities.
    private func write(_ answers: [ClassAnswer], to path: String) throws {
        let hasTruth = answers.contains { $0.truth != nil }
        let count = min(ClassAnswer.candidateCount, classifier.classes.count)
        var writer = CSVWriter()
        writer.write(
            ["photograph"] + (hasTruth ? [classifier.labelName] : [])
                + (1...count).flatMap { ["class_\($0)", "probability_\($0)"] })
        for answer in answers {
            writer.write(
                [answer.image] + (hasTruth ? [answer.truth ?? ""] : [])
                    + answer.candidates.flatMap { candidate in
                        [
                            classifier.classes[candidate.number],
                            String(format: "%.4f", candidate.probability),
                        ]
                    })
        }
        try AtomicFile.write(writer.bytes, to: path)
    }
}
