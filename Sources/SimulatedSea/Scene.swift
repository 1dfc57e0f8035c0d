/// Everything that a photograph shows, and how it was taken; the same scene gives the same pixels.
public struct Scene: Hashable, Codable, Sendable {
    /// Decides waves, clouds, spray and noise.
    public var seed: UInt64
    /// Width of the photograph, in pixels.
    public var width: Int
    /// Height of the photograph, in pixels.
    public var height: Int
    /// Where the camera stands, and what it looks at.
    public var camera: Camera
    /// What lens and sensor do to the picture.
    public var lens: Lens
    /// The sun and the sky's light.
    public var light: Light
    /// Waves and water.
    public var sea: SeaState
    /// What stands at the horizon.
    public var backdrop: Backdrop
    /// The animals, none to several.
    public var animals: [AnimalPose]

    /// A scene of at least 16 × 16 pixels.
    public init(
        seed: UInt64, width: Int, height: Int, camera: Camera = Camera(), lens: Lens = Lens(),
        light: Light = Light(), sea: SeaState = SeaState(), backdrop: Backdrop = Backdrop(),
        animals: [AnimalPose] = []
    ) {
        precondition(width >= 16 && height >= 16, "a scene needs at least 16 × 16 pixels")
        self.seed = seed
        self.width = width
        self.height = height
        self.camera = camera
        self.lens = lens
        self.light = light
        self.sea = sea
        self.backdrop = backdrop
        self.animals = animals
    }
}

/// Where the camera stands, and what it looks at.
public struct Camera: Hashable, Codable, Sendable {
    /// Above the sea, in metres.
    public var height: Float
    /// Focal length in widths of the picture: 1 is wide, 10 a long lens.
    public var focalLength: Float
    /// The horizon's row as a share of the picture's height; negative lies above the picture.
    public var horizon: Float
    /// Tilt of the horizon, in radians.
    public var tilt: Float

    /// A long lens on a small boat.
    public init(
        height: Float = 2.5, focalLength: Float = 8, horizon: Float = -0.6, tilt: Float = 0
    ) {
        self.height = height
        self.focalLength = focalLength
        self.horizon = horizon
        self.tilt = tilt
    }
}

/// What the lens and the sensor do to the picture.
public struct Lens: Hashable, Codable, Sendable {
    /// Blur of the animals, in thousandths of the picture's width.
    public var defocus: Float
    /// Blur of what lies nearer or farther than the animals, likewise.
    public var backgroundBlur: Float
    /// Length of the blur by motion, in thousandths of the picture's width.
    public var motionBlur: Float
    /// Direction of the blur by motion, in radians.
    public var motionDirection: Float
    /// Brighter (positive) or darker than the meter says, in stops.
    public var exposure: Float
    /// Contrast of the picture; 1 is plain.
    public var contrast: Float
    /// Warmer (positive) or colder than neutral, -1 to 1.
    public var warmth: Float
    /// Deviation of the sensor's noise in a mid-grey, of 255 levels.
    public var noise: Float
    /// How dark corners are, 0 to 1.
    public var vignette: Float
    /// Drops of water on the lens.
    public var drops: Int

    /// A good lens.
    public init(
        defocus: Float = 0, backgroundBlur: Float = 0, motionBlur: Float = 0,
        motionDirection: Float = 0, exposure: Float = 0, contrast: Float = 1, warmth: Float = 0,
        noise: Float = 2, vignette: Float = 0.15, drops: Int = 0
    ) {
        self.defocus = defocus
        self.backgroundBlur = backgroundBlur
        self.motionBlur = motionBlur
        self.motionDirection = motionDirection
        self.exposure = exposure
        self.contrast = contrast
        self.warmth = warmth
        self.noise = noise
        self.vignette = vignette
        self.drops = drops
    }
}

/// What stands at the horizon, where the picture shows it.
public struct Backdrop: Hashable, Codable, Sendable {
    /// Height of land above the horizon, in thousandths of the distance to it; 0 is open sea.
    public var land: Float
    /// Boats near the horizon.
    public var boats: Int

    /// Open sea.
    public init(land: Float = 0, boats: Int = 0) {
        self.land = land
        self.boats = boats
    }
}

/// One animal in a scene: where it swims and how it holds itself; angles are in radians.
public struct AnimalPose: Hashable, Codable, Sendable {
    /// Which animal it is.
    public var individual: Individual
    /// The side that it shows to the camera.
    public var side: Side
    /// Where its fin stands across the picture, 0 (left) to 1 (right).
    public var across: Float
    /// From the camera, in metres.
    public var distance: Float
    /// Turned away from broadside: positive swims away from the camera; at most ±1.4.
    public var yaw: Float
    /// Leaning towards (positive) or away from the camera; at most ±1.
    public var roll: Float
    /// Snout up (positive) or down; at most ±1.
    public var pitch: Float
    /// How far the base of the fin stands above the water, in fin heights; negative is below.
    public var emergence: Float
    /// How strongly the back is bent.
    public var arch: Float
    /// Spray and foam around the animal, 0 to 1.
    public var splash: Float

    /// An animal that swims by, broadside.
    public init(
        individual: Individual, side: Side, across: Float = 0.5, distance: Float = 25,
        yaw: Float = 0, roll: Float = 0, pitch: Float = 0, emergence: Float = 0.3,
        arch: Float = 0.3, splash: Float = 0.1
    ) {
        self.individual = individual
        self.side = side
        self.across = across
        self.distance = max(distance, 3)
        self.yaw = clamp(yaw, -1.4, 1.4)
        self.roll = clamp(roll, -1, 1)
        self.pitch = clamp(pitch, -1, 1)
        self.emergence = emergence
        self.arch = arch
        self.splash = clamp(splash)
    }
}
