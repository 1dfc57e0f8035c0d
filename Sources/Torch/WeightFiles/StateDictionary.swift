/// Tensors by name, in order: a network's weights, an optimizer's state, what a weight file holds.
public struct StateDictionary: Sequence {
    /// The names, in order.
    public private(set) var names: [String] = []
    /// Texts that are stored beside the tensors.
    public var metadata: [String: String] = [:]
    private var tensors: [String: Tensor] = [:]

    /// No tensors.
    public init() {}

    /// How many tensors there are.
    public var count: Int { names.count }

    /// A tensor by its name; a new name goes to the end, `nil` removes.
    public subscript(name: String) -> Tensor? {
        get { tensors[name] }
        set {
            if let newValue {
                if tensors.updateValue(newValue, forKey: name) == nil { names.append(name) }
            } else if tensors.removeValue(forKey: name) != nil {
                names.removeAll { $0 == name }
            }
        }
    }

    /// Names with their tensors, in order.
    public func makeIterator() -> AnyIterator<(name: String, tensor: Tensor)> {
        var position = names.makeIterator()
        return AnyIterator {
            guard let name = position.next(), let tensor = tensors[name] else { return nil }
            return (name, tensor)
        }
    }

    /// A copy whose tensors share no memory with this one's.
    public func copied() -> StateDictionary {
        var copy = self
        copy.tensors = tensors.mapValues { $0.detached().clone() }
        return copy
    }

    /// Adds another's tensors, their names behind `prefix` and a dot.
    public mutating func insert(_ other: StateDictionary, under prefix: String) {
        for (name, tensor) in other { self["\(prefix).\(name)"] = tensor }
    }

    /// The tensors whose names stand behind `prefix` and a dot, without these.
    public func entries(under prefix: String) -> StateDictionary {
        var found = StateDictionary()
        for (name, tensor) in self where name.hasPrefix(prefix + ".") {
            found[String(name.dropFirst(prefix.count + 1))] = tensor
        }
        return found
    }
}
