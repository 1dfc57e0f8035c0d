import Foundation
import Imaging

/// The part of the picture around its boxes, drawn anew each time: one of them, or a mix of all.
///
/// Photographs with boxes from several sources (a body, a fin, several detectors) so show the animal in all the
/// ways in which it may be cropped later. Without boxes the picture stays whole.
public struct BoxJitter: Augmentation {
    /// The name in YAML.
    public static let key = "box_jitter"
    /// How often, 0 to 1.
    public var probability: Double
    /// How often a mix of all boxes, each corner the same weighed mean, is taken in place of one of them.
    public var mix: Double
    /// What is added on each side, as a share of the box's width and height; negative cuts off.
    public var margin: ClosedRange<Double>
    /// How far it may be shifted each way, as a share of the box's width and height.
    public var shift: Double

    /// A crop.
    public init(
        mix: Double = 0.5, margin: ClosedRange<Double> = 0...0.2, shift: Double = 0.05,
        probability: Double = 1
    ) {
        precondition(
            (0...1).contains(mix) && margin.lowerBound >= -0.4 && shift >= 0,
            "a mix of \(mix), a margin of \(margin), a shift of \(shift)")
        self.probability = checked(probability: probability)
        self.mix = mix
        self.margin = margin
        self.shift = shift
    }

    /// Reads the settings; what is absent has its default.
    public init(_ settings: inout YAMLSettings) throws {
        probability = try settings.probability(default: 1)
        mix = try settings.number("mix", default: 0.5, within: 0...1)
        margin = try settings.range("margin", default: 0...0.2, within: -0.4...10)
        shift = try settings.number("shift", default: 0.05, within: 0...2)
    }

    /// Draws random numbers and applies them.
    public func apply(
        to picture: inout AugmentedPicture, _ context: inout AugmentationContext
    ) throws {
        let boxes = picture.boxes.map(\.box)
        guard !boxes.isEmpty else { return }
        var box = boxes[context.random.below(boxes.count)]
        if context.random.chance(mix), boxes.count > 1 {
            // Evenly spread over all mixes: exponential weights over their sum.
            let weights = boxes.map { _ in -log(1 - context.random.unit()) }
            let sum = weights.reduce(0, +)
            func mean(_ edge: KeyPath<Box, Double>) -> Double {
                zip(boxes, weights).reduce(0) { $0 + $1.0[keyPath: edge] * $1.1 } / sum
            }
            if sum > 0 {
                box = Box(
                    left: mean(\.left), top: mean(\.top), right: mean(\.right),
                    bottom: mean(\.bottom))
            }
        }
        box = box.widened(by: context.random.uniform(margin))
        let x = context.random.uniform(-shift...shift) * box.width
        let y = context.random.uniform(-shift...shift) * box.height
        picture.show(
            Box(left: box.left + x, top: box.top + y, right: box.right + x, bottom: box.bottom + y))
    }
}
