import Randomness

/// From linear light to the levels of a photograph: lens, exposure, tone, noise.
struct Development {
    let scene: Scene

    /// Levels, `[height, width, 3]`.
    func levels(of source: Picture) -> [UInt8] {
        let lens = scene.lens
        let unit = Float(scene.width) / 1000
        var picture = source.blurred(
            radius: max(0.3, min(lens.defocus, 40) * unit))
        picture = picture.moved(
            length: min(lens.motionBlur, 60) * unit, direction: lens.motionDirection)
        var random = SeededRandom(seed: scene.seed, purpose: 41)
        addDrops(to: &picture, using: &random)
        let gain = exposure(picture) * power(2, lens.exposure)
        let white = Vector3(1 + 0.12 * lens.warmth, 1, 1 - 0.14 * lens.warmth) * gain
        let seed = UInt32(truncatingIfNeeded: random.next())
        let curve = toneCurve()
        var levels = [UInt8](repeating: 0, count: scene.width * scene.height * 3)
        let middle = Vector2(Float(scene.width), Float(scene.height)) / 2
        let reach = 1 / (middle.x * middle.x + middle.y * middle.y)
        levels.withUnsafeMutableBufferPointer { levels in
            for row in 0..<scene.height {
                for column in 0..<scene.width {
                    let index = row * scene.width + column
                    let away = Vector2(Float(column), Float(row)) - middle
                    let corner = (away.x * away.x + away.y * away.y) * reach
                    let shade = 1 - lens.vignette * 0.6 * corner
                    let pixel = picture.pixels[index]
                    let light = Vector3(pixel.x, pixel.y, pixel.z) * white * shade
                    let common = grain(column, row, seed)
                    for channel in 0..<3 {
                        let own = grain(column, row, seed &+ UInt32(channel) + 1)
                        let tone = curve[Int(clamp(light[channel] * 256, 0, 4095))]
                        // Photon noise shows most in mid-greys once the curve is applied.
                        let rough = lens.noise * (0.55 + 0.9 * tone * (1 - tone) * 2)
                        let value = tone * 255 + rough * (0.75 * common + 0.5 * own)
                        levels[index * 3 + channel] = UInt8(clamp(value + 0.5, 0, 255))
                    }
                }
            }
        }
        return levels
    }

    /// Noise of deviation 1 from two even draws.
    @inline(__always)
    private func grain(_ column: Int, _ row: Int, _ seed: UInt32) -> Float {
        let first = Noise.hash(Int32(column), Int32(row), seed)
        let second = Noise.hash(Int32(column) &+ 7919, Int32(row), seed)
        return (first + second - 1) * 2.45
    }

    /// Brings the picture's mean brightness to that of a well exposed photograph.
    private func exposure(_ picture: Picture) -> Float {
        var sum: Float = 0
        var count: Float = 0
        for index in stride(from: 0, to: picture.pixels.count, by: 17) {
            let pixel = picture.pixels[index]
            sum += logarithm(max(luminance(Vector3(pixel.x, pixel.y, pixel.z)), 1e-3))
            count += 1
        }
        return 0.25 / max(exponential(sum / max(count, 1)), 1e-3)
    }

    /// Brightness of a pixel, 0 to 1, for light from 0 to 16 in steps of 1/256.
    private func toneCurve() -> [Float] {
        (0..<4096).map { index in
            let light = (Float(index) + 0.5) / 256
            // Highlights roll off to white.
            let tone = power(1 - exponential(-1.5 * power(light, 1.22)), 1 / 2.15)
            let curved = 0.46 + (tone - 0.46) * scene.lens.contrast
            return clamp(curved)
        }
    }

    /// Water on the front lens: blurred discs that show the picture behind them upside down.
    private func addDrops(to picture: inout Picture, using random: inout SeededRandom) {
        let count = max(0, min(scene.lens.drops, 40))
        guard count > 0 else { return }
        let soft = picture.blurred(radius: Float(scene.width) * 0.012)
        for _ in 0..<count {
            let radius = Float(scene.width) * random.uniform(0.008...0.04)
            let centre = Vector2(
                random.uniform(0...Float(scene.width)), random.uniform(0...Float(scene.height)))
            let top = max(Int(centre.y - radius), 0)
            let bottom = min(Int(centre.y + radius) + 1, scene.height)
            let left = max(Int(centre.x - radius), 0)
            let right = min(Int(centre.x + radius) + 1, scene.width)
            guard top < bottom, left < right else { continue }
            for row in top..<bottom {
                for column in left..<right {
                    let place = Vector2(Float(column), Float(row)) - centre
                    let inside = smoothstep(1, 0.55, length(place) / radius)
                    guard inside > 0 else { continue }
                    let from = centre - place * 3
                    let source =
                        min(max(Int(from.y), 0), scene.height - 1) * scene.width
                        + min(max(Int(from.x), 0), scene.width - 1)
                    let index = row * scene.width + column
                    let target = soft.pixels[source] * 1.08
                    picture.pixels[index] += (target - picture.pixels[index]) * (inside * 0.7)
                }
            }
        }
    }
}
