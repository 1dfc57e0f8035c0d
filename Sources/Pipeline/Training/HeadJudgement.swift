import Embedders
import Torch

/// What a head makes of embeddings of photographs, of which some are of known classes.
struct HeadJudgement {
    /// Photographs whose scores are held at a time; thousands of classes make them long.
    private static let block = 1024

    /// The mean cross-entropy without margins, over photographs of known classes, to targets smoothed as in training;
    /// `nil` where there is none.
    let loss: Double?
    /// The share of these that the head gets right.
    let accuracy: Double?
    /// The likeliest classes of each photograph.
    let candidates: [[ClassAnswer.Candidate]]

    /// Judges embeddings `[N, D]`, whose classes are `nil` where they are not known.
    init(
        of embeddings: Tensor, classes: [Int?], by head: any ClassificationHead, on device: Device
    ) {
        let wasTraining = head.isTraining
        head.eval()
        defer { head.train(wasTraining) }
        var lossSum = 0.0
        var candidates: [[ClassAnswer.Candidate]] = []
        for start in stride(from: 0, to: classes.count, by: Self.block) {
            let rows = start..<min(start + Self.block, classes.count)
            let vectors = embeddings[rows].to(device)
            let labels = rows.map { classes[$0] ?? Targets.ignored }
            let known = labels.count { $0 != Targets.ignored }
            let targets = Targets(Tensor(labels).to(device))
            lossSum +=
                noGrad { head.loss(vectors, targets, hasMargins: false).item() } * Double(known)
            candidates += LikeliestClasses(of: vectors, by: head).candidates
        }
        let known = classes.indices.filter { classes[$0] != nil }
        let right = known.count { candidates[$0].first?.number == classes[$0] }
        loss = known.isEmpty ? nil : lossSum / Double(known.count)
        accuracy = known.isEmpty ? nil : Double(right) / Double(known.count)
        self.candidates = candidates
    }
}
