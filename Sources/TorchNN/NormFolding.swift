import Torch

/// A module some of whose layers, convolutions or matrix products, are followed by a batch norm.
public protocol NormFolding: Module {
    /// The names of those layers, each with that of its norm.
    var foldedNorms: [(layer: String, norm: String)] { get }
}

extension Module {
    /// The state of a copy of this module in which batch norms by running statistics are part of the layers before.
    ///
    /// `γ (w x + b − μ) / √(σ² + ε) + β` is a layer of its own, computed in double precision.
    public func stateWithFoldedNorms() -> StateDictionary {
        var state = stateDictionary.copied()
        for (path, module) in namedModules {
            guard let folding = module as? any NormFolding else { continue }
            let children = Dictionary(
                uniqueKeysWithValues: module.children.map { ($0.name, $0.element) })
            for (layer, name) in folding.foldedNorms {
                guard let norm = children[name] as? BatchNorm else {
                    preconditionFailure("\(path) has no batch norm \(name)")
                }
                let prefix = path.isEmpty ? "" : path + "."
                state.fold(norm, named: prefix + name, into: prefix + layer)
            }
        }
        return state
    }

    /// Takes over the state of a module that was made alike.
    public func take(_ state: StateDictionary) {
        do {
            try load(state)
        } catch {
            preconditionFailure("\(error)")
        }
        eval()
    }
}

extension StateDictionary {
    fileprivate mutating func fold(_ norm: BatchNorm, named name: String, into layer: String) {
        guard let weight = self["\(layer).weight"] else {
            preconditionFailure("there is no layer \(layer) before \(name)")
        }
        noGrad {
            func double(_ tensor: Tensor) -> Tensor { tensor.detached().to(.float64) }
            let scale =
                double(norm.weight) / (double(norm.runningVariance) + norm.epsilon).sqrt()
            let rows = [-1] + [Int](repeating: 1, count: weight.rank - 1)
            let shift = self["\(layer).bias"].map(double) ?? Tensor.zeros(like: scale)
            self["\(layer).weight"] = (double(weight) * scale.reshape(rows)).to(weight.dtype)
            self["\(layer).bias"] =
                (double(norm.bias) + (shift - double(norm.runningMean)) * scale).to(weight.dtype)
        }
        for entry in norm.stateDictionary.names { self["\(name).\(entry)"] = nil }
    }
}
