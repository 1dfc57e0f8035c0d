import Datasets
import Ranking

extension RunContext {
    /// Names the photographs by the models of all folds together, and writes the answers.
    ///
    /// - Throws: `TensorFileError` or `DatasetError`, where files cannot be read or written.
    func rank(_ round: Int) throws {
        let known = try Dataset(contentsOf: seen(.known)).table
        let database = try RankingInput(
            folds.map { paths.round(round, fold: $0).embedded(.known) }
        ).renamed(try photographsOfCrops(.known))
        let queries = try RankingInput(
            folds.map { paths.round(round, fold: $0).embedded(.queries) }, table: try named()
        ).renamed(try photographsOfCrops(.queries))
        let cases = OpenSetCases(
            joining: try folds.map { try heldOut(round, fold: $0, known).cases })
        let run = IdentificationRun(
            Ranker(database.models, options: queryOptions), databaseAt: database.paths[0],
            speciesOfIndividuals: known.speciesOfIndividuals)
        let outcome = try run.run(
            queries, table: try Dataset(contentsOf: paths.truth).table,
            rule: .found(try rule(by: cases, known)))
        try outcome.write(submission: paths.submission, matches: paths.matches)
        try JSONFile.write(outcome.summary, to: paths.summary)
        try RuleFile(outcome.rule, models: database.models, options: rankingOptions)
            .write(to: paths.rule)
        try JSONFile.write(
            HeldOutCurves(cases, newShare: configuration.data.newShare), to: paths.curves)
        for line in outcome.text.split(separator: "\n") { report(String(line)) }
    }

    /// The photographs to name as embedders see them, with whom they show where that is known.
    func named() throws -> PhotographTable {
        let truth = try Dataset(contentsOf: paths.truth).table
        let individuals = truth.photographs.reduce(into: [:]) { $0[$1.path] = $1.individual }
        let photographs = try photographsOfCrops(.queries)
        var table = try Dataset(contentsOf: seen(.queries)).table
        for row in 0..<table.count {
            table[row].individual = individuals[photographs[table[row].path] ?? table[row].path]
        }
        return table
    }
}
