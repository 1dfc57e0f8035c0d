import Datasets
import Embedders

/// Everything that decides what a training computes.
///
/// `yaml` writes it, every value with a comment; `init(yaml:path:)` reads it, and takes the default for what is left out.
public struct TrainingConfiguration: Sendable, Equatable {
    /// Which photographs are learned from, and what they show.
    public struct Data: Sendable, Equatable {
        /// The data set: a table, an annotation file or a folder.
        public var table = ""
        /// The folder that the photographs' paths start from; the data set's own where it is empty.
        public var root = ""
        /// What is told apart: `individual`, `species`, `side`, or a further column.
        public var label = "individual"
        /// Whether the two sides of an individual are classes of their own.
        public var separatesSides = false
        /// Whether mirror images are learned from, too, as classes of their own: twice the photographs, where flanks
        /// differ so that a mirrored one is somebody else's.
        public var mirrorsClasses = false
        /// Splits to learn from; all rows that are not held out, where it is empty.
        public var train: [String] = []
        /// The split held out to choose by; where the table has none, a share is.
        public var validation = "validation"
        /// The share of photographs held out where no split is; 0 learns from all, and keeps the last weights.
        public var validationShare = 0.15
        /// The fold held out, where the table has `fold-0` …; nil for none.
        public var fold: Int?
        /// The class of boxes that photographs are cropped to; all of the photograph where it is empty.
        public var box = ""
        /// What is kept around a box, as a share of its width and height.
        public var margin = 0.1
        /// Classes with fewer photographs to learn from are left out.
        public var minimumPhotographs = 1

        /// Whether all photographs may be learned from, so that none is left to choose weights by.
        var holdsNothingOut: Bool { fold == nil && validationShare == 0 }
    }

    /// What the network sees.
    public struct Input: Sendable, Equatable {
        /// In pixels.
        public var width = 224
        /// In pixels.
        public var height = 224
        /// How pictures are brought to the size.
        public var fit = SampleFit.stretch
        /// The pipeline's YAML; its size and fit are this section's.
        public var augmentation = YAMLSettings.canonical(AugmentationPreset.mild.yaml)
    }

    /// The network.
    public struct Model: Sendable, Equatable {
        /// A name that `flukeprint model list` knows.
        public var architecture = "tf_efficientnet_lite0"
        /// A file of weights to start from; random ones where it is empty.
        public var weights = ""
        /// How feature maps become one vector.
        public var neck = NeckConfiguration(.gem)
        /// The embedding's width.
        public var embedding = 512
        /// How likely the last block is skipped in training; the architecture's own where it is nil.
        public var dropPath: Double?
    }

    /// How weights are moved.
    public struct Optimizer: Sendable, Equatable {
        /// Which rule.
        public enum Kind: String, Sendable, CaseIterable {
            case adamw, adam, sgd
        }

        /// Which rule.
        public var kind = Kind.adamw
        /// The highest learning rate, of the neck.
        public var learningRate = 1.5e-3
        /// The backbone's rate, in shares of it.
        public var backbone = 0.3
        /// The head's rate, in shares of it.
        public var head = 1.0
        /// How strongly weights are drawn to 0; norms and biases are not.
        public var weightDecay = 0.02
        /// The greatest length of the gradient; 0 does not clip.
        public var clip = 5.0
    }

    /// How the learning rate moves.
    public struct Schedule: Sendable, Equatable {
        /// Which curve.
        public enum Kind: String, Sendable, CaseIterable {
            /// Up and down once (arXiv 1708.07120).
            case oneCycle = "one_cycle"
            /// Down along half a cosine.
            case cosine
            /// The same again and again.
            case restarts
            /// Not at all.
            case constant
        }

        /// Which curve.
        public var kind = Kind.oneCycle
        /// The share of steps that one cycle rises for.
        public var rise = 0.3
        /// Epochs of a linear rise from a tenth; not for one cycle.
        public var warmUpEpochs = 0.0
        /// Epochs to the first restart.
        public var periodEpochs = 10.0
        /// How much longer each period is.
        public var periodGrowth = 2
        /// The lowest rate, in shares of the highest.
        public var minimum = 0.0
    }

    /// The loop.
    public struct Loop: Sendable, Equatable {
        /// The numbers that are computed with.
        public enum Precision: String, Sendable, CaseIterable {
            /// What is faster on this machine, measured at the start.
            case auto
            /// 32 bits throughout.
            case float32
            /// Convolutions and products in bfloat16, the rest in 32 bits.
            case bfloat16
        }

        /// Which photographs a batch holds.
        public enum Sampling: String, Sendable, CaseIterable {
            /// All, in a new order each time.
            case shuffled
            /// Rare classes more often than they come.
            case balanced
        }

        /// Times that all photographs are seen.
        public var epochs = 24
        /// Photographs in a batch.
        public var batchSize = 32
        /// Batches whose gradients are added up for one step.
        public var accumulation = 1
        /// Which photographs a batch holds.
        public var sampling = Sampling.shuffled
        /// How balanced: 1 for all classes alike.
        public var balance = 0.5
        /// The numbers that are computed with.
        public var precision = Precision.auto
        /// How much of the weights' average is kept from step to step; 0 for no average.
        public var averageDecay = 0.0
        /// Epochs at the start in which the backbone stays as it is.
        public var frozenBackboneEpochs = 0
        /// Whether the backbone's batch norms keep their statistics.
        public var freezesBatchNorm = false
        /// Minutes between checkpoints; one is written after each epoch, too.
        public var checkpointMinutes = 10.0
    }

    /// How the best weights are found.
    public struct Validation: Sendable, Equatable {
        /// Epochs from one to the next.
        public var every = 1
        /// Times without a better result after which training stops; 0 for never.
        public var patience = 0
        /// What the best weights have most of.
        public enum Metric: String, Sendable, CaseIterable {
            /// The mean of 1 / rank among the five nearest individuals.
            case map5
            /// The share of photographs whose nearest neighbour is right.
            case top1
            /// The share of photographs whose class the head gets right; needs no neighbours, so is cheap.
            case accuracy
        }

        /// What the best weights have most of.
        public var metric = Metric.map5
        /// Whether embeddings of the mirrored photograph are added.
        public var flip = false
        /// The share of photographs of new animals that is expected where the model is used; moves the threshold
        /// under which an animal is called new.
        public var newShare = 0.1
    }

    /// How photographs are read; none of it changes what comes out.
    public struct Loading: Sendable, Equatable {
        /// Threads that read photographs.
        public var workers = 2
        /// A folder for decoded photographs; none where it is empty.
        public var cache = ""
        /// The share of photographs that may be bad.
        public var toleratedBadShare = 0.1
    }

    /// The same seed gives the same result on the same machine.
    public var seed: UInt64 = 1
    /// Which photographs are learned from, and what they show.
    public var data = Data()
    /// What the network sees.
    public var input = Input()
    /// The network.
    public var model = Model()
    /// What is learned by.
    public var head = HeadConfiguration()
    /// How much the loss of a softmax head for species counts, beside the head's; 0 for no such head.
    public var speciesWeight = 0.0
    /// How weights are moved.
    public var optimizer = Optimizer()
    /// How the learning rate moves.
    public var schedule = Schedule()
    /// The loop.
    public var training = Loop()
    /// How the best weights are found.
    public var validation = Validation()
    /// How photographs are read.
    public var loading = Loading()

    /// The defaults; a data set is still to be named.
    public init() {}
}
