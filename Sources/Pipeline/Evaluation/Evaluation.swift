import Ranking

/// How well photographs are identified: what `flukeprint evaluate` finds out.
public struct Evaluation: Sendable, Codable {
    /// How well one part of the queries does.
    public struct Group: Sendable, Codable {
        /// An individual, or a species.
        public let name: String
        /// Photographs of it in the database.
        public let databaseCount: Int
        /// How its queries do.
        public let metrics: IdentificationMetrics
    }

    /// Two individuals of which one is taken for the other.
    public struct Confusion: Sendable, Codable {
        /// Who it is.
        public let truth: String
        /// Who was said first.
        public let answer: String
        /// How often.
        public let count: Int
        /// The query that is most sure of it, by its row.
        public let query: Int
        /// The database row that query is nearest to.
        public let neighbour: Int
        /// Their cosine.
        public let score: Float
    }

    /// How well the best score tells new individuals from known ones.
    public struct NewIndividuals: Sendable, Codable {
        /// Queries of individuals that the database lacks.
        public let count: Int
        /// The area under the ROC curve, `nil` where all queries are new, or none is.
        public let areaUnderROC: Double?
        /// The mean precision over the recall of new ones.
        public let averagePrecision: Double?
        /// The share of known ones taken for new, against the share of new ones found.
        public let roc: [LineChart.Point]
        /// The share of new ones found, against the share of those called new that are.
        public let precisionRecall: [LineChart.Point]

        init(_ curve: BinaryCurve) {
            count = curve.positives
            areaUnderROC = curve.areaUnderROC
            averagePrecision = curve.averagePrecision
            let points = curve.points.thinned(to: 200)
            roc =
                areaUnderROC == nil
                ? []
                : [LineChart.Point(0, 0)]
                    + points.map { LineChart.Point(curve.falsePositiveRate($0), curve.recall($0)) }
            precisionRecall =
                averagePrecision == nil
                ? [] : points.map { LineChart.Point(curve.recall($0), curve.precision($0)) }
        }
    }

    /// Photographs in the database.
    public let databaseCount: Int
    /// Individuals in the database.
    public let individualCount: Int
    /// Queries, those of unknown individuals included.
    public let queryCount: Int
    /// Queries whose individual nobody named; they take no part.
    public var namelessCount: Int { queryCount - known.count - newIndividuals.count }
    /// How queries whose individual is in the database do.
    public let known: IdentificationMetrics
    /// The share of the same queries whose individual is among the 1, 2, … 20 best, 0 to 1.
    public let topAccuracies: [Double]
    /// The mean over the same queries of the average precision over the whole database (mAP).
    public let meanAveragePrecision: Double
    /// How new ones are told.
    public let newIndividuals: NewIndividuals
    /// What a threshold makes of known and new ones; `nil` where none was given.
    public let decision: NewIndividualDecision?
    /// Individuals with queries, the worst first.
    public let individuals: [Group]
    /// Species with queries, the worst first; empty where none is known.
    public let species: [Group]
    /// Pairs by how often they are confused, then by score.
    public let confusions: [Confusion]

    /// Ranks queries in a database, and judges the ranking.
    ///
    /// Queries whose individual nobody named take no part. A query that is in the database too, by its image, is not
    /// compared with itself.
    ///
    /// - Parameters:
    ///   - queries: with their individuals.
    ///   - database: of the same model, with their individuals.
    ///   - species: the species of each individual, where it is known.
    ///   - neighbours: how many nearest photographs are looked at.
    ///   - threshold: the score under which an individual is called new.
    ///   - augmentation: draws the database's rows towards each other; not where queries are among them.
    ///   - expansion: draws the queries towards the database.
    public init(
        of queries: Embeddings, in database: Embeddings, species: [String: String] = [:],
        neighbours: Int = 100, threshold: Float? = nil, augmentation: QueryExpansion? = nil,
        expansion: QueryExpansion? = nil
    ) {
        let own = queries.rows(in: database)
        precondition(
            augmentation == nil || own.allSatisfy { $0 == nil },
            "queries in the database would be mixed into their neighbours")
        let database = augmentation?.augmented(database) ?? database
        let queries = expansion?.expanded(queries, in: database, own: own) ?? queries
        let ranked = NeighbourSearch(in: database, count: neighbours)
            .rank(queries, in: database, own: own)
        self.init(
            ranked: ranked, precisions: queries.averagePrecisions(in: database, own: own),
            database: database, species: species, threshold: threshold)
    }

    /// Judges ranked queries.
    ///
    /// - Parameter precisions: each query's average precision, `nil` where its individual is not in the database.
    init(
        ranked: [RankedPhotograph], precisions: [Double?], database: Embeddings,
        species: [String: String], threshold: Float? = nil
    ) {
        let photographs = (database.individuals ?? []).compactMap { $0 }
        let inDatabase = photographs.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        let named = ranked.indices.filter { ranked[$0].truth != nil }
        // Without a precision there is no photograph of the individual but perhaps the query itself.
        let knownRows = named.filter { precisions[$0] != nil }
        databaseCount = database.count
        individualCount = inDatabase.count
        queryCount = ranked.count
        known = IdentificationMetrics(knownRows.map { ranked[$0] })
        meanAveragePrecision =
            knownRows.reduce(0) { $0 + (precisions[$1] ?? 0) } / Double(max(knownRows.count, 1))
        let curve = BinaryCurve(
            scores: named.map { -ranked[$0].bestScore },
            isPositive: named.map { precisions[$0] == nil })
        newIndividuals = NewIndividuals(curve)
        decision = threshold.map { threshold in
            NewIndividualDecision(
                threshold: threshold, known: knownRows.map { ranked[$0] },
                new: named.filter { precisions[$0] == nil }.map { ranked[$0] })
        }
        let ranks = knownRows.compactMap { ranked[$0].rank }
        topAccuracies = (1...20).map { top in
            Double(ranks.count { $0 < top }) / Double(max(knownRows.count, 1))
        }
        individuals = Self.groups(knownRows.map { ranked[$0] }, inDatabase) { $0 }
        self.species = Self.groups(
            knownRows.map { ranked[$0] },
            photographs.reduce(into: [:]) { counts, name in
                if let kind = species[name] { counts[kind, default: 0] += 1 }
            }
        ) { species[$0] }
        confusions = Self.confusions(knownRows.map { ($0, ranked[$0]) })
    }

    private static func groups(
        _ photographs: [RankedPhotograph], _ inDatabase: [String: Int],
        by name: (String) -> String?
    ) -> [Group] {
        Dictionary(grouping: photographs) { $0.truth.flatMap(name) }
            .compactMap { found, photographs in
                found.map {
                    Group(
                        name: $0, databaseCount: inDatabase[$0] ?? 0,
                        metrics: IdentificationMetrics(photographs))
                }
            }
            .sorted { ($0.metrics.map5, $0.name) < ($1.metrics.map5, $1.name) }
    }

    private static func confusions(
        _ photographs: [(row: Int, ranked: RankedPhotograph)]
    ) -> [Confusion] {
        struct Pair: Hashable {
            let truth: String
            let answer: String
        }
        var found: [Pair: [(row: Int, best: Candidate)]] = [:]
        for (row, ranked) in photographs {
            guard let truth = ranked.truth, let best = ranked.candidates.first,
                best.individual != truth
            else { continue }
            found[Pair(truth: truth, answer: best.individual), default: []].append((row, best))
        }
        return found.compactMap { pair, cases in
            cases.max { ($0.best.score, $1.row) < ($1.best.score, $0.row) }.map { worst in
                Confusion(
                    truth: pair.truth, answer: pair.answer, count: cases.count, query: worst.row,
                    neighbour: worst.best.row, score: worst.best.score)
            }
        }
        .sorted {
            ($1.count, $1.score, $0.truth, $0.answer) < ($0.count, $0.score, $1.truth, $1.answer)
        }
    }
}

extension Array {
    /// At most so many elements, evenly chosen, the last among them.
    fileprivate func thinned(to limit: Int) -> [Element] {
        guard count > limit else { return self }
        return (1...limit).map { self[$0 * count / limit - 1] }
    }
}
