import Datasets
import Ranking
import TensorFiles

/// Makes labels of a model's predictions, for the model's next training.
public struct PseudoLabelRun {
    /// A data set with its path, which stands in errors.
    public struct Source {
        /// The photographs.
        public var table: PhotographTable
        /// Where they were read from.
        public var path: String

        /// A data set that was read from a path.
        public init(_ table: PhotographTable, path: String) {
            self.table = table
            self.path = path
        }
    }

    /// What came out.
    public struct Outcome {
        /// The training table with the photographs that join it.
        public let table: PhotographTable
        /// How many these are, and how right.
        public let report: PseudoLabelReport
        /// The same as a page to look at.
        public let page: PseudoLabelPage
    }

    /// What is learned from by now.
    public var training: Source
    /// The photographs that were predicted.
    public var photographs: Source
    /// The file of the predictions.
    public var predictions: String
    /// The file of the predictions for photographs held out; `nil` where there is none.
    public var validation: String?
    /// The truth about these; the training table tells it where this is `nil`.
    public var truth: Source?
    /// The file of the embeddings of the photographs; needed where new individuals are clustered.
    public var embeddings: String?
    /// Who predicted.
    public var teacher: PseudoLabelTeacher

    /// Labels for photographs.
    public init(
        training: Source, photographs: Source, predictions: String, teacher: PseudoLabelTeacher
    ) {
        self.training = training
        self.photographs = photographs
        self.predictions = predictions
        self.teacher = teacher
    }

    /// Accepts predictions.
    ///
    /// - Throws: `DatasetError` or `TensorFileError` where files do not go together or photographs would leak, `RunError`
    ///   where no confidence is precise enough, or no prediction sure enough.
    public func run(_ settings: PseudoLabelSettings) throws -> Outcome {
        let learned = LearnedPhotographs(
            training.table, path: training.path, heldOut: teacher.heldOut)
        let predicted = try PredictedPhotographs(
            PredictionFile(contentsOf: predictions), in: photographs.table, path: photographs.path)
        try learned.check(predicted.files)
        let judgement = try judged(learned, by: settings.measure)
        let choice = try ConfidenceChoice(settings, by: judgement)
        let individuals = training.table.individuals
        let acceptance = try PseudoLabelAcceptance(
            of: predicted, from: choice.confidence, settings, taken: Set(individuals.keys),
            embeddings: settings.newIndividuals == .cluster ? clustered() : nil,
            source: predictions)
        guard !acceptance.accepted.isEmpty else {
            throw RunError(
                "none of the \(predicted.predictions.count) predictions can be accepted from a "
                    + "\(settings.measure.rawValue) of \(PseudoLabelReport.text(choice.confidence)) on",
                advice: "lower --confidence or --precision")
        }
        let table = try PseudoLabelTable(
            training.table, adding: acceptance.accepted, of: photographs.table,
            kind: settings.kind, teacher: teacher, source: predictions
        ).table
        let report = report(
            acceptance, of: predicted, from: choice.confidence, settings, judgement,
            individuals: individuals)
        return Outcome(
            table: table, report: report,
            page: PseudoLabelPage(
                of: report, accepted: acceptance.accepted, photographs: photographs.table,
                training: training.table))
    }

    /// How right the teacher is on photographs that it held out; `nil` where none are given.
    private func judged(
        _ learned: LearnedPhotographs, by measure: Prediction.Measure
    ) throws -> HeldOutJudgement? {
        guard let validation else { return nil }
        let truth = truth ?? training
        let photographs = try PredictedPhotographs(
            PredictionFile(contentsOf: validation), in: truth.table, path: truth.path)
        try checkHeldOut(photographs, validation)
        return try HeldOutJudgement(
            photographs, knowing: learned.known(without: Set(photographs.files)), by: measure,
            source: validation)
    }

    /// Looks whether the teacher held out what it is judged by, where the table tells parts.
    private func checkHeldOut(_ photographs: PredictedPhotographs, _ path: String) throws {
        guard let heldOut = teacher.heldOut else { return }
        let isFold = Int(heldOut) != nil
        let other = zip(photographs.rows, photographs.predictions).first { row, _ in
            guard let split = photographs.table[row].split else { return false }
            // Where a share was held out, and in tables of other parts, nothing can be said.
            return isFold && (split.foldNumber ?? -1) != Int(heldOut)
                && (split == .train || split.foldNumber != nil)
        }
        guard let other else { return }
        throw DatasetError(
            path: path, line: other.1.line,
            problem:
                "'\(other.1.image)' is in '\(photographs.table[other.0].split?.rawValue ?? "")', "
                + "which the teacher learned from: it held out fold-\(heldOut)",
            advice: "predict the photographs of fold-\(heldOut)")
    }

    /// The embeddings to cluster by.
    private func clustered() throws -> PseudoLabelAcceptance.EmbeddingSource {
        guard let embeddings else {
            preconditionFailure("new individuals are clustered by embeddings")
        }
        let found = try Embeddings(contentsOf: embeddings, table: nil)
        if let model = found.model, !teacher.name.hasPrefix("predictions-"),
            !model.hasPrefix(teacher.name)
        {
            throw TensorFileError(
                path: embeddings,
                problem: "it is of the model \(model.prefix(PseudoLabelTeacher.digits)), but the "
                    + "teacher is \(teacher.name)",
                advice: "embed the photographs by the teacher", kind: .malformed)
        }
        return (found, embeddings)
    }

    private func report(
        _ acceptance: PseudoLabelAcceptance, of predicted: PredictedPhotographs,
        from confidence: Double, _ settings: PseudoLabelSettings, _ judgement: HeldOutJudgement?,
        individuals: [String: Int]
    ) -> PseudoLabelReport {
        let validation = judgement.map {
            PseudoLabelReport.Validation(
                $0, at: confidence, acceptsNew: settings.newIndividuals == .cluster)
        }
        let accepted = acceptance.accepted
        let provisional = accepted.count(where: \.isProvisional)
        var wantedPrecision: Double?
        if case .precision(let wanted) = settings.acceptance { wantedPrecision = wanted }
        return PseudoLabelReport(
            kind: settings.kind, measure: settings.measure.rawValue, confidence: confidence,
            wantedPrecision: wantedPrecision, predicted: predicted.predictions.count,
            predictedNew: predicted.predictions.count(where: \.isNew), accepted: accepted.count,
            acceptedProvisional: provisional, lessSure: acceptance.lessSureCount,
            beyondLimit: acceptance.beyondLimitCount, newLeftOut: acceptance.newLeftOutCount,
            expectedRight: validation?.chosen.precision.map {
                $0 * Double(accepted.count - provisional)
            },
            validation: validation,
            curve: PseudoLabelReport.curve(predicted.predictions, by: settings.measure),
            individuals: PseudoLabelReport.individuals(of: accepted, learned: individuals),
            teacher: teacher.name, teacherFold: teacher.heldOut,
            trainingRows: training.table.count)
    }
}
