/// Where a training stands, beside its tensors.
struct TrainingState: CheckpointedState, Equatable {
    /// The epoch that goes on, from 0.
    var epoch = 0
    /// Its next batch.
    var nextBatch = 0
    /// Steps made.
    var step = 0
    /// The loss of this epoch's photographs.
    var loss = MeanLoss()
    /// The loss of their species, where it is learned on the side.
    var speciesLoss = MeanLoss()
    /// The best result so far.
    var best = BestResult()
    /// Whether it computes in bfloat16; decided once.
    var isReduced: Bool?
    /// Seconds of earlier sessions.
    var seconds = 0.0
}
