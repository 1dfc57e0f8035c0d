import Detectors
import Torch
import TorchNN

extension YOLOv5 {
    /// Draws weights and statistics in the order of the state dictionary.
    func randomize(_ generator: Generator) {
        for (name, tensor) in stateDictionary {
            if name.hasSuffix("running_var") {
                tensor.fillUniform(from: 0.5, to: 2, generator: generator)
            } else if name.hasSuffix("running_mean") || name.hasSuffix("bias") {
                tensor.fillNormal(standardDeviation: 0.1, generator: generator)
            } else if name.hasSuffix("weight"), tensor.rank == 1 {
                tensor.fillUniform(from: 0.5, to: 1.5, generator: generator)
            } else if name.hasSuffix("weight") {
                let fanIn = Double(tensor.count / tensor.size(0))
                let variance = name.hasPrefix("model.24.") ? 50.0 : 2.0
                tensor.fillNormal(
                    standardDeviation: (variance / fanIn).squareRoot(), generator: generator)
            }
        }
    }
}
