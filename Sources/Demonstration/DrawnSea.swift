import Randomness
import Torch

/// Photographs of drawn fins: the same animal from other distances, angles, light and water.
struct DrawnSea {
    /// Height and width of a photograph, in pixels.
    static let side = 64

    /// The animals.
    let fins: [FinOutline]
    /// Photographs to learn from, `[N, 1, side, side]`, and whose they are, `[N]`.
    let catalogue: (photographs: Tensor, individuals: Tensor)
    /// Photographs to identify.
    let queries: (photographs: Tensor, individuals: Tensor)

    /// Draws animals and takes photographs of them; a seed gives the same sea again.
    init(individuals: Int, perIndividual: Int, queriesPerIndividual: Int, seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let fins = (0..<individuals).map { _ in FinOutline(using: &random) }
        let generator = Generator(seed: seed)
        func photographs(_ count: Int) -> (photographs: Tensor, individuals: Tensor) {
            let taken = fins.map { DrawnSea.photographs(of: $0, count: count, generator) }
            let names = fins.indices.flatMap { [Int](repeating: $0, count: count) }
            return (Tensor.cat(taken), Tensor(names))
        }
        self.fins = fins
        catalogue = photographs(perIndividual)
        queries = photographs(queriesPerIndividual)
    }

    /// Photographs of one fin, `[count, 1, side, side]`, of values around 0.
    private static func photographs(
        of fin: FinOutline, count: Int, _ generator: Generator
    ) -> Tensor {
        func vary(_ range: ClosedRange<Double>) -> Tensor {
            Tensor.empty([count, 1, 1]).fillUniform(
                from: range.lowerBound, to: range.upperBound, generator: generator)
        }
        // Pixels, moved, turned, scaled and foreshortened, are places on the animal.
        let pixels = Tensor.linspace(0, 1, count: side)
        let across = pixels.reshape(1, 1, side) - vary(0.42...0.58)
        let up = vary(0.86...0.94) - pixels.reshape(1, side, 1)
        let angle = vary(-0.2...0.2)
        let scale = vary(1.15...1.5)
        let along = (across * angle.cos() - up * angle.sin()) * scale / vary(0.8...1)
        let height = (across * angle.sin() + up * angle.cos()) * scale
        let sharpness = vary(25...60)

        let inside = height.clamp(min: 0, max: 1)
        let fin =
            ((along - fin.leadingEdge(at: inside)) * sharpness).sigmoid()
            * ((fin.trailingEdge(at: inside) - along) * sharpness).sigmoid()
            * ((height + 0.05) * sharpness).sigmoid() * ((1 - height) * sharpness).sigmoid()
        let back = ((0.06 - along.pow(2) * 0.1 - height) * sharpness).sigmoid()
        let animal = fin.maximum(back)

        let waves = (height * vary(20...45) + along * vary(-12...12) + vary(0...6)).sin()
        let water = waves * vary(0.05...0.25) + height * vary(-0.5...0.5)
        let light = vary(-0.2...0.2)
        let grain = Tensor.randn([count, side, side], generator: generator) * 0.08
        let scene = water * (1 - animal) - animal * vary(0.6...1.2)
        return (scene + light + grain).unsqueeze(1)
    }
}
