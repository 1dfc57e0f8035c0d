import Datasets
import Foundation
import Ranking

/// A training table with the photographs that join it.
struct PseudoLabelTable {
    /// The rows of the training table as they were, then those that join it.
    let table: PhotographTable

    /// Adds photographs to a training table.
    ///
    /// - Parameter source: the predictions' file, for errors.
    /// - Throws: `DatasetError` where labels shall be soft, and an answer has no probability.
    init(
        _ training: PhotographTable, adding accepted: [AcceptedPhotograph],
        of photographs: PhotographTable, kind: PseudoLabelSettings.Kind,
        teacher: PseudoLabelTeacher, source: String
    ) throws {
        var result = training
        var columns: [LabelColumn] = LabelColumn.allCases
        if kind != .soft { columns.removeAll { $0 == .candidates } }
        for column in columns where !training.furtherColumns.contains(column.rawValue) {
            result.setColumn(column.rawValue, to: Array(repeating: "", count: result.count))
        }
        let species = training.speciesOfIndividuals
        var joining = photographs.rows(accepted.map(\.row))
        for (place, photograph) in accepted.enumerated() {
            joining[place].individual = photograph.individual
            joining[place].split = .train
            joining[place].species =
                joining[place].species ?? species[photograph.individual]
                ?? photograph.prediction.species
        }
        let texts = try accepted.map {
            try Self.texts(of: $0, kind: kind, teacher: teacher, source: source)
        }
        for column in LabelColumn.allCases {
            joining.setColumn(column.rawValue, to: texts.map { $0[column] ?? "" })
        }
        result.append(contentsOf: joining)
        table = result
    }

    private static func texts(
        of photograph: AcceptedPhotograph, kind: PseudoLabelSettings.Kind,
        teacher: PseudoLabelTeacher, source: String
    ) throws -> [LabelColumn: String] {
        var texts: [LabelColumn: String] = [
            .origin: LabelColumn.pseudoLabelled, .confidence: "\(rounded(photograph.confidence))",
            .teacher: teacher.name, .teacherFold: teacher.heldOut ?? "",
        ]
        switch kind {
        case .hard: break
        case .weighted: texts[.weight] = text(photograph.confidence)
        case .soft where photograph.isProvisional:
            texts[.weight] = text(photograph.confidence)
        case .soft:
            let answers = try photograph.prediction.answers.map { answer in
                guard let probability = answer.probability else {
                    throw DatasetError(
                        path: source, line: photograph.prediction.line,
                        problem:
                            "an answer for '\(photograph.prediction.image)' has no probability",
                        advice: "soft labels need one for each answer; take --kind hard or weighted"
                    )
                }
                return (answer.individual, probability)
            }
            guard let label = SoftLabel(answers),
                label.shares.contains(where: { $0.individual == photograph.individual })
            else {
                texts[.weight] = text(photograph.confidence)
                break
            }
            texts[.weight] = text(label.weight)
            texts[.candidates] = CandidateText.text(
                label.shares.map { .init(individual: $0.individual, share: $0.share) })
        }
        return texts
    }

    /// Six places say all that a confidence tells.
    private static func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }

    /// A weight, which is never 0.
    private static func text(_ weight: Double) -> String { "\(max(rounded(weight), 1e-6))" }
}
