import ArgumentParser
import SimulatedSea

/// The knobs of a simulated sea as options.
struct SeaOptions: ParsableArguments {
    @Option(help: "How many animals there are.")
    var individuals = SeaKnobs().individuals

    @Option(help: "Photographs of each animal to learn from: the median.")
    var photographs = SeaKnobs().photographsPerIndividual

    @Option(help: "How unevenly photographs are spread over animals: 0 evenly, 1 as in catalogues.")
    var tail = SeaKnobs().tail

    @Option(help: "Photographs to identify for each one to learn from.")
    var testShare = SeaKnobs().testShare

    @Option(help: "Share of the animals that appear in the test set only.")
    var testOnlyShare = SeaKnobs().newIndividualShare

    @Option(help: "Share of the photographs that show no animal.")
    var emptyShare = SeaKnobs().emptyShare

    @Option(help: "Share of the photographs that show a second animal.")
    var companionShare = SeaKnobs().companionShare

    @Option(
        help: ArgumentHelp(
            "A species, with its weight if several shall be mixed. May be repeated. One of \(names).",
            valueName: "name[=weight]"))
    var species: [WeightedSpecies] = []

    @Option(help: "Nicks and scars: 0 none, 1 as on most animals, at most 3.")
    var distinctiveness = SeaKnobs().distinctiveness

    @Option(help: "Pixels of a photograph.")
    var size = PhotographSize(width: SeaKnobs().width, height: SeaKnobs().height)

    @Option(help: "The same seed gives the same sea.")
    var seed = SeaKnobs().seed

    @Option(help: "How far photographs of one animal differ: 0 not, 1 as in the field, at most 4.")
    var difficulty: Float = 1

    @Option(help: "The same for yaw, roll, pitch and how far the animal is out of the water.")
    var pose: Float?

    @Option(help: "The same for sun, clouds, exposure and colour.")
    var light: Float?

    @Option(help: "The same for the size of the animal in the picture.")
    var distance: Float?

    @Option(help: "The same for defocus, motion, noise and compression.")
    var blur: Float?

    @Option(help: "The same for spray, water and other animals in front.")
    var occlusion: Float?

    private static var names: String {
        SimulatedSpecies.allCases.map(\.rawValue).joined(separator: ", ")
    }

    func validate() throws {
        func check(_ holds: Bool, _ message: String) throws {
            if !holds { throw ValidationError(message) }
        }
        try check((0...100_000).contains(individuals), "--individuals takes 0 to 100000")
        try check((1...10_000).contains(photographs), "--photographs takes 1 to 10000")
        try check((0...2).contains(tail), "--tail takes 0 to 2")
        try check((0...10).contains(testShare), "--test-share takes 0 to 10")
        try check((0...1).contains(testOnlyShare), "--test-only-share takes 0 to 1")
        try check((0...0.9).contains(emptyShare), "--empty-share takes 0 to 0.9")
        try check((0...1).contains(companionShare), "--companion-share takes 0 to 1")
        try check((0...3).contains(distinctiveness), "--distinctiveness takes 0 to 3")
        for value in [difficulty, pose, light, distance, blur, occlusion].compactMap({ $0 }) {
            try check((0...4).contains(value), "a difficulty is 0 to 4")
        }
    }

    func knobs() -> SeaKnobs {
        let weights = Dictionary(species.map { ($0.species, $0.weight) }, uniquingKeysWith: +)
        return SeaKnobs(
            seed: seed, individuals: individuals, photographsPerIndividual: photographs, tail: tail,
            testShare: testShare, newIndividualShare: testOnlyShare, emptyShare: emptyShare,
            companionShare: companionShare,
            species: species.isEmpty ? SeaKnobs.commonSpecies : weights,
            distinctiveness: distinctiveness, width: size.width, height: size.height,
            difficulty: Difficulty(
                pose: pose ?? difficulty, light: light ?? difficulty,
                distance: distance ?? difficulty, blur: blur ?? difficulty,
                occlusion: occlusion ?? difficulty))
    }
}

/// A species on the command line, such as `killer_whale` or `killer_whale=2`.
struct WeightedSpecies: ExpressibleByArgument {
    var species: SimulatedSpecies
    var weight: Float

    init?(argument: String) {
        let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count <= 2, let species = SimulatedSpecies(rawValue: String(parts[0])),
            let weight = parts.count == 2 ? Float(parts[1]) : 1, weight > 0, weight < 1e6
        else { return nil }
        self.species = species
        self.weight = weight
    }
}

/// Width and height on the command line, such as `1024x683`.
struct PhotographSize: ExpressibleByArgument, CustomStringConvertible {
    var width: Int
    var height: Int

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    init?(argument: String) {
        let parts = argument.split { "x×X".contains($0) }.map { Int($0) }
        guard parts.count == 2, let width = parts[0], let height = parts[1],
            (64...8192).contains(width), (64...8192).contains(height)
        else { return nil }
        self.init(width: width, height: height)
    }

    var description: String { "\(width)x\(height)" }
}
