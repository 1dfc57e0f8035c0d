import Torch

/// Part of a network: parameters, buffers, and the modules that it is made of.
///
/// A module declares what it holds under the names of the weight file, so that one glance maps code
/// to checkpoint, and is called as a function:
///
/// ```swift
/// final class Block: Module, Layer {
///     let convolution = Conv2d(3, 8, kernelSize: 3, hasBias: false)
///     let norm = BatchNorm(8)
///
///     override var children: Named<Module> { ["conv": convolution, "bn": norm] }
///
///     func callAsFunction(_ input: Tensor) -> Tensor { norm(convolution(input)).relu() }
/// }
/// ```
open class Module {
    /// Whether dropout drops and batch norm gathers statistics; see ``train(_:)``.
    public private(set) var isTraining = true

    /// A module in training mode.
    public init() {}

    /// The tensors of this module alone that are trained, under the weight file's names.
    open var ownParameters: Named<Tensor> { [:] }

    /// The tensors of this module alone that are saved but not trained.
    open var ownBuffers: Named<Tensor> { [:] }

    /// The modules that this one is made of, under the weight file's names; the same every time.
    open var children: Named<Module> { [:] }
}

/// A module that turns one tensor into one tensor.
public protocol Layer: Module {
    /// The output for an input.
    func callAsFunction(_ input: Tensor) -> Tensor
}

extension Module {
    /// This module and all below it, with their dotted paths, the module itself first.
    public var namedModules: [(name: String, element: Module)] {
        var found: [(name: String, element: Module)] = [("", self)]
        for (name, child) in children {
            found += child.namedModules.map { path, module in
                (path.isEmpty ? name : "\(name).\(path)", module)
            }
        }
        return found
    }

    /// All parameters, with their dotted names, in the order in which PyTorch lists them.
    public var namedParameters: [(name: String, element: Tensor)] { collect(\.ownParameters) }

    /// All buffers, with their dotted names.
    public var namedBuffers: [(name: String, element: Tensor)] { collect(\.ownBuffers) }

    /// All parameters.
    public var parameters: [Tensor] { namedParameters.map(\.element) }

    /// The number of trained values.
    public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

    private func collect(
        _ own: KeyPath<Module, Named<Tensor>>
    ) -> [(name: String, element: Tensor)] {
        namedModules.flatMap { path, module in
            module[keyPath: own].map { name, tensor in
                (path.isEmpty ? name : "\(path).\(name)", tensor)
            }
        }
    }

    /// Sets training mode here and below.
    @discardableResult
    public func train(_ isTraining: Bool = true) -> Self {
        for (_, module) in namedModules { module.isTraining = isTraining }
        return self
    }

    /// Sets evaluation mode here and below: no dropout, batch norm by its running statistics.
    @discardableResult
    public func eval() -> Self { train(false) }

    /// Says whether gradients are computed for all parameters.
    @discardableResult
    public func requiresGrad(_ required: Bool) -> Self {
        for parameter in parameters { parameter.requiresGrad = required }
        return self
    }

    /// Forgets all gradients.
    public func zeroGrad() {
        for parameter in parameters { parameter.grad = nil }
    }

    /// Moves parameters and buffers, which stay the same objects.
    ///
    /// An element type applies to real numbers only, a memory format to tensors of four dimensions.
    @discardableResult
    public func to(
        device: Device? = nil, dtype: DType? = nil, memoryFormat: MemoryFormat = .preserve
    ) -> Self {
        func moved(_ tensor: Tensor) -> Tensor {
            tensor.detached().to(
                device: device, dtype: tensor.dtype.isFloatingPoint ? dtype : nil,
                memoryFormat: tensor.rank == 4 ? memoryFormat : .preserve)
        }
        for (_, tensor) in namedParameters + namedBuffers {
            let gradient = tensor.grad.map(moved)
            tensor.grad = nil
            tensor.setData(moved(tensor))
            tensor.grad = gradient
        }
        return self
    }
}
