import Datasets
import Detectors
import Torch

/// What one forward pass of a detector learns from.
struct DetectorBatch {
    /// `[N, H, W, 3]`, `uint8`.
    let pixels: Tensor
    /// The boxes in the pictures.
    let targets: DetectionTargets

    /// Samples, whose boxes are of classes with those numbers; boxes of other classes are left out.
    init(_ samples: [AugmentedSample], classes: [String: Int]) {
        pixels = stackedPixels(samples.map(\.image))
        targets = DetectionTargets(
            samples.enumerated().flatMap { image, sample in
                let size = PictureSize(width: sample.image.width, height: sample.image.height)
                return sample.boxes.compactMap { label in
                    classes[label.className].map { number in
                        let box = label.box.fractions(in: size)
                        return DetectionTargets.Target(
                            image: image, classIndex: number, centreX: box.centre.x,
                            centreY: box.centre.y, width: box.width, height: box.height)
                    }
                }
            })
    }

    /// Pixels of nothing with a box in the middle of each: for trials of speed.
    init(random count: Int, size: Int) {
        pixels = Tensor.randint(
            0..<256, [count, size, size, 3], generator: Generator(seed: 0)
        ).to(.uint8)
        targets = DetectionTargets(
            (0..<count).map {
                .init(
                    image: $0, classIndex: 0, centreX: 0.5, centreY: 0.5, width: 0.1, height: 0.1)
            })
    }
}
