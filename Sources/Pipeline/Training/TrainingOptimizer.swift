import Embedders
import Torch
import TorchNN

extension TrainingConfiguration.Optimizer {
    /// The optimizer of an embedder and its heads: backbone, neck and heads with rates of their own, and no decay for
    /// norms and biases.
    func optimizer(of embedder: Embedder, _ heads: TrainingHeads) -> TorchNN.Optimizer {
        let parts: [(name: String, module: Module, rate: Double)] = [
            ("embedder.backbone", embedder.backbone, learningRate * backbone),
            ("embedder.neck", embedder.neck, learningRate),
            ("heads", heads, learningRate * head),
        ]
        let groups = parts.flatMap { part in
            let named = part.module.namedParameters.map {
                (name: "\(part.name).\($0.name)", element: $0.element)
            }
            return [
                ParameterGroup(
                    named.filter { $0.element.rank > 1 }, learningRate: part.rate,
                    weightDecay: weightDecay),
                ParameterGroup(named.filter { $0.element.rank <= 1 }, learningRate: part.rate),
            ].filter { !$0.parameters.isEmpty }
        }
        switch kind {
        case .adamw: return AdamW(groups)
        case .adam: return Adam(groups)
        case .sgd: return SGD(groups, momentum: 0.9, isNesterov: true)
        }
    }
}

extension TrainingConfiguration.Schedule {
    /// The schedule over so many steps, of which an epoch takes `stepsPerEpoch`.
    func schedule(steps: Int, stepsPerEpoch: Int) -> any TorchNN.Schedule {
        func stepCount(_ epochs: Double) -> Int {
            max(1, Int((epochs * Double(stepsPerEpoch)).rounded()))
        }
        let warmUp = warmUpEpochs > 0 && kind != .oneCycle ? stepCount(warmUpEpochs) : 0
        let rest = max(1, steps - warmUp)
        let main: any TorchNN.Schedule =
            switch kind {
            case .oneCycle: OneCycle(steps: steps, rise: rise, momentum: nil)
            case .cosine: CosineSchedule(steps: rest, minimum: minimum)
            case .restarts:
                CosineWarmRestarts(
                    firstPeriod: stepCount(periodEpochs), growth: periodGrowth, minimum: minimum)
            case .constant: ConstantSchedule()
            }
        return warmUp > 0 ? WarmUpSchedule(steps: warmUp, from: 0.1, then: main) : main
    }
}
