import Datasets

/// Everything that decides what a whole run computes: `flukeprint run`.
public struct RunConfiguration: Sendable, YAMLConfiguration {
    /// The photographs.
    public struct Data: Sendable {
        /// The data set: a table, an annotation file or a folder.
        public var table = ""
        /// The folder that the photographs' paths start from; the data set's own where it is empty.
        public var root = ""
        /// A data set of photographs to name, such as a folder; parts of the table where it is empty.
        public var queries = ""
        /// The parts of the data set that are to be named, where no data set of its own holds these photographs.
        public var query = ["test", "query"]
        /// Folds that the others are parted into, where the table has none.
        public var folds = 5
        /// The share of new animals that is expected among photographs to name, and held out whole in each fold.
        public var newShare = 0.1
        /// Whether photographs of an encounter stay in one fold.
        public var keepsEncounters = true
    }

    /// Where animals are in photographs.
    public struct Detect: Sendable {
        /// Boxes from elsewhere, a data set; those of the table where it is empty.
        public var boxes = ""
        /// A detector that `flukeprint detect train` made, to find them.
        public var weights = ""
        /// The confidence that boxes exceed; the detector's own where it is `nil`.
        public var confidence: Double?
    }

    /// What is cut out of photographs.
    public struct Crop: Sendable {
        /// The class of boxes that photographs are cropped to; all of the photograph where it is empty.
        public var box = ""
        /// What is kept around a box, as a share of its width and height.
        public var margin = 0.1
        /// Whether crops are written to files first, to be read faster.
        public var isWritten = false
        /// The longer edge of crops that are written, in pixels; full detail where it is `nil`.
        public var longerEdge: Int?
    }

    /// The embedders.
    public struct Train: Sendable {
        /// A `model.safetensors` from elsewhere, in the place of a training.
        public var model = ""
        /// Whether each fold is held out once, by a model of its own; else the first is.
        public var allFolds = false
        /// A configuration of `flukeprint train`, as YAML; what it leaves out has its default.
        public var configuration = "{}\n"
    }

    /// How photographs are embedded.
    public struct Embed: Sendable {
        /// Embeddings of known photographs from elsewhere, in the place of a training; with those of the others.
        public var known = ""
        /// Embeddings of the photographs to name from elsewhere.
        public var queries = ""
        /// Whether the embedding of the mirrored photograph is added.
        public var flip = false
        /// Whether convolutions and products are computed in bfloat16.
        public var bfloat16 = false

        /// Whether embeddings come from elsewhere.
        var isGiven: Bool { !known.isEmpty || !queries.isEmpty }

        /// The file from elsewhere.
        func given(_ part: RunPaths.Part) -> String {
            switch part {
            case .known: known
            case .queries: queries
            }
        }
    }

    /// How individuals are ranked.
    public struct Rank: Sendable {
        /// Nearest photographs looked at.
        public var neighbours = 100
        /// Nearest photographs that queries are drawn towards; none where it is `nil`.
        public var queryExpansion: Int?
        /// How probabilities follow scores.
        public var isPlatt = false
        /// How many photographs of a species give it a threshold of its own; none where it is `nil`.
        public var speciesThresholds: Int?
    }

    /// Learning from sure answers.
    public struct PseudoLabels: Sendable {
        /// How often; 0 for never.
        public var rounds = 1
        /// The share of labels that shall be right, by the photographs held out.
        public var precision = 0.9
        /// Photographs held out that a confidence must accept to be chosen.
        public var least = 20
        /// What a label says and weighs.
        public var kind = PseudoLabelSettings.Kind.weighted
        /// Photographs of each individual at most; all where it is `nil`.
        public var perIndividual: Int?
        /// Whether trainings start from the weights of the round before; else as the first did.
        public var startsFromTeacher = true
    }

    /// The same seed gives the same result on the same machine.
    public var seed: UInt64 = 1
    /// The photographs.
    public var data = Data()
    /// Where animals are in photographs.
    public var detect = Detect()
    /// What is cut out of photographs.
    public var crop = Crop()
    /// The embedders.
    public var train = Train()
    /// How photographs are embedded.
    public var embed = Embed()
    /// How individuals are ranked.
    public var rank = Rank()
    /// Learning from sure answers.
    public var pseudoLabels = PseudoLabels()
    /// Threads that read photographs.
    public var workers = 2

    /// The defaults; a data set is still to be named.
    public init() {}
}
