import ArgumentParser
import Datasets
import Foundation
import Pipeline
import Ranking
import TensorFiles

/// `flukeprint rank --database FILE --queries FILE`.
struct RankCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rank",
        abstract: "Name the individuals in photographs, by their embeddings.",
        discussion: """
            Each query is compared by cosine with every photograph of known individuals; an individual scores \
            its nearest photograph. Five answers follow, the likeliest first: new_individual leads where the best \
            score is under the threshold, and is second elsewhere. Give the threshold, or photographs of known \
            individuals that the model has not learned from: they tell it, and how probable each answer is. A \
            finished `flukeprint run` has found both: --rule names them for photographs that come later.

            --submission holds a line per photograph, as Kaggle's competition has it; --matches a line per answer \
            with score, probability, and the photograph that decided. Embeddings are safetensors files of `embed`, \
            or NumPy's .npy beside a table of their rows. A query that is in the database is not compared with itself.

            Several models: name for each its database, its queries and its validation, in the same order.

            Examples:
              flukeprint rank --database known.safetensors --queries new.safetensors \\
                --validation heldout.safetensors --submission submission.csv --matches matches.csv
              flukeprint rank --database known.safetensors --queries new.safetensors \\
                --model runs/first/model.safetensors --matches matches.csv
              flukeprint rank --database runs/first/round-1/fold-0/embed/known.safetensors \\
                --queries new.safetensors --rule runs/first/rank/rule.json --matches matches.csv
              flukeprint rank --database train.npy --database-table train.csv --queries test.npy \\
                --query-table test.csv --threshold 0.6 --submission submission.csv
              flukeprint rank --database b5.safetensors --database b7.safetensors --queries q5.safetensors \\
                --queries q7.safetensors --threshold 0.5 --matches matches.csv
            """)

    @Option(
        help: ArgumentHelp(
            "The embeddings of known individuals. Once per model.", valueName: "file"),
        completion: .file())
    var database: [String]

    @Option(
        help: ArgumentHelp(
            "The embeddings of photographs to name. Once per model.", valueName: "file"),
        completion: .file())
    var queries: [String]

    @Option(
        help: ArgumentHelp("A data set that names the database's individuals and species."),
        completion: .file())
    var databaseTable: String?

    @Option(
        help: ArgumentHelp(
            "A data set of the photographs that answers are wanted for: each is answered, in its order."
        ),
        completion: .file())
    var queryTable: String?

    @OptionGroup var output: RankOutputOptions
    @OptionGroup var rule: RankRuleOptions
    @OptionGroup var ranking: RankingArguments

    @Flag(help: "Print the figures as JSON.")
    var json = false

    func validate() throws {
        guard !database.isEmpty, database.count == queries.count else {
            throw ValidationError(
                "Name for each model a database and queries: found \(database.count) and \(queries.count)."
            )
        }
        try ranking.validate(models: database.count)
        try rule.validate(models: database.count, ranking)
        guard rule.speciesThresholds == nil || databaseTable != nil else {
            throw ValidationError(
                "--species-thresholds needs --database-table, which tells the species of individuals."
            )
        }
    }

    func run() throws {
        try output.check()
        let databaseTable = try databaseTable.map { try Dataset(contentsOf: $0).table }
        let queryTable = try queryTable.map { try Dataset(contentsOf: $0).table }
        let known = try RankingInput(database, table: databaseTable)
        try known.checkNamed()
        let asked = try RankingInput(queries, table: queryTable)
        try asked.checkAnswerable()
        try known.checkComparable(with: asked)
        let chosen = try rule.rule(for: known, ranking)
        if case .found(let found) = chosen, !found.speciesThresholds.isEmpty, databaseTable == nil {
            throw ValidationError(
                "The rule has thresholds of species: give --database-table, which tells the species of individuals."
            )
        }
        try check(asked, in: known)
        let twice = asked.models[0].rows(in: known.models[0]).count { $0 != nil }
        if twice > 0 {
            warn(
                "\(twice) of \(asked.models[0].count) queries are in --database, too, by their names: each is "
                    + "compared with the others alone")
        }
        if case .validation(let held, _) = chosen {
            try check(held, in: known)
            warn(of: held, in: known, "--database")
            warn(of: held, in: asked, "--queries")
        }
        let ranker = Ranker(
            known.models, options: ranking.options,
            blend: try ranking.blend(for: known.models[0], model: rule.model))
        let outcome = try IdentificationRun(
            ranker, databaseAt: database[0],
            speciesOfIndividuals: databaseTable?.speciesOfIndividuals ?? [:]
        ).run(asked, table: queryTable, rule: chosen)
        try outcome.write(submission: output.submission, matches: output.matches)
        try report(outcome)
    }

    /// Refuses to mix queries into their own neighbours.
    private func check(_ queries: RankingInput, in database: RankingInput) throws {
        try ranking.expanding.check(
            queries.models[0], in: database.models[0], path: queries.paths[0])
    }

    /// Tells where photographs that decide about new animals are no others.
    private func warn(of held: RankingInput, in others: RankingInput, _ option: String) {
        let shared = held.models[0].rows(in: others.models[0]).count { $0 != nil }
        guard shared > 0 else { return }
        warn(
            "\(shared) of \(held.models[0].count) photographs of --validation are in \(option), too: threshold and "
                + "probabilities are right for photographs that the model has not learned from, and that nothing else "
                + "was chosen by")
    }

    private func warn(_ text: String) {
        FileHandle.standardError.write(Data("warning: \(text)\n".utf8))
    }

    private func report(_ outcome: IdentificationRun.Outcome) throws {
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(outcome.summary), as: UTF8.self))
            return
        }
        for image in outcome.unseen.prefix(10) { print("unseen     \(image)") }
        print(outcome.text)
        if let submission = output.submission { print("submission \(submission)") }
        if let matches = output.matches { print("matches    \(matches)") }
    }
}
