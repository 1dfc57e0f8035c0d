import Datasets
import Randomness

/// Anchors found in a data set: k-means over the sizes of its boxes, then evolution.
public struct AnchorSearch: Sendable {
    /// How far a box may be from an anchor, as a factor.
    public var factor = 4.0
    /// Mutations that are tried.
    public var generations = 1_000
    /// The same seed finds the same anchors.
    public var seed: UInt64

    /// The recall above which anchors are left as they are.
    public static let sufficientRecall = 0.98

    /// A search of a seed.
    public init(seed: UInt64) {
        self.seed = seed
    }

    /// The anchors that fit boxes best, in pixels of the network's input; `nil` where there are fewer sizes than anchors.
    public func anchors(for boxes: [Anchors.Size]) -> Anchors? {
        let count = YOLOv5.strides.count * Anchors.perMap
        // Smaller ones are lost in the first convolution.
        let visible = boxes.filter { $0.width >= 2 && $0.height >= 2 }
        guard Set(visible).count >= count else { return nil }
        var random = SeededRandom(seed: seed)
        let found = KMeans(of: visible, count: count, &random).centres
        return Anchors(evolved(found, visible, &random))
    }

    /// Anchors changed at random as long as that makes them fit better.
    private func evolved(
        _ start: [Anchors.Size], _ boxes: [Anchors.Size], _ random: inout SeededRandom
    ) -> [Anchors.Size] {
        var best = start
        var fitness = AnchorFit(of: best, to: boxes, factor: factor).fitness
        for _ in 0..<generations {
            let changed = best.map { mutated($0, &random) }
            let found = AnchorFit(of: changed, to: boxes, factor: factor).fitness
            if found > fitness { (best, fitness) = (changed, found) }
        }
        return best
    }

    private func mutated(_ size: Anchors.Size, _ random: inout SeededRandom) -> Anchors.Size {
        func factor() -> Double {
            guard random.chance(0.9) else { return 1 }
            let change = 1 + random.unit() * random.normal() * 0.1
            return min(max(change, 0.3), 3)
        }
        return Anchors.Size(
            width: max(size.width * factor(), 2), height: max(size.height * factor(), 2))
    }
}
