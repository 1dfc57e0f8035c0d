/// Where the training of a detector stands, beside its tensors.
struct DetectorState: CheckpointedState, Equatable {
    /// The epoch that goes on, from 0.
    var epoch = 0
    /// Its next batch.
    var nextBatch = 0
    /// Steps made.
    var step = 0
    /// The loss of this epoch's photographs, and its parts.
    var loss = MeanLoss()
    var boxLoss = MeanLoss()
    var objectnessLoss = MeanLoss()
    var classLoss = MeanLoss()
    /// The best result so far.
    var best = BestResult()
    /// Whether it computes in bfloat16; decided once.
    var isReduced: Bool?
    /// Seconds of earlier sessions.
    var seconds = 0.0
}
