import Ranking
import Torch

/// Random embeddings of individuals: those of one lie together.
///
/// - Parameters:
///   - spread: how far, beside how far individuals lie apart.
///   - individuals: how many there are, called "0", "1" and so on.
func clusteredEmbeddings(
    _ count: Int, width: Int, individuals: Int = 50, spread: Double = 0.7, seed: UInt64
) -> Embeddings {
    let generator = Generator(seed: seed)
    // One seed's individuals are another's.
    let centres = Tensor.randn([individuals, width], generator: Generator(seed: 0))
    let shown = Tensor.randint(0..<individuals, [count], generator: generator)
    return Embeddings(
        vectors: centres.indexSelect(0, shown)
            + Tensor.randn([count, width], generator: generator) * spread,
        images: (0..<count).map { "\(seed)-\($0).jpg" },
        individuals: shown.array(of: Int.self).map { "\($0)" })
}
