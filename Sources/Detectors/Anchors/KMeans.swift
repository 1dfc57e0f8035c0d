import Datasets
import Randomness

/// Lloyd's k-means over sizes, each direction in units of its deviation, from centres drawn apart (k-means++).
struct KMeans {
    /// The means of the groups, in pixels.
    let centres: [Anchors.Size]

    private static let iterations = 30

    init(of sizes: [Anchors.Size], count: Int, _ random: inout SeededRandom) {
        let unit = Anchors.Size(
            width: deviation(sizes.map(\.width)), height: deviation(sizes.map(\.height)))
        let points = sizes.map { SIMD2($0.width / unit.width, $0.height / unit.height) }
        var centres = Self.drawn(count, of: points, &random)
        for _ in 0..<Self.iterations {
            var sums = Array(repeating: SIMD2<Double>.zero, count: count)
            var members = Array(repeating: 0.0, count: count)
            for point in points {
                let nearest = Self.nearest(to: point, of: centres)
                sums[nearest] += point
                members[nearest] += 1
            }
            for group in centres.indices where members[group] > 0 {
                centres[group] = sums[group] / members[group]
            }
        }
        self.centres = centres.map {
            Anchors.Size(width: $0.x * unit.width, height: $0.y * unit.height)
        }
    }

    /// Points drawn one after another, each as likely as it is far from those before.
    private static func drawn(
        _ count: Int, of points: [SIMD2<Double>], _ random: inout SeededRandom
    ) -> [SIMD2<Double>] {
        var centres = [points[random.below(points.count)]]
        while centres.count < count {
            let distances: [Double] = points.map { point in
                centres.map { squaredDistance($0, point) }.min() ?? 0
            }
            var rest = random.unit() * distances.reduce(0, +)
            let place = distances.firstIndex { distance in
                rest -= distance
                return rest < 0 && distance > 0
            }
            let farthest = distances.indices.max { distances[$0] < distances[$1] }
            if let chosen = place ?? farthest { centres.append(points[chosen]) }
        }
        return centres
    }

    private static func nearest(to point: SIMD2<Double>, of centres: [SIMD2<Double>]) -> Int {
        centres.indices.min {
            squaredDistance(centres[$0], point) < squaredDistance(centres[$1], point)
        } ?? 0
    }
}

private func squaredDistance(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double {
    let difference = a - b
    return (difference * difference).sum()
}

/// The deviation of numbers, 1 where they are all the same.
private func deviation(_ numbers: [Double]) -> Double {
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    let squares = numbers.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    let deviation = (squares / Double(numbers.count)).squareRoot()
    return deviation > 0 ? deviation : 1
}
