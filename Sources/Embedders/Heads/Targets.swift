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
    /// Several classes that each sample may be of; ``labels`` then hold the likeliest. A mixture of such samples is
    /// of the classes of both.
    public var soft: Soft?

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

    /// Classes that samples may be of.
    public struct Soft {
        /// Class indices, `int64` `[N, K]`; where a sample has fewer, the rest is ``Targets/ignored``.
        public var labels: Tensor
        /// The share of each, `[N, K]`, from 0 to 1; those of a sample add up to 1, or to its weight.
        public var shares: Tensor

        /// Labels with their shares.
        public init(labels: Tensor, shares: Tensor) {
            precondition(
                labels.rank == 2 && labels.shape == shares.shape,
                "labels and shares are [N, K], found \(labels.shape) and \(shares.shape)")
            self.labels = labels
            self.shares = shares
        }
    }

    /// Labels, with weights and a mixture or several classes where there are any.
    public init(
        _ labels: Tensor, weights: Tensor? = nil, mixed: Mixed? = nil, soft: Soft? = nil
    ) {
        precondition(mixed == nil || soft == nil, "a mixture of soft targets is soft itself")
        self.labels = labels
        self.weights = weights
        self.mixed = mixed
        self.soft = soft
    }
}
