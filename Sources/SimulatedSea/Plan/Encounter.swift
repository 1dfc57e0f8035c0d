import Foundation
import Randomness

/// A meeting with animals at sea: what its photographs have in common.
struct Encounter {
    var number: Int
    var start: Date
    var latitude: Double
    var longitude: Double
    var camera: String
    var light: Light
    var sea: SeaState
    var backdrop: Backdrop
    var cameraHeight: Float
    /// Width of the fin in the picture, 0 to 1.
    var finWidth: Float
    var distance: Float
    var warmth: Float
    var contrast: Float
    var exposure: Float

    private static let cameras = [
        "Canon EOS 7D", "Canon EOS R7", "Nikon D500", "Nikon D850", "Sony ILCE-7M3", "Sony ILCE-1",
        "Olympus E-M1 Mark II", "Fujifilm X-T3",
    ]

    init(number: Int, knobs: SeaKnobs, using random: inout SeededRandom) {
        self.number = number
        let difficulty = knobs.difficulty
        // Daylight between May and September of seven years.
        let year = random.integer(0...6)
        let day = 120 + random.integer(0...150)
        let second = random.integer(6 * 3600...19 * 3600)
        start = Date(
            timeIntervalSince1970: Double(1_420_070_400 + (year * 365 + day) * 86_400 + second))
        latitude = 56.3 + Double(random.normal()) * 0.12
        longitude = -2.4 + Double(random.normal()) * 0.2
        camera = Self.cameras[random.integer(0...Self.cameras.count - 1)]
        let spread = min(difficulty.light, 1.5)
        let kind = random.unit()
        let cloudiness: Float =
            kind < 0.4 ? random.uniform(0...0.45) : kind < 0.6 ? random.uniform(0.4...0.7) : 1
        light = Light(
            sunElevation: mix(0.7, random.uniform(0.12...1.1), min(spread, 1)),
            sunAzimuth: mix(-2.5, random.uniform(-3.14...3.14), min(spread, 1)),
            cloudiness: mix(0.3, cloudiness, min(spread, 1)),
            haze: random.uniform(0...0.5) * spread)
        sea = SeaState(
            windSpeed: 1.2 + 6.5 * random.unit() * (0.4 + 0.6 * random.unit()),
            windDirection: random.uniform(0...6.283), swellHeight: random.uniform(0...0.35),
            tint: random.unit())
        backdrop = Backdrop(
            land: random.chance(0.45) ? random.uniform(6...45) : 0,
            boats: random.chance(0.25) ? random.integer(1...2) : 0)
        cameraHeight = random.chance(0.25) ? random.uniform(0.9...1.5) : random.uniform(1.6...4.5)
        let middle: Float = 0.17
        finWidth = middle * exponential(random.normal() * 0.6 * difficulty.distance)
        finWidth = clamp(finWidth, 0.03, 0.6)
        distance = random.uniform(9...45)
        warmth = random.normal() * 0.5 * spread
        contrast = 1.15 + 0.12 * random.normal() * spread
        exposure = 0.3 * random.normal() * spread
    }

    /// The scene of one photograph of the encounter.
    func scene(
        of animals: [Individual], knobs: SeaKnobs, using random: inout SeededRandom
    ) -> Scene {
        let difficulty = knobs.difficulty
        var scene = Scene(
            seed: random.next(), width: knobs.width, height: knobs.height, light: light, sea: sea,
            backdrop: backdrop)
        scene.lens = lens(difficulty, using: &random)
        let wide = clamp(
            finWidth * exponential(0.22 * difficulty.distance * random.normal()), 0.03, 0.6)
        let first = animals.first
        let traits = (first?.species ?? .bottlenoseDolphin).traits
        let fin = first?.finHeight ?? traits.finHeight
        let base = fin * traits.fin.base * 1.15
        // Large animals are photographed from further away.
        let away = distance * max(1, (fin / 0.27).squareRoot())
        let focal = wide * away / base
        let height = min(cameraHeight, away * 0.35)
        // The row of the animal's waterline, low enough that the whole fin shows above it.
        let tall = fin * focal / away * Float(knobs.width) / Float(knobs.height)
        let row = clamp(random.uniform(0.42...0.68), min(0.08 + 1.45 * tall, 0.95), 0.97)
        let ratio = Float(knobs.width) / Float(knobs.height)
        scene.camera = Camera(
            height: height, focalLength: focal, horizon: row - height * focal / away * ratio,
            tilt: 0.02 * random.normal())
        let margin = min(0.12 + wide * 0.6, 0.45)
        let side: Side = random.chance(0.5) ? .left : .right
        for (index, animal) in animals.enumerated() {
            var pose = pose(of: animal, difficulty, using: &random)
            // Companions mostly swim the same way.
            pose.side = index == 0 || random.chance(0.85) ? side : side == .left ? .right : .left
            pose.across = random.uniform(margin...(1 - margin))
            pose.distance = away
            if index > 0 {
                let place = scene.animals[0].across
                let shift = wide * random.uniform(0.9...2.2)
                pose.across = place > 0.5 ? place - shift : place + shift
                let nearer = random.chance(0.25 * difficulty.occlusion)
                pose.distance =
                    away * (nearer ? random.uniform(0.93...0.98) : random.uniform(1.02...1.15))
            }
            scene.animals.append(pose)
        }
        return scene
    }

    private func lens(_ difficulty: Difficulty, using random: inout SeededRandom) -> Lens {
        let soft = difficulty.blur * random.unit() * random.unit()
        return Lens(
            defocus: random.chance(0.75) ? 0.7 * soft : 2.2 * soft,
            backgroundBlur: random.uniform(0...3.5),
            motionBlur: random.chance(0.2) ? 3 * difficulty.blur * random.unit() : 0,
            motionDirection: random.uniform(-0.6...0.6),
            exposure: exposure + 0.15 * random.normal() * difficulty.light, contrast: contrast,
            warmth: warmth + 0.1 * random.normal() * difficulty.light,
            noise: 1 + 4.5 * random.unit() * random.unit() * difficulty.blur,
            vignette: random.uniform(0...0.35),
            drops: random.chance(0.03 * difficulty.occlusion) ? random.integer(2...7) : 0)
    }

    private func pose(
        of animal: Individual, _ difficulty: Difficulty, using random: inout SeededRandom
    ) -> AnimalPose {
        let range = difficulty.pose
        let burst = random.chance(0.2 * difficulty.occlusion)
        return AnimalPose(
            individual: animal, side: .left,
            // Now and then an animal comes or goes along the line of sight.
            yaw: random.chance(0.05 * range)
                ? random.uniform(-1.4...1.4) : clamp(0.42 * range * random.normal(), -1.1, 1.1),
            roll: 0.13 * range * random.normal(),
            pitch: clamp(0.10 * range * random.normal(), -0.5, 0.5),
            // Of some only the fin's upper half is out of the water.
            emergence: 0.32
                + (random.chance(0.10 * difficulty.occlusion)
                    ? random.uniform(-0.8 ... -0.3) : range * random.uniform(-0.42...0.5)),
            arch: random.uniform(0.1...0.9),
            splash: burst
                ? random.uniform(0.3...1) : difficulty.occlusion * random.uniform(0...0.22))
    }
}
