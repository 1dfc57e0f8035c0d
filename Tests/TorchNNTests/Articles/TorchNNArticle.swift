// The examples of TorchNN's article, compiled; `ArticleTests` compares and runs them.
import Torch
import TorchNN

/// Tells which of ten kinds a small picture shows, `[N, 1, 16, 16]` to `[N, 10]`.
final class Classifier: Module, Layer {
    let convolution = Conv2d(1, 8, kernelSize: 3, stride: 2, padding: .same, hasBias: false)
    let norm = BatchNorm(8)
    let pooling = GeM()
    let head = Linear(8, 10)

    override var children: Named<Module> {
        ["conv": convolution, "bn": norm, "gem": pooling, "head": head]
    }

    func callAsFunction(_ pictures: Tensor) -> Tensor {
        head(pooling(norm(convolution(pictures)).silu()))
    }
}

/// Trains for as many steps as the schedule was made for, and returns the losses.
func train(_ model: Classifier, pictures: Tensor, kinds: Tensor, steps: Int) -> [Double] {
    let optimizer = AdamW([
        ParameterGroup(model.namedParameters, learningRate: 1e-2, weightDecay: 0.01)
    ])
    let schedule = OneCycle(steps: steps, momentum: nil)
    let average = ExponentialMovingAverage(of: model, decay: 0.99)
    return (0..<steps).map { step in
        schedule.apply(to: optimizer, at: step)
        let loss = crossEntropy(model(pictures), kinds, labelSmoothing: 0.1)
        optimizer.zeroGrad()
        loss.backward()
        clipGradientNorm(model.parameters, maximum: 5)
        optimizer.step()
        average.update()
        return loss.item()
    }
}

/// Writes all that the next step depends on into one file.
func save(_ model: Module, _ optimizer: Optimizer, step: Int, to path: String) throws {
    var checkpoint = StateDictionary()
    checkpoint.insert(model.stateDictionary, under: "model")
    checkpoint.insert(optimizer.stateDictionary, under: "optimizer")
    checkpoint["random"] = Generator.standard().state
    checkpoint["step"] = Tensor(step)
    try checkpoint.write(to: path)
}

/// Takes up where the file was written, and returns the step.
func resume(_ model: Module, _ optimizer: Optimizer, from path: String) throws -> Int {
    let checkpoint = try StateDictionary(contentsOf: path)
    guard let random = checkpoint["random"], let step = checkpoint["step"] else {
        throw TorchError("\(path) is no checkpoint")
    }
    try model.load(checkpoint.entries(under: "model"))
    try optimizer.load(checkpoint.entries(under: "optimizer"))
    try Generator.standard().restore(random)
    return step.intItem()
}
