import Torch

/// What the photographs of a batch should be called, and how much each counts.
public struct Targets {
    /// The label of a sample that counts nothing, such as an unknown species.
    public static let ignored = -100

    /// Class indices, `int64` `[N]`.
    public var labels: Tensor
    /// How much each sample counts, `[N]`, such as a pseudo-label's confidence; `nil` counts each as 1.
    public var weights: Tensor?
    /// The other half of images that were mixed (mixup, arXiv 1710.09412; CutMix, arXiv 1905.04899).
    public var mixed: Mixed?

    /// What was mixed into the images.
    public struct Mixed {
        /// The classes of what was mixed in, `int64` `[N]`.
        public var labels: Tensor
        /// The share of the image that stayed, `[N]` or one number, from 0 to 1.
        public var share: Tensor

        /// Labels, and the share that stayed.
        public init(labels: Tensor, share: Tensor) {
            self.labels = labels
            self.share = share
        }
    }

    /// Labels, with weights and a mixture where there are any.
    public init(_ labels: Tensor, weights: Tensor? = nil, mixed: Mixed? = nil) {
        self.labels = labels
        self.weights = weights
        self.mixed = mixed
    }
}
