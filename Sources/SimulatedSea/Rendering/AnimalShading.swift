/// Light on wet skin.
struct AnimalShading: Sendable {
    let sky: Sky
    /// Light that comes up from the water.
    let water: Vector3
    let seed: UInt32
    /// How much water stands on the skin, 0 to 1.
    let wetness: Float

    /// Light from the back or flank towards the camera.
    func body(_ model: AnimalModel, normal: Vector3, skin: Vector2) -> Vector3 {
        let bump = Vector3(
            Noise.value(skin.x * 9, skin.y * 26, seed: seed) - 0.5,
            Noise.value(skin.x * 11 + 50, skin.y * 30, seed: seed) - 0.5,
            Noise.value(skin.x * 10, skin.y * 28 + 50, seed: seed) - 0.5)
        let turned = normalized(normalized(normal) + bump * 0.10)
        let reflectance = model.body.reflectance(at: skin)
        return skinLight(
            turned, reflectance: reflectance, drops: Vector2(skin.x, skin.y - 7),
            scale: model.finHeight)
    }

    /// Light from the fin towards the camera; `face` is 1 on the animal's left, -1 on its right.
    func fin(_ model: AnimalModel, face: Float, skin: Vector2) -> Vector3 {
        let texel = model.fin.texel(at: skin)
        // x of the skin runs backwards, so the slope along it points against `forward`.
        let aside = model.left * face
        let lift = model.forward * texel.slope.x - model.up * texel.slope.y
        let bump = Vector3(
            Noise.value(skin.x * 38, skin.y * 30, seed: seed) - 0.5, 0,
            Noise.value(skin.x * 34, skin.y * 32 + 90, seed: seed) - 0.5)
        // The base runs into the back without an edge.
        let ragged = Noise.value(skin.x * 4, skin.y * 7, seed: seed &+ 3) - 0.5
        let base = smoothstep(0.42, -0.02, skin.y + 0.12 * ragged)
        let up = model.up * (1.7 * base * base)
        let normal = normalized(aside + lift * (1 - 0.9 * base) + up + bump * mix(0.05, 0.14, base))
        return skinLight(
            normal, reflectance: texel.reflectance, drops: skin, scale: model.finHeight)
    }

    @inline(__always)
    private func skinLight(
        _ normal: Vector3, reflectance: Float, drops: Vector2, scale: Float
    ) -> Vector3 {
        let view = Vector3(0, -1, 0.05)
        // Faces that look away only show at grazing edges.
        let facing = max(dot(normal, view), 0.04)
        let towardsSun = dot(normal, sky.sun)
        let warm = mix(
            Vector3(1.08, 1.0, 0.93), Vector3(0.97, 1, 1.02), smoothstep(0.05, 0.3, reflectance))
        let albedo = warm * reflectance
        let diffuse =
            sky.irradiance(normal, water: water) + sky.sunlight * smoothstep(-0.12, 1, towardsSun)
        var colour = albedo * diffuse
        let mirrored = normalized(normal * (2 * dot(normal, view)) - view)
        let shine = fresnel(facing, normal: 0.025) * mix(0.35, 0.8, wetness)
        // Wavy water near the horizon mirrors the sky too: there is no edge between the two.
        let seen = mix(
            water, sky.radiance(mirrored, clouds: 1),
            0.25 + 0.75 * smoothstep(-0.35, 0.15, mirrored.z))
        colour += (seen - colour) * shine
        // The sun in the film of water, and in single drops.
        let half = normalized(sky.sun + view)
        let lobe = max(dot(normal, half), 0)
        let film = Noise.value(drops.x * 21, drops.y * 27, seed: seed &+ 7)
        let sharp = power16(power16(lobe)) * smoothstep(0.15, 0.75, film)
        colour += sky.sunlight * (sharp * 2.2 * wetness + power16(lobe) * 0.05)
        let grid = drops * 130
        let column = Int32(grid.x.rounded(.down))
        let row = Int32(grid.y.rounded(.down))
        let grain = Noise.hash(column, row, seed &+ 5)
        if grain > 1 - 0.025 * wetness {
            let apart = length(grid - Vector2(Float(column) + 0.5, Float(row) + 0.5))
            let bright = Noise.hash(column, row, seed &+ 6) * smoothstep(0.5, 0.15, apart)
            let open = clamp(towardsSun * 1.2 + 0.1)
            colour += (sky.sunlight * (open * 0.22) + sky.ambient * 0.08) * (bright * bright)
        }
        return colour
    }
}
