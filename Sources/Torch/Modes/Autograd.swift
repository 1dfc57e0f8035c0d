import CTorch

extension Operator {
    fileprivate static let detach = Operator("aten::detach")
}

extension Tensor {
    /// Whether operators on the tensor are recorded, so that gradients reach it.
    public var requiresGrad: Bool {
        get { ctorch_requires_grad(handle) }
        set {
            guard ctorch_set_requires_grad(handle, newValue) else { stop(TorchError.last) }
        }
    }

    /// The tensor, with gradients asked for.
    @discardableResult
    public func requiringGrad(_ required: Bool = true) -> Tensor {
        requiresGrad = required
        return self
    }

    /// Whether the tensor was made by the user and not by a recorded operator.
    public var isLeaf: Bool { ctorch_is_leaf(handle) }

    /// The gradient that ``backward(gradient:retainGraph:createGraph:)`` accumulated.
    public var grad: Tensor? {
        get { ctorch_gradient(handle).map(Tensor.init(owning:)) }
        set {
            guard ctorch_set_gradient(handle, newValue?.handle) else { stop(TorchError.last) }
        }
    }

    /// The name of the recorded function that made the tensor, such as `AddBackward0`.
    public var gradientFunction: String? {
        let name = String(cString: ctorch_gradient_function(handle))
        return name.isEmpty ? nil : name
    }

    /// How often the tensor's memory was written in place.
    public var version: Int { Int(ctorch_version_of(handle)) }

    /// The same memory, cut off from what was recorded.
    public func detached() -> Tensor { Operator.detach(.tensor(self)) }

    /// Another reference to the same libtorch tensor, to be owned.
    func retainedHandle() -> ctorch_tensor {
        guard let copy = ctorch_retain(handle) else { stop(TorchError.last) }
        return copy
    }

    /// Makes this tensor see the memory, type, device and shape of `data`, and stay the same object,
    /// so that whoever holds it, such as an optimizer, follows.
    public func setData(_ data: Tensor) {
        guard ctorch_set_data(handle, data.handle) else { stop(TorchError.last) }
    }

    /// Adds the gradient of this tensor to ``grad`` of every leaf that it was computed from.
    ///
    /// - Parameters:
    ///   - gradient: the gradient of this tensor, of its shape; 1 if left out, for one element.
    ///   - retainGraph: keep what was recorded, for another pass.
    ///   - createGraph: record the pass itself, for gradients of gradients.
    public func backward(
        gradient: Tensor? = nil, retainGraph: Bool = false, createGraph: Bool = false
    ) {
        let roots: [ctorch_tensor?] = [handle]
        let gradients: [ctorch_tensor?] = [gradient?.handle]
        guard ctorch_backward(roots, gradients, 1, retainGraph || createGraph, createGraph) else {
            stop(TorchError.last)
        }
    }
}

/// Gradients of the sum of `outputs`, weighted by `gradients`, with respect to `inputs`.
///
/// Nothing is accumulated. An input that the outputs do not depend on gives `nil`.
public func gradients(
    of outputs: [Tensor], with gradients: [Tensor?]? = nil, for inputs: [Tensor],
    retainGraph: Bool = false, createGraph: Bool = false
) -> [Tensor?] {
    let weights = gradients ?? [Tensor?](repeating: nil, count: outputs.count)
    precondition(weights.count == outputs.count, "one gradient per output")
    var results = [ctorch_tensor?](repeating: nil, count: inputs.count)
    let succeeded = ctorch_gradients_of(
        outputs.map { $0.handle }, weights.map { $0?.handle }, Int32(outputs.count),
        inputs.map { $0.handle }, Int32(inputs.count),
        retainGraph || createGraph, createGraph, true, &results)
    guard succeeded else { stop(TorchError.last) }
    return results.map { $0.map(Tensor.init(owning:)) }
}

/// Runs `body` without recording, on this thread.
public func noGrad<Result>(_ body: () throws -> Result) rethrows -> Result {
    try withGradMode(false, body)
}

/// Runs `body` with recording, on this thread, also inside ``noGrad(_:)``.
public func withGrad<Result>(_ body: () throws -> Result) rethrows -> Result {
    try withGradMode(true, body)
}

/// Whether operators on this thread are recorded now.
public var isGradEnabled: Bool { ctorch_grad_mode() }

private func withGradMode<Result>(
    _ enabled: Bool, _ body: () throws -> Result
) rethrows -> Result {
    let previous = ctorch_grad_mode()
    ctorch_set_grad_mode(enabled)
    defer { ctorch_set_grad_mode(previous) }
    return try body()
}
