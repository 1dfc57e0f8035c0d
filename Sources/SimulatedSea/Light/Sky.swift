import Randomness

/// The light of the sky from every direction, and of the sun.
///
/// Brightness is relative: a clear sky's horizon is about 1.
struct Sky: Sendable {
    /// Direction towards the sun: x right, y away from the camera, z up.
    let sun: Vector3
    /// Light of the sun on a surface that faces it.
    let sunlight: Vector3
    /// Mean light of the sky on a surface that faces up.
    private(set) var ambient: Vector3
    private let horizon: Vector3
    private let zenith: Vector3
    private let cloudiness: Float
    private let cloudLight: Vector3
    private let cloudShade: Vector3
    private let seed: UInt32

    init(_ light: Light, seed: UInt64) {
        var random = SeededRandom(seed: seed, purpose: 21)
        let elevation = max(light.sunElevation, 0.02)
        sun = Vector3(
            sine(light.sunAzimuth) * cosine(elevation),
            cosine(light.sunAzimuth) * cosine(elevation),
            sine(elevation))
        let low = smoothstep(0.45, 0.03, elevation)
        let overcast = smoothstep(0.45, 0.95, light.cloudiness)
        let warm = mix(Vector3(1, 0.95, 0.87), Vector3(1, 0.62, 0.34), low)
        sunlight = warm * (3.4 * (1 - 0.985 * overcast) * mix(1, 0.6, low))
        let grey = Vector3(0.86, 0.9, 0.95)
        let clearHorizon = mix(
            Vector3(0.66, 0.80, 0.98), Vector3(1.05, 0.74, 0.52), low * random.uniform(0.3...0.9))
        let clearZenith = mix(Vector3(0.12, 0.24, 0.52), Vector3(0.16, 0.22, 0.40), low)
        horizon = mix(clearHorizon, grey * random.uniform(0.75...1.15), overcast)
        zenith = mix(clearZenith, grey * random.uniform(0.35...0.8), overcast)
        cloudiness = light.cloudiness
        cloudLight = mix(warm * 1.25, grey * 1.15, overcast)
        cloudShade = mix(Vector3(0.52, 0.58, 0.68), grey * 0.6, overcast)
        self.seed = UInt32(truncatingIfNeeded: random.next())
        ambient = .zero
        ambient = mix(horizon, zenith, 0.6) * 0.9 + cloudLight * (0.2 * cloudiness)
    }

    /// Light from a direction; those below the horizon count as level.
    @inline(__always)
    func radiance(_ direction: Vector3, clouds detail: Int = 2) -> Vector3 {
        let height = max(direction.z, 0)
        var colour = mix(horizon, zenith, (height * (2 - height)).squareRoot() * 0.98)
        if cloudiness > 0.02 {
            let reach = 1 / (height + 0.12)
            let cover = Noise.fractal(
                direction.x * reach * 1.1 + 40, direction.y * reach * 1.7 + 40, octaves: detail,
                seed: seed)
            let inside = smoothstep(
                0.78 - 0.55 * cloudiness, 0.92 - 0.35 * cloudiness, cover)
            let thick = smoothstep(0.35, 0.9, cover)
            let cloud = mix(cloudLight, cloudShade, thick)
            // Far clouds sink into the haze of the horizon.
            colour = mix(colour, cloud, inside * 0.8 * smoothstep(0.0, 0.16, height + 0.02))
        }
        let near = max(dot(direction, sun), 0)
        let glow = power16(near)
        return colour + sunlight
            * (0.05 * near * near * near * near + 0.12 * glow + 0.3 * power16(glow))
    }

    /// Light from everywhere on a surface with this normal, water below counted.
    @inline(__always)
    func irradiance(_ normal: Vector3, water: Vector3) -> Vector3 {
        let up = 0.5 + 0.5 * normal.z
        // The sky is brightest on the sun's side.
        let side = 1 + 0.35 * dot(normal, sun)
        return mix(water, ambient * side, up)
    }
}
