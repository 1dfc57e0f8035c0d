import Datasets
import Foundation
import Ranking

/// How the model of a fold does on what it held out.
struct FoldValidation: Codable {
    /// When an animal is new, and how sure answers are.
    let rule: NewIndividualRule
    /// How photographs of known individuals do.
    let known: IdentificationMetrics
    /// How all photographs held out do, those of individuals held out whole among them.
    let decision: NewIndividualDecision

    /// Reads what a stage wrote.
    ///
    /// - Throws: `TensorFileError` where it cannot be read.
    init(contentsOf path: String) throws {
        self = try JSONFile.read(
            path, expecting: "how a fold does", advice: "run again with --from validate")
    }

    /// - Parameter species: of a photograph's best candidate, where it is known.
    init(_ held: HeldOut, rule: NewIndividualRule, species: (RankedPhotograph) -> String?) {
        self.rule = rule
        known = IdentificationMetrics(
            held.ranked.filter { $0.truth.map(held.individuals.contains) ?? false })
        decision = NewIndividualDecision(
            threshold: rule.threshold,
            held.ranked.compactMap { photograph in
                photograph.truth.map { truth in
                    NewIndividualDecision.Judged(
                        answers: photograph.answers(
                            threshold: rule.threshold(for: species(photograph))),
                        right: held.individuals.contains(truth) ? truth : newIndividual)
                }
            })
    }
}

extension RunContext {
    /// Finds the rule for new individuals on what a fold's model held out, and how it does there.
    ///
    /// - Throws: `TensorFileError` or `DatasetError`, where files cannot be read or written, or photographs are too few.
    func validate(_ round: Int, fold: Int) throws {
        let table = try Dataset(contentsOf: seen(.known)).table
        let held = try heldOut(round, fold: fold, table)
        let rule = try rule(by: held.cases, table)
        let names = table.speciesOfIndividuals
        func species(_ photograph: RankedPhotograph) -> String? {
            photograph.candidates.first.flatMap { names[$0.individual] }
        }
        let files = paths.round(round, fold: fold)
        // Labels are given to photographs of one animal alone, and judged by such.
        let crowded = table.crowdedPhotographs
        let answers = held.ranked.filter { !crowded.contains($0.image) }.map {
            IdentifiedPhotograph($0, database: held.learned, rule: rule, species: species($0))
        }
        try MatchesFile.write(answers, to: files.heldOutMatches)
        let validation = FoldValidation(held, rule: rule, species: species)
        try JSONFile.write(validation, to: files.rule)
        report(
            String(
                format: "held out: MAP@5 %.3f, known ones %.3f, threshold %.4f",
                validation.decision.map5, validation.known.map5, rule.threshold))
        if !trains {
            report(
                "mind: the model comes from elsewhere; if it has learned from what is held out here, threshold and "
                    + "probabilities are too hopeful")
        }
        if let doubt = rule.validation?.doubt { report("mind: \(doubt)") }
    }
}
