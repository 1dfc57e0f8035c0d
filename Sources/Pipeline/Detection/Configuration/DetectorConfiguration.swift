import Datasets
import Detectors

/// Everything that decides what the training of a detector computes.
///
/// `yaml` writes it, every value with a comment; `init(yaml:path:)` reads it, and takes the default for what is left out.
/// The defaults are YOLOv5's recipe for training from random weights.
public struct DetectorConfiguration: Sendable, Equatable {
    /// Which photographs are learned from, and what is found in them.
    public struct Data: Sendable, Equatable {
        /// The data set: a table, an annotation file or a folder.
        public var table = ""
        /// The folder that the photographs' paths start from; the data set's own where it is empty.
        public var root = ""
        /// The classes that are found, in order; all that the data set has where it is empty.
        public var classes: [String] = []
        /// Splits to learn from; all rows that are not held out, where it is empty.
        public var train: [String] = []
        /// The split held out to choose by; where the table has none, a share is.
        public var validation = "validation"
        /// The share of photographs held out where no split is; 0 learns from all, and keeps the last weights.
        public var validationShare = 0.15
        /// What stays on one side of a share that is held out.
        public var keepsTogether = KeptTogether.encounter
        /// How far file numbers of a burst are from one to the next.
        public var fileNumberGap = 1
        /// Whether a fault in the data set stops the training.
        public var isStrict = false

        /// Photographs that are learned from together or not at all.
        public enum KeptTogether: String, Sendable, CaseIterable {
            case none, encounter, day, files
        }
    }

    /// What the network sees.
    public struct Input: Sendable, Equatable {
        /// The side of the square that photographs are brought to, in pixels: a multiple of 32.
        public var size = 640
        /// The side of the tiles that photographs are cut into, in their own pixels; 0 for whole photographs.
        public var tile = 0
        /// How far tiles overlap, as a share of their side.
        public var tileOverlap = 0.2
        /// By how much the size may be changed from step to step, as a share.
        public var multiScale = 0.0
        /// The pipeline's YAML; its size is this section's.
        public var augmentation = YAMLSettings.canonical(AugmentationPreset.yolov5.yaml)
    }

    /// The network.
    public struct Model: Sendable, Equatable {
        /// How deep and wide it is.
        public var architecture = YOLOv5Size.nano
        /// A file of weights to start from; random ones where it is empty.
        public var weights = ""
        /// Whether anchors that do not fit the boxes are sought anew.
        public var fitsAnchors = true
    }

    /// How weights are moved: by stochastic gradient descent with Nesterov's momentum.
    public struct Optimizer: Sendable, Equatable {
        /// The highest learning rate.
        public var learningRate = 0.01
        /// How much of the last step goes into the next.
        public var momentum = 0.937
        /// How strongly weights are drawn to 0, for steps of the nominal number of photographs; norms and biases are not.
        public var weightDecay = 5e-4
        /// The greatest length of the gradient; 0 does not clip.
        public var clip = 10.0
    }

    /// How the learning rate moves.
    public struct Schedule: Sendable, Equatable {
        /// Which curve.
        public enum Kind: String, Sendable, CaseIterable {
            case linear, cosine
        }

        /// Which curve.
        public var kind = Kind.linear
        /// The last rate, in shares of the highest.
        public var final = 0.01
        /// Epochs of a linear rise, at least 100 batches long.
        public var warmUpEpochs = 3.0
        /// The momentum that the rise starts from.
        public var warmUpMomentum = 0.8
        /// The rate of biases that the rise starts from.
        public var warmUpBiasRate = 0.1
    }

    /// The loop.
    public struct Loop: Sendable, Equatable {
        /// Times that all photographs are seen.
        public var epochs = 300
        /// Photographs in a batch.
        public var batchSize = 16
        /// Photographs whose gradients are added up for one step, once the rate has risen.
        public var nominalBatchSize = 64
        /// The numbers that are computed with.
        public var precision = TrainingConfiguration.Loop.Precision.auto
        /// How much of the weights' average is kept from step to step; 0 for no average.
        public var averageDecay = 0.9999
        /// Steps in which the average's decay rises.
        public var averageWarmUp = 2000.0
        /// Minutes between checkpoints; one is written after each epoch, too.
        public var checkpointMinutes = 10.0
    }

    /// How the best weights are found.
    public struct Validation: Sendable, Equatable {
        /// What the best weights have most of.
        public enum Metric: String, Sendable, CaseIterable {
            /// A tenth of mAP at an overlap of 0.5, and nine of mAP from 0.5 to 0.95: YOLOv5's fitness.
            case fitness
            /// Mean average precision at an overlap of 0.5.
            case map50
            /// Mean average precision, the mean of overlaps from 0.5 to 0.95.
            case map
        }

        /// Epochs from one to the next.
        public var every = 1
        /// Times without a better result after which training stops; 0 for never.
        public var patience = 100
        /// What the best weights have most of.
        public var metric = Metric.fitness
        /// Photographs held out of which predictions are drawn.
        public var pictures = 24
    }

    /// The same seed gives the same result on the same machine.
    public var seed: UInt64 = 0
    /// Which photographs are learned from, and what is found in them.
    public var data = Data()
    /// What the network sees.
    public var input = Input()
    /// The network.
    public var model = Model()
    /// What is learned by.
    public var loss = DetectionLoss.Settings()
    /// How weights are moved.
    public var optimizer = Optimizer()
    /// How the learning rate moves.
    public var schedule = Schedule()
    /// The loop.
    public var training = Loop()
    /// How the best weights are found.
    public var validation = Validation()
    /// How photographs are read.
    public var loading = TrainingConfiguration.Loading()

    /// The defaults; a data set is still to be named.
    public init() {}
}
