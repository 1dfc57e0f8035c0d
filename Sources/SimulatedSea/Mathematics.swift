import Foundation

typealias Vector2 = SIMD2<Float>
typealias Vector3 = SIMD3<Float>
typealias Vector4 = SIMD4<Float>

@inline(__always) func sine(_ angle: Float) -> Float { Foundation.sin(angle) }
@inline(__always) func cosine(_ angle: Float) -> Float { Foundation.cos(angle) }
@inline(__always) func logarithm(_ value: Float) -> Float { Foundation.log(value) }
@inline(__always) func exponential(_ value: Float) -> Float { Foundation.exp(value) }
@inline(__always) func power(_ base: Float, _ exponent: Float) -> Float {
    Foundation.pow(base, exponent)
}

@inline(__always) func clamp(_ value: Float, _ low: Float = 0, _ high: Float = 1) -> Float {
    min(max(value, low), high)
}

@inline(__always) func mix(_ first: Float, _ second: Float, _ share: Float) -> Float {
    first + (second - first) * share
}

@inline(__always) func mix(_ first: Vector3, _ second: Vector3, _ share: Float) -> Vector3 {
    first + (second - first) * share
}

/// 0 up to `low`, 1 from `high`, smooth between; `low` may be the larger one.
@inline(__always) func smoothstep(_ low: Float, _ high: Float, _ value: Float) -> Float {
    let share = clamp((value - low) / (high - low))
    return share * share * (3 - 2 * share)
}

@inline(__always) func dot(_ first: Vector3, _ second: Vector3) -> Float {
    first.x * second.x + first.y * second.y + first.z * second.z
}

@inline(__always) func cross(_ first: Vector3, _ second: Vector3) -> Vector3 {
    Vector3(
        first.y * second.z - first.z * second.y, first.z * second.x - first.x * second.z,
        first.x * second.y - first.y * second.x)
}

@inline(__always) func length(_ vector: Vector2) -> Float {
    (vector.x * vector.x + vector.y * vector.y).squareRoot()
}

@inline(__always) func normalized(_ vector: Vector3) -> Vector3 {
    vector / max(dot(vector, vector).squareRoot(), 1e-12)
}

/// Brightness of linear light.
@inline(__always) func luminance(_ colour: Vector3) -> Float {
    dot(colour, Vector3(0.2126, 0.7152, 0.0722))
}

/// `value` to the 16th power, as highlights need it.
@inline(__always) func power16(_ value: Float) -> Float {
    let second = value * value
    let fourth = second * second
    let eighth = fourth * fourth
    return eighth * eighth
}

/// What a smooth surface of water mirrors of light that comes in at `cosine` (Schlick).
@inline(__always) func fresnel(_ cosine: Float, normal reflectance: Float = 0.02) -> Float {
    let rest = 1 - clamp(cosine)
    let second = rest * rest
    return reflectance + (1 - reflectance) * second * second * rest
}
