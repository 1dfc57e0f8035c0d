import Datasets
import Progress
import Ranking

/// Embeddings to names: what `flukeprint rank` does.
public struct IdentificationRun {
    /// How it is decided that an animal is new.
    public enum Rule {
        /// By a score.
        case threshold(Float)
        /// By photographs whose individuals are known, and which the model has not learned from.
        case validation(RankingInput, NewIndividualRule.Options)
        /// As it was found before.
        case found(NewIndividualRule)
    }

    /// What came of it.
    public struct Outcome {
        /// Every photograph with its answers: as the table has them, else in the order of the embeddings.
        public let photographs: [IdentifiedPhotograph]
        /// When an animal is called new.
        public let rule: NewIndividualRule
        /// How photographs of known individuals do; `nil` where nobody named the queries.
        public let known: IdentificationMetrics?
        /// How all named photographs do, with the rule; `nil` where nobody named them.
        public let decision: NewIndividualDecision?
        /// Photographs in the database, and individuals.
        public let databaseCount: (photographs: Int, individuals: Int)

        /// Photographs of which there was no embedding.
        public var unseen: [String] { photographs.filter(\.isUnseen).map(\.image) }
        /// Photographs that are called new.
        public var newCount: Int {
            photographs.count { $0.lines.first?.individual == newIndividual }
        }
    }

    private let ranker: Ranker
    private let databasePath: String
    private let speciesOfIndividuals: [String: String]

    /// A run with a database.
    ///
    /// - Parameters:
    ///   - ranker: the database.
    ///   - path: its file, for errors.
    ///   - speciesOfIndividuals: for thresholds of species.
    public init(
        _ ranker: Ranker, databaseAt path: String, speciesOfIndividuals: [String: String] = [:]
    ) {
        self.ranker = ranker
        databasePath = path
        self.speciesOfIndividuals = speciesOfIndividuals
    }

    /// Names photographs.
    ///
    /// - Parameters:
    ///   - queries: their embeddings.
    ///   - table: the photographs that answers are wanted for; those without an embedding are answered with what is
    ///     likeliest without looking.
    ///   - rule: how it is decided that an animal is new.
    /// - Throws: `DatasetError` where the validation's photographs tell no threshold, or an embedding is of a photograph
    ///   that the table lacks.
    public func run(
        _ queries: RankingInput, table: PhotographTable? = nil, rule: Rule
    ) throws -> Outcome {
        let chosen = try newIndividualRule(by: rule)
        let progress = ProgressReporter(
            "rank", unit: "photographs", total: queries.models[0].count)
        let ranked = ranker.rank(queries.models) { progress.advance(by: $0) }
        progress.finish()
        let speciesOfImages = speciesOfImages(table)
        let identified = ranked.map {
            IdentifiedPhotograph(
                $0, database: ranker.database, rule: chosen, species: species($0, speciesOfImages))
        }
        let answered = try ordered(identified, as: table, path: queries.paths[0])
        let truths = truths(ranked, table)
        return Outcome(
            photographs: answered, rule: chosen,
            known: knownMetrics(ranked), decision: decision(answered, truths, chosen),
            databaseCount: (ranker.database.count, ranker.individuals.count))
    }

    private func newIndividualRule(by rule: Rule) throws -> NewIndividualRule {
        switch rule {
        case .threshold(let score): return NewIndividualRule(threshold: score)
        case .found(let rule): return rule
        case .validation(let input, let options):
            let found = NewIndividualRule(
                OpenSetCases(
                    ranker.rank(input.models), knowing: ranker.individuals, by: ranker.score),
                options: options
            ) { species($0, [:]) }
            guard let found else {
                throw DatasetError(
                    path: input.paths[0],
                    problem:
                        "no threshold can be found: none of its \(input.models[0].count) photographs shows "
                        + "an individual of \(databasePath)",
                    advice:
                        "embed photographs of known individuals that were held out, or give a threshold"
                )
            }
            return found
        }
    }

    private func speciesOfImages(_ table: PhotographTable?) -> [String: String] {
        (table?.photographs ?? []).reduce(into: [:]) { $0[$1.path] = $1.species }
    }

    /// What the table says, else the best candidate's.
    private func species(_ photograph: RankedPhotograph, _ told: [String: String]) -> String? {
        told[photograph.image]
            ?? photograph.candidates.first.flatMap { speciesOfIndividuals[$0.individual] }
    }

    /// One line of answers for each photograph of the table.
    private func ordered(
        _ identified: [IdentifiedPhotograph], as table: PhotographTable?, path: String
    ) throws -> [IdentifiedPhotograph] {
        guard let table else { return identified }
        let known = Dictionary(
            identified.map { ($0.image, $0) }, uniquingKeysWith: { first, _ in first })
        var wanted: Set<String> = []
        let images = table.photographs.map(\.path).filter { wanted.insert($0).inserted }
        if let stranger = identified.first(where: { !wanted.contains($0.image) }) {
            throw DatasetError(
                path: path, problem: "the table of queries has no row for \(stranger.image)",
                advice: "give the table that the embeddings were made from")
        }
        let favourites = mostPhotographed
        return images.map {
            known[$0] ?? IdentifiedPhotograph(unseen: $0, mostPhotographed: favourites)
        }
    }

    private var mostPhotographed: [String] {
        let names = (ranker.database.individuals ?? []).compactMap { $0 }
        let counts = names.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .prefix(RankedPhotograph.answerCount - 1).map(\.key)
    }

    private func knownMetrics(_ ranked: [RankedPhotograph]) -> IdentificationMetrics? {
        let individuals = ranker.individuals
        let named = ranked.filter { $0.truth.map(individuals.contains) ?? false }
        return named.isEmpty ? nil : IdentificationMetrics(named)
    }

    /// Whom photographs show: as the table has it, of those without an embedding, too, else as the embeddings do.
    private func truths(_ ranked: [RankedPhotograph], _ table: PhotographTable?) -> [String: String]
    {
        let told = (table?.photographs ?? []).map { ($0.path, $0.individual) }
        let seen = ranked.map { ($0.image, $0.truth) }
        return (told + seen).reduce(into: [:]) { truths, photograph in
            if truths[photograph.0] == nil { truths[photograph.0] = photograph.1 }
        }
    }

    private func decision(
        _ answered: [IdentifiedPhotograph], _ truths: [String: String], _ rule: NewIndividualRule
    ) -> NewIndividualDecision? {
        let individuals = ranker.individuals
        let judged = answered.compactMap { photograph in
            truths[photograph.image].map { truth in
                NewIndividualDecision.Judged(
                    answers: photograph.lines.map(\.individual),
                    right: individuals.contains(truth) ? truth : newIndividual)
            }
        }
        return judged.isEmpty ? nil : NewIndividualDecision(threshold: rule.threshold, judged)
    }
}
