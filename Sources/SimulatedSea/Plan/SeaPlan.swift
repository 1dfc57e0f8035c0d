import Foundation
import Randomness

/// The photographs of a simulated data set, before any is rendered.
///
/// Every photograph carries its own seed, so they may be rendered in any order and by any number
/// of threads. No encounter has photographs in both sets.
public struct SeaPlan: Hashable, Codable, Sendable {
    /// Rises whenever the same knobs give other photographs than before.
    public static let edition = 1

    /// What the plan was made from.
    public let knobs: SeaKnobs
    /// All animals, those that appear only in the test set last.
    public let individuals: [Individual]
    /// Names of the animals that appear only in the test set.
    public let newIndividuals: Set<String>
    /// In the order of time.
    public let photographs: [PlannedPhotograph]

    /// Plans a data set; the same knobs give the same plan.
    public init(_ knobs: SeaKnobs) {
        self.knobs = knobs
        individuals = Self.individuals(knobs)
        let new = Int((Float(knobs.individuals) * knobs.newIndividualShare).rounded())
        newIndividuals = Set(individuals.suffix(new).map { $0.name })
        var planner = Planner(knobs: knobs, individuals: individuals, new: newIndividuals)
        planner.plan()
        photographs = planner.sorted()
    }

    private static func individuals(_ knobs: SeaKnobs) -> [Individual] {
        // Dictionaries have no order of their own: the table's is used.
        let species = SimulatedSpecies.allCases.filter { (knobs.species[$0] ?? 0) > 0 }
        precondition(
            !species.isEmpty || knobs.individuals == 0, "a sea with animals needs a species")
        let total = species.reduce(Float(0)) { $0 + (knobs.species[$1] ?? 0) }
        return (0..<knobs.individuals).map { index in
            var random = SeededRandom(seed: knobs.seed, purpose: 1000 + UInt64(index))
            var draw = random.uniform(0...total)
            var chosen = species[0]
            for candidate in species {
                chosen = candidate
                draw -= knobs.species[candidate] ?? 0
                if draw <= 0 { break }
            }
            return Individual(
                name: String(format: "sim%04d", index + 1), species: chosen, seed: random.next(),
                distinctiveness: knobs.distinctiveness)
        }
    }
}

/// Spreads photographs over encounters and bursts.
private struct Planner {
    let knobs: SeaKnobs
    let individuals: [Individual]
    let new: Set<String>
    var photographs: [PlannedPhotograph] = []
    var encounters = 0

    init(knobs: SeaKnobs, individuals: [Individual], new: Set<String>) {
        self.knobs = knobs
        self.individuals = individuals
        self.new = new
    }

    mutating func plan() {
        for (index, animal) in individuals.enumerated() {
            var random = SeededRandom(seed: knobs.seed, purpose: 200_000 + UInt64(index))
            let tail = exponential(knobs.tail * random.normal())
            let count = max(1, Int((Float(knobs.photographsPerIndividual) * tail).rounded()))
            let tested = Int((Float(count) * knobs.testShare).rounded())
            if new.contains(animal.name) {
                take(max(1, tested), of: animal, for: .test, using: &random)
            } else {
                take(count, of: animal, for: .train, using: &random)
                take(tested, of: animal, for: .test, using: &random)
            }
        }
        var random = SeededRandom(seed: knobs.seed, purpose: 300_000)
        let empty = Float(photographs.count) * knobs.emptyShare / (1 - knobs.emptyShare)
        for _ in 0..<Int(empty.rounded()) {
            let split: Split =
                random.chance(knobs.testShare / (1 + knobs.testShare)) ? .test : .train
            take(1, of: nil, for: split, using: &random)
        }
    }

    /// Photographs of one animal, in encounters of one burst or more.
    private mutating func take(
        _ count: Int, of animal: Individual?, for split: Split, using random: inout SeededRandom
    ) {
        var left = count
        while left > 0 {
            let taken = min(left, random.integer(1...5))
            left -= taken
            let encounter = Encounter(number: encounters, knobs: knobs, using: &random)
            encounters += 1
            var time = encounter.start
            for _ in 0..<taken {
                // Several pictures a second, then a dive of minutes.
                time += random.chance(0.7) ? 1 : Double(random.integer(60...600))
                var shown = animal.map { [$0] } ?? []
                while !shown.isEmpty, shown.count < 3, random.chance(knobs.companionShare),
                    let companion = companion(of: shown, for: split, using: &random)
                {
                    shown.append(companion)
                }
                let loss = 28 * random.unit() * random.unit() * knobs.difficulty.blur
                photographs.append(
                    PlannedPhotograph(
                        name: "", split: split, encounter: encounter.number, date: time,
                        latitude: encounter.latitude + Double(random.normal()) * 0.002,
                        longitude: encounter.longitude + Double(random.normal()) * 0.003,
                        camera: encounter.camera, quality: Int(clamp(95 - loss, 40, 95)),
                        individuals: shown.map { $0.name },
                        scene: encounter.scene(of: shown, knobs: knobs, using: &random)))
            }
        }
    }

    /// Another animal of the same species; animals of the test set alone stay out of training.
    private func companion(
        of shown: [Individual], for split: Split, using random: inout SeededRandom
    ) -> Individual? {
        let candidates = individuals.filter { candidate in
            candidate.species == shown[0].species && !shown.contains(candidate)
                && (split == .test || !new.contains(candidate.name))
        }
        guard !candidates.isEmpty else { return nil }
        return candidates[random.integer(0...candidates.count - 1)]
    }

    func sorted() -> [PlannedPhotograph] {
        let ordered = photographs.indices.sorted {
            (photographs[$0].date, $0) < (photographs[$1].date, $1)
        }
        return ordered.enumerated().map { position, index in
            var photograph = photographs[index]
            photograph.name = String(format: "sea%06d", position + 1)
            return photograph
        }
    }
}
