import Torch

/// Why tensors do not fit a module.
public struct StateMismatch: Error, CustomStringConvertible, Equatable {
    /// What the tensors were for: `model`, `optimizer`, `average`.
    public let subject: String
    /// Names that the module needs and the tensors lack.
    public var missing: [String] = []
    /// Names that the tensors have and the module does not know.
    public var unexpected: [String] = []
    /// Names with the shape that the module has and the one that was found.
    public var misshapen: [String] = []

    init(of subject: String) {
        self.subject = subject
    }

    /// Whether everything fits.
    var isEmpty: Bool { missing.isEmpty && unexpected.isEmpty && misshapen.isEmpty }

    /// Every name, grouped by what is wrong with it.
    public var description: String {
        let groups = [
            ("missing", missing), ("unexpected", unexpected), ("of another shape", misshapen),
        ]
        let lines = groups.filter { !$0.1.isEmpty }.map { what, names in
            "\(names.count) \(what): \(names.joined(separator: ", "))"
        }
        return "the tensors do not fit the \(subject): " + lines.joined(separator: "; ")
    }
}

extension Module {
    /// All parameters and buffers by name; they share memory with the module.
    public var stateDictionary: StateDictionary {
        var state = StateDictionary()
        for (path, module) in namedModules {
            let own = Array(module.ownParameters) + Array(module.ownBuffers)
            for (name, tensor) in own {
                state[path.isEmpty ? name : "\(path).\(name)"] = tensor.detached()
            }
        }
        return state
    }

    /// Copies tensors into parameters and buffers, converted to their types and devices.
    ///
    /// Nothing is changed unless everything fits.
    ///
    /// - Throws: ``StateMismatch`` with every name that is missing, unexpected or misshapen.
    public func load(_ state: StateDictionary) throws {
        let own = stateDictionary
        var mismatch = StateMismatch(of: "model")
        for (name, tensor) in own {
            guard let found = state[name] else {
                mismatch.missing.append(name)
                continue
            }
            if found.shape != tensor.shape {
                mismatch.misshapen.append(
                    "\(name) (expected \(tensor.shape), found \(found.shape))")
            }
        }
        mismatch.unexpected = state.names.filter { own[$0] == nil }
        guard mismatch.isEmpty else { throw mismatch }
        noGrad {
            for (name, tensor) in own {
                if let found = state[name] { tensor.copy(from: found) }
            }
        }
    }
}
