import Datasets
import Ranking

/// Known photographs of a fold's model: those that it learned from, and those that it held out, ranked among them.
struct HeldOut {
    /// What it learned from.
    let learned: Embeddings
    /// What it held out, ranked.
    let ranked: [RankedPhotograph]
    /// The individuals of what it learned from.
    let individuals: Set<String>

    /// Each photograph held out as it is, and as a new animal's.
    var cases: OpenSetCases { OpenSetCases(ranked, knowing: individuals) }
}

extension RunContext {
    /// How individuals are ranked.
    var rankingOptions: RankingOptions {
        var options = RankingOptions()
        options.neighbours = configuration.rank.neighbours
        options.expansion = configuration.rank.queryExpansion.map { QueryExpansion(neighbours: $0) }
        options.combination = .scores
        return options
    }

    /// The same for photographs to name, none of which is a known one; crops of both may have the same names.
    var queryOptions: RankingOptions {
        var options = rankingOptions
        options.passesOverItself = false
        return options
    }

    /// How a rule for new individuals is found.
    var ruleOptions: NewIndividualRule.Options {
        var options = NewIndividualRule.Options()
        options.newShare = configuration.data.newShare
        options.leastPerSpecies = configuration.rank.speciesThresholds
        options.calibration = configuration.rank.isPlatt ? .platt : .isotonic
        return options
    }

    /// Ranks what a fold's model held out.
    func heldOut(_ round: Int, fold: Int, _ table: PhotographTable) throws -> HeldOut {
        let (learned, held) = try sides(round, fold: fold, table)
        let ranker = Ranker([learned], options: rankingOptions)
        return HeldOut(
            learned: learned, ranked: ranker.rank([held]), individuals: ranker.individuals)
    }

    /// The embeddings of what a fold's model learned from, and of what it held out.
    func sides(
        _ round: Int, fold: Int, _ table: PhotographTable
    ) throws -> (learned: Embeddings, held: Embeddings) {
        let all = try Embeddings(contentsOf: paths.round(round, fold: fold).embedded(.known))
        let splits = table.photographs.reduce(into: [:]) { $0[$1.path] = $1.split }
        let rows = all.images.indices
        return (
            all.rows(rows.filter { splits[all.images[$0]] != .fold(fold) }),
            all.rows(rows.filter { splits[all.images[$0]] == .fold(fold) })
        )
    }

    /// The rule for new individuals, by photographs that were held out.
    ///
    /// - Throws: `DatasetError` where they are too few.
    func rule(
        by cases: OpenSetCases, _ table: PhotographTable
    ) throws -> NewIndividualRule {
        let species = table.speciesOfIndividuals
        let found = NewIndividualRule(cases, options: ruleOptions) { photograph in
            photograph.candidates.first.flatMap { species[$0.individual] }
        }
        guard let found else {
            throw DatasetError(
                path: seen(.known),
                problem:
                    "no photograph held out shows an individual that others show, so that no threshold can be found",
                advice: "give more photographs of each individual, or fewer data.folds")
        }
        return found
    }
}
