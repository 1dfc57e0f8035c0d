import Torch

/// How well queries find their own individual among the catalogue.
struct Identification: Sendable {
    /// The share of queries whose first answer is right.
    let top1: Double
    /// The mean over queries of 1 / rank of the right answer among the first five, 0 beyond (MAP@5).
    let map5: Double
    /// The first five individuals for each query, best first.
    let answers: [[Int]]

    /// Ranks individuals by their best photograph's cosine with each query.
    ///
    /// - Parameters:
    ///   - queries: embeddings of length 1, `[Q, D]`.
    ///   - catalogue: embeddings of length 1, `[N, D]`.
    ///   - individuals: whose the catalogue's photographs are, `[N]`, each with equally many.
    ///   - truth: whose the queries are, `[Q]`.
    init(queries: Tensor, catalogue: Tensor, individuals: Tensor, truth: Tensor) {
        let count = individuals.max().intItem() + 1
        let cosines = queries.matmul(catalogue.transpose(0, 1))
        let best = Tensor.stack(
            (0..<count).map { individual in
                cosines.indexSelect(1, (individuals .== individual).nonzero().flatten()).max(1)
            }, 1)
        let answers = best.topK(5).indices
        self.answers = answers.unbind(0).map { $0.array(of: Int.self) }
        let isRight = (answers .== truth.unsqueeze(1)).to(dtype: .float32)
        let precision = 1 / Tensor.arange(1..<6, dtype: .float32)
        map5 = (isRight * precision).sum(1).mean().item()
        top1 = isRight[.all, 0].mean().item()
    }
}
