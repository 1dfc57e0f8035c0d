import Datasets
import Ranking

/// How right the teacher's answers are on photographs that it held out.
struct HeldOutJudgement {
    /// Answers that name an individual.
    let named: ConfidenceCurve
    /// Answers that the animal is new.
    let new: ConfidenceCurve
    /// Photographs that are judged.
    let count: Int
    /// Photographs whose individual nobody told.
    let namelessCount: Int

    /// Judges predictions of photographs whose individuals the table tells.
    ///
    /// An animal that the teacher does not know is rightly answered `new_individual`.
    ///
    /// - Parameters:
    ///   - known: the individuals that the teacher knows.
    ///   - source: the predictions' file, for errors.
    /// - Throws: `DatasetError` where an answer lacks its confidence, or nobody told any individual.
    init(
        _ photographs: PredictedPhotographs, knowing known: Set<String>,
        by measure: Prediction.Measure, source: String
    ) throws {
        var named: [ConfidenceCurve.Case] = []
        var new: [ConfidenceCurve.Case] = []
        var nameless = 0
        for (row, prediction) in zip(photographs.rows, photographs.predictions) {
            guard let truth = photographs.table[row].individual else {
                nameless += 1
                continue
            }
            let right = known.contains(truth) ? truth : newIndividual
            guard let confidence = prediction.best.confidence(by: measure) else {
                // Scores tell nothing of new individuals.
                if prediction.isNew, measure == .score { continue }
                throw prediction.lacks(measure, in: source)
            }
            let found = ConfidenceCurve.Case(
                confidence: confidence, isRight: prediction.best.individual == right)
            if prediction.isNew { new.append(found) } else { named.append(found) }
        }
        self.named = ConfidenceCurve(named)
        self.new = ConfidenceCurve(new)
        namelessCount = nameless
        count = photographs.predictions.count - nameless
        guard count > 0 else {
            throw DatasetError(
                path: source, problem: "nobody told the individuals of these photographs",
                advice: "name a table with the truth by --validation-table")
        }
    }
}

extension Prediction {
    /// Why an answer cannot be judged by its confidence.
    func lacks(_ measure: Measure, in source: String) -> DatasetError {
        DatasetError(
            path: source, line: line,
            problem: "the first answer for '\(image)' has no \(measure.rawValue)",
            advice: measure == .probability
                ? "calibrate the ranking, so that it tells probabilities, or take --by score"
                : "take --by probability")
    }
}
