import Torch

/// Moves parameters against their gradients.
///
/// A subclass holds the rule; this class holds the groups and each parameter's state. Parameters
/// without a gradient are left alone. Groups of one kind of tensor are handed to libtorch's fused
/// operators at once.
public class Optimizer {
    /// Parameters with their learning rates; rates may be changed between steps.
    public var groups: [ParameterGroup]

    /// Each parameter's state by name; empty until its first step.
    var states: [String: [String: Tensor]] = [:]

    /// An optimizer of the groups, whose parameters must have different names.
    init(_ groups: [ParameterGroup]) {
        let names = groups.flatMap { $0.parameters.map(\.name) }
        precondition(Set(names).count == names.count, "a parameter stands in two groups")
        self.groups = groups
    }

    /// Names of a parameter's state, each a tensor of the parameter's shape or a count.
    var stateNames: [String] { [] }

    /// The state of a parameter before its first step.
    func freshState(of parameter: Tensor) -> [String: Tensor] { [:] }

    /// Moves parameters of one element type and device, which have all made `isFirst` steps or none.
    func update(_ batch: Batch, group: ParameterGroup, isFirst: Bool) {
        fatalError("\(type(of: self)) has no rule")
    }

    /// What ``setMomentum(_:)`` moves, `nil` for a rule without momentum.
    var currentMomentum: Double? { nil }

    /// Moves the momentum, as one-cycle schedules do; a rule that has none stops the process.
    public func setMomentum(_ momentum: Double) {
        fatalError("\(type(of: self)) has no momentum to move")
    }

    /// Parameters that one fused call moves, with their gradients and states.
    struct Batch {
        var parameters: [Tensor] = []
        var gradients: [Tensor] = []
        var states: [[String: Tensor]] = []

        /// One state of every parameter.
        func state(_ name: String) -> [Tensor] {
            states.compactMap { $0[name] }
        }
    }

    /// Makes one step.
    public func step() {
        noGrad {
            for group in groups {
                for (key, batch) in batches(of: group) {
                    update(batch, group: group, isFirst: key.isFirst)
                }
            }
        }
    }

    /// Forgets all gradients.
    public func zeroGrad() {
        for group in groups {
            for (_, parameter) in group.parameters { parameter.grad = nil }
        }
    }

    private struct BatchKey: Hashable {
        var dtype: DType
        var device: Device
        var isFirst: Bool
    }

    private func batches(of group: ParameterGroup) -> [(key: BatchKey, batch: Batch)] {
        var found: [(key: BatchKey, batch: Batch)] = []
        var positions: [BatchKey: Int] = [:]
        for (name, parameter) in group.parameters {
            guard let gradient = parameter.grad else { continue }
            let known = states[name]
            let state = (known ?? freshState(of: parameter)).mapValues {
                $0.laidOut(like: parameter)
            }
            states[name] = state
            let key = BatchKey(
                dtype: parameter.dtype, device: parameter.device, isFirst: known == nil)
            let position = positions[key] ?? found.count
            if position == found.count {
                positions[key] = position
                found.append((key, Batch()))
            }
            found[position].batch.parameters.append(parameter)
            found[position].batch.gradients.append(gradient.laidOut(like: parameter))
            found[position].batch.states.append(state)
        }
        return found
    }
}

// MARK: Saving and loading

extension Optimizer {
    /// Everything that the next steps depend on beside the parameters; shares memory.
    public var stateDictionary: StateDictionary {
        var dictionary = StateDictionary()
        for group in groups {
            for (name, _) in group.parameters {
                for stateName in stateNames {
                    if let tensor = states[name]?[stateName] {
                        dictionary["\(name).\(stateName)"] = tensor
                    }
                }
            }
        }
        for (name, value) in numbers { dictionary[name] = Tensor(value) }
        return dictionary
    }

    /// What may be moved between steps, by the names that it is saved under.
    private var numbers: [(name: String, value: Double)] {
        let ofGroups = groups.enumerated().flatMap { index, group in
            [
                ("groups.\(index).learning_rate", group.learningRate),
                ("groups.\(index).weight_decay", group.weightDecay),
            ]
        }
        return ofGroups + (currentMomentum.map { [("momentum", $0)] } ?? [])
    }

    /// Takes up where the optimizer that was saved stood.
    ///
    /// - Throws: ``StateMismatch`` where the state is of other parameters, groups or another rule.
    public func load(_ dictionary: StateDictionary) throws {
        var mismatch = StateMismatch(of: "optimizer")
        var loaded: [String: [String: Tensor]] = [:]
        var expected: Set<String> = []
        for (name, parameter) in groups.flatMap(\.parameters) {
            let keys = stateNames.map { "\(name).\($0)" }
            let fresh = freshState(of: parameter)
            // A parameter that has made no step has no state.
            let found = keys.compactMap { dictionary[$0] }
            if found.isEmpty { continue }
            expected.formUnion(keys)
            mismatch.missing += keys.filter { dictionary[$0] == nil }
            for (stateName, key) in zip(stateNames, keys) {
                guard let tensor = dictionary[key], let own = fresh[stateName] else { continue }
                if tensor.shape != own.shape {
                    mismatch.misshapen.append(
                        "\(key) (expected \(own.shape), found \(tensor.shape))")
                } else {
                    own.copy(from: tensor)
                }
            }
            loaded[name] = fresh
        }
        let needed = numbers.map(\.name)
        expected.formUnion(needed)
        mismatch.missing += needed.filter { dictionary[$0] == nil }
        mismatch.unexpected = dictionary.names.filter { !expected.contains($0) }
        guard mismatch.isEmpty else { throw mismatch }
        states = loaded
        for index in groups.indices {
            if let rate = dictionary["groups.\(index).learning_rate"] {
                groups[index].learningRate = rate.item()
            }
            if let decay = dictionary["groups.\(index).weight_decay"] {
                groups[index].weightDecay = decay.item()
            }
        }
        if let momentum = dictionary["momentum"] { setMomentum(momentum.item()) }
    }
}

extension Tensor {
    /// The tensor with the strides of `other`, where they have one shape; itself where it has them.
    ///
    /// Fused operators walk memory as it lies, and so need parameter, gradient and state alike.
    fileprivate func laidOut(like other: Tensor) -> Tensor {
        if hasLayout(of: other) || shape != other.shape { return self }
        return Tensor.empty(like: other.detached()).copy(from: self)
    }
}
