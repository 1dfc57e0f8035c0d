import Datasets
import Embedders

extension TrainingConfiguration {
    /// The embedder on an architecture, with its input of this configuration's size.
    func embedder(_ architecture: Architecture) -> EmbedderConfiguration {
        var preprocessing = architecture.preprocessing
        preprocessing.width = input.width
        preprocessing.height = input.height
        return EmbedderConfiguration(
            architecture, width: model.embedding, neck: model.neck, dropPath: model.dropPath,
            preprocessing: preprocessing)
    }

    /// What a run's folder may not change: everything but how photographs are read, and how often it is saved.
    var identity: String {
        var copy = self
        copy.loading = Loading()
        copy.training.checkpointMinutes = Loop().checkpointMinutes
        return copy.yaml
    }

    /// Which photographs the batches of an epoch hold.
    func sampler(of data: TrainingData) -> any Sampler {
        let count = data.trainClasses.count
        let batchSize = min(training.batchSize, count)
        switch training.sampling {
        case .shuffled:
            return ShuffledSampler(
                rows: 0..<count, batchSize: batchSize, lastBatch: .fill, seed: seed)
        case .balanced:
            return ClassBalancedSampler(
                individuals: data.trainClasses.map { Optional($0) }, batchSize: batchSize,
                exponent: training.balance, lastBatch: .fill, seed: seed)
        }
    }

    /// Steps that so many batches make.
    func stepsPerEpoch(_ batches: Int) -> Int {
        (batches + training.accumulation - 1) / training.accumulation
    }
}

extension TrainingData {
    /// The photographs to learn from of each class.
    var counts: [Int] {
        trainClasses.reduce(into: Array(repeating: 0, count: classes.count)) { $0[$1] += 1 }
    }
}
