import Randomness

/// Drops and mist that an animal throws up, drawn over the picture.
struct Spray {
    let projection: Projection
    let sky: Sky

    /// Draws the spray of one animal.
    func draw(
        _ animal: AnimalModel, splash: Float, level: Float, into picture: inout Picture,
        using random: inout SeededRandom
    ) {
        guard splash > 0.03 else { return }
        let light = sky.ambient * 0.95 + sky.sunlight * (0.35 + 0.25 * max(sky.sun.y, 0))
        let scale = animal.finHeight
        let sources = 2 + Int(splash * 9)
        for _ in 0..<sources {
            let shift = random.uniform(-2.6...1.6)
            let origin =
                animal.base + animal.forward * (shift * scale)
                + Vector3(0, -random.uniform(0...0.5) * scale, 0)
            let speed = random.uniform(0.4...1.5) * (0.5 + splash) * scale.squareRoot() * 3.0
            let heading = random.uniform(-0.9...0.9)
            let drops = Int(random.uniform(60...300) * (0.4 + 1.6 * splash))
            for _ in 0..<drops {
                let own = speed * random.uniform(0.25...1.15)
                let angle = heading + 0.5 * random.normal()
                let time = random.unit() * own / 5.5
                let rise = own * cosine(angle * 0.6) * time - 4.9 * time * time
                guard rise > -0.05 else { continue }
                let place = Vector3(
                    origin.x + sine(angle) * own * time + 0.03 * scale * random.normal(), origin.y,
                    level + rise)
                // Many fine drops for each large one.
                let small = power(random.unit(), 7)
                let radius = (0.0005 + 0.0035 * small) * (0.5 + scale)
                let tint = random.uniform(0.6...1.05)
                blot(
                    place, radius: radius, opacity: random.uniform(0.3...0.95),
                    light: light * tint, into: &picture)
            }
            guard random.chance(0.25 + splash * 0.7) else { continue }
            // Broken water at the foot of the jet.
            for _ in 0..<Int(160 + 840 * splash) {
                let spread = (0.15 + 0.5 * splash) * scale
                let height = abs(random.normal()) * 0.22 * splash * scale
                let place = Vector3(
                    origin.x + random.normal() * spread, origin.y, level + height - 0.02)
                blot(
                    place,
                    radius: (0.002 + 0.016 * power(random.unit(), 4)) * scale * (0.6 + splash),
                    opacity: random.uniform(0.08...0.45), light: light * random.uniform(0.55...1),
                    into: &picture)
            }
        }
    }

    /// A soft round spot; those smaller than a pixel are fainter instead.
    private func blot(
        _ place: Vector3, radius: Float, opacity: Float, light: Vector3, into picture: inout Picture
    ) {
        let pixel = projection.pixel(place)
        let exact = radius * projection.focal / max(place.y, 1)
        let size = max(exact, 0.7)
        let strength = opacity * min(1, exact * exact / (size * size) + 0.02)
        guard size < 60, pixel.x > -60, pixel.y > -60,
            pixel.x < Float(picture.width) + 60, pixel.y < Float(picture.height) + 60
        else { return }
        let left = max(Int(pixel.x - size - 1), 0)
        let right = min(Int(pixel.x + size + 2), picture.width)
        let top = max(Int(pixel.y - size - 1), 0)
        let bottom = min(Int(pixel.y + size + 2), picture.height)
        guard left < right, top < bottom else { return }
        for row in top..<bottom {
            for column in left..<right {
                let apart = length(
                    Vector2(Float(column) + 0.5, Float(row) + 0.5) - pixel)
                let share = strength * clamp(size + 0.5 - apart) * (1 - 0.5 * clamp(apart / size))
                let index = row * picture.width + column
                picture.pixels[index] += (Vector4(light, 0) - picture.pixels[index]) * share
            }
        }
    }
}
