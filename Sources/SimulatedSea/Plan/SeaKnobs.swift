/// How large and how difficult a simulated sea is.
public struct SeaKnobs: Hashable, Codable, Sendable {
    /// Decides everything; the same knobs give the same plan.
    public var seed: UInt64
    /// Number of animals.
    public var individuals: Int
    /// Photographs of an animal in the training set: the median.
    public var photographsPerIndividual: Int
    /// How unevenly photographs are spread: 0 evenly, 1 as in real catalogues, where a few animals
    /// have most of them.
    public var tail: Float
    /// Photographs in the test set for each in the training set.
    public var testShare: Float
    /// Share of individuals that appear in the test set only.
    public var newIndividualShare: Float
    /// Share of photographs without any animal.
    public var emptyShare: Float
    /// Share of photographs with a second animal, which is labelled too; some have a third.
    public var companionShare: Float
    /// How often each species occurs; those left out do not.
    public var species: [SimulatedSpecies: Float]
    /// Nicks and scars: 0 none, 1 as on most animals.
    public var distinctiveness: Float
    /// Width of a photograph, in pixels.
    public var width: Int
    /// Height of a photograph, in pixels.
    public var height: Int
    /// How far photographs of one animal differ.
    public var difficulty: Difficulty

    /// A sea like those that researchers photograph.
    public init(
        seed: UInt64 = 1, individuals: Int = 60, photographsPerIndividual: Int = 6,
        tail: Float = 0.6, testShare: Float = 0.35, newIndividualShare: Float = 0.15,
        emptyShare: Float = 0.02, companionShare: Float = 0.12,
        species: [SimulatedSpecies: Float] = SeaKnobs.commonSpecies, distinctiveness: Float = 1,
        width: Int = 1024, height: Int = 683, difficulty: Difficulty = Difficulty()
    ) {
        self.seed = seed
        self.individuals = max(individuals, 0)
        self.photographsPerIndividual = max(photographsPerIndividual, 1)
        self.tail = clamp(tail, 0, 2)
        self.testShare = clamp(testShare, 0, 10)
        self.newIndividualShare = clamp(newIndividualShare)
        self.emptyShare = clamp(emptyShare, 0, 0.9)
        self.companionShare = clamp(companionShare)
        self.species = species
        self.distinctiveness = distinctiveness
        self.width = max(width, 16)
        self.height = max(height, 16)
        self.difficulty = difficulty
    }

    /// Mostly bottlenose dolphins, and some of three others whose fins are much like theirs.
    ///
    /// An animal that is the only one of its species is known by that alone, which takes no learning.
    public static let commonSpecies: [SimulatedSpecies: Float] = [
        .bottlenoseDolphin: 12, .commonDolphin: 3, .roughToothedDolphin: 3, .rissosDolphin: 2,
    ]
}

/// How far photographs of one animal differ; 0 is none, 1 as in the field, 2 twice that.
public struct Difficulty: Hashable, Codable, Sendable {
    /// Yaw, roll, pitch and how far the animal is out of the water.
    public var pose: Float
    /// Direction and height of the sun, clouds, exposure, colour.
    public var light: Float
    /// Size of the animal in the picture.
    public var distance: Float
    /// Defocus, motion and noise.
    public var blur: Float
    /// Spray, waves and other animals in front.
    public var occlusion: Float

    /// As in the field.
    public init(
        pose: Float = 1, light: Float = 1, distance: Float = 1, blur: Float = 1,
        occlusion: Float = 1
    ) {
        self.pose = clamp(pose, 0, 4)
        self.light = clamp(light, 0, 4)
        self.distance = clamp(distance, 0, 4)
        self.blur = clamp(blur, 0, 4)
        self.occlusion = clamp(occlusion, 0, 4)
    }

    /// The same difficulty in everything.
    public init(all value: Float) {
        self.init(pose: value, light: value, distance: value, blur: value, occlusion: value)
    }
}
