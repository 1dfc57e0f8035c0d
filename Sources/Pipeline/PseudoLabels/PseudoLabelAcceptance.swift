import Datasets
import Ranking

/// Which predictions become labels, and what becomes of the others.
struct PseudoLabelAcceptance {
    /// Photographs that join the training, in the order of the predictions.
    let accepted: [AcceptedPhotograph]
    /// Answers that are not sure enough.
    let lessSureCount: Int
    /// Sure answers beyond the limit per individual.
    let beyondLimitCount: Int
    /// Answers of `new_individual` that are left out.
    let newLeftOutCount: Int
    /// Sure answers of `new_individual`, clustered or not.
    let sureNewCount: Int

    /// The embeddings of the photographs, with their file.
    typealias EmbeddingSource = (embeddings: Embeddings, path: String)

    /// Goes through the predictions.
    ///
    /// - Parameters:
    ///   - taken: the individuals of the training table.
    ///   - embeddings: needed where new individuals are clustered.
    ///   - source: the predictions' file, for errors.
    /// - Throws: `DatasetError` where an answer lacks its confidence, and what clustering throws.
    init(
        of photographs: PredictedPhotographs, from confidence: Double,
        _ settings: PseudoLabelSettings, taken: Set<String>, embeddings: EmbeddingSource?,
        source: String
    ) throws {
        var sure: [AcceptedPhotograph] = []
        var new: [(row: Int, prediction: Prediction, confidence: Double)] = []
        var (lessSure, newLeftOut) = (0, 0)
        for (row, prediction) in zip(photographs.rows, photographs.predictions) {
            let isLeftOut = prediction.isNew && settings.newIndividuals == .exclude
            guard let found = prediction.best.confidence(by: settings.measure) else {
                guard isLeftOut else { throw prediction.lacks(settings.measure, in: source) }
                newLeftOut += 1
                continue
            }
            if isLeftOut {
                newLeftOut += 1
            } else if found < confidence {
                lessSure += 1
            } else if prediction.isNew {
                new.append((row, prediction, found))
            } else {
                sure.append(
                    AcceptedPhotograph(
                        row: row, prediction: prediction, individual: prediction.best.individual,
                        confidence: found, isProvisional: false))
            }
        }
        sureNewCount = new.count
        if !new.isEmpty {
            guard let embeddings else {
                preconditionFailure("new individuals are clustered by embeddings")
            }
            let clustered = try ProvisionalIndividuals(
                of: new.map(\.prediction.image), embeddings.embeddings, settings, besides: taken,
                path: embeddings.path)
            for (found, name) in zip(new, clustered.names) {
                guard let name else {
                    newLeftOut += 1
                    continue
                }
                sure.append(
                    AcceptedPhotograph(
                        row: found.row, prediction: found.prediction, individual: name,
                        confidence: found.confidence, isProvisional: true))
            }
        }
        let kept = Self.limited(sure, settings.perIndividual)
        accepted = kept.sorted { $0.row < $1.row }
        lessSureCount = lessSure
        beyondLimitCount = sure.count - kept.count
        newLeftOutCount = newLeftOut
    }

    private static func limited(
        _ photographs: [AcceptedPhotograph], _ limit: Int?
    ) -> [AcceptedPhotograph] {
        guard let limit else { return photographs }
        let kept = IndividualLimit(limit).kept(
            photographs.map {
                IndividualLimit.Photograph(
                    individual: $0.individual, confidence: $0.confidence, path: $0.prediction.image)
            })
        return kept.map { photographs[$0] }
    }
}
