import Datasets
import Ranking
import TensorFiles

extension RunContext {
    /// Names the photographs to name by a fold's model, and lets sure answers join what it learns from next.
    ///
    /// What the fold holds out takes no part, not even as neighbours, nor do photographs of several animals. Where no
    /// answer is sure enough, the table stays.
    ///
    /// - Throws: `TensorFileError` or `DatasetError`, where files cannot be read or written.
    func pseudoLabel(_ round: Int, fold: Int) throws {
        let files = paths.round(round, fold: fold)
        let known = try Dataset(contentsOf: seen(.known)).table
        let learned = try sides(round, fold: fold, known).learned
        let rule = try FoldValidation(contentsOf: files.rule).rule
        let queries = try RankingInput([files.embedded(.queries)])
        let photographs = try Dataset(contentsOf: seen(.queries)).table
        let named = try IdentificationRun(
            Ranker([learned], options: queryOptions), databaseAt: files.embedded(.known),
            speciesOfIndividuals: known.speciesOfIndividuals
        ).run(queries, rule: .found(rule))
        let crowded = photographs.crowdedPhotographs
        try MatchesFile.write(
            named.photographs.filter { !crowded.contains($0.image) }, to: files.queryMatches)
        var labels = PseudoLabelRun(
            training: .init(known, path: seen(.known)),
            photographs: .init(photographs, path: seen(.queries)),
            predictions: files.queryMatches,
            teacher: try PseudoLabelTeacher(
                model: model(round, fold: fold), predictions: files.queryMatches, heldOut: nil))
        labels.validation = files.heldOutMatches
        do {
            let outcome = try labels.run(pseudoLabelSettings)
            try outcome.table.writeTable(to: files.labelled)
            try AtomicFile.write(Array(outcome.page.html.utf8), to: files.pseudoLabelPage)
            try AtomicFile.write(Array(outcome.report.json.utf8), to: files.pseudoLabelFigures)
            report(
                "\(outcome.report.accepted) of \(outcome.report.predicted) photographs labelled")
        } catch let none as RunError {
            report("no photograph labelled: \(none)")
            try known.writeTable(to: files.labelled)
        }
    }

    private var pseudoLabelSettings: PseudoLabelSettings {
        var settings = PseudoLabelSettings(.precision(configuration.pseudoLabels.precision))
        settings.kind = configuration.pseudoLabels.kind
        settings.leastAccepted = configuration.pseudoLabels.least
        settings.perIndividual = configuration.pseudoLabels.perIndividual
        return settings
    }
}
