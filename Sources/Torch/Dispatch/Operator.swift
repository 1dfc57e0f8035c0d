import CTorch

/// One of libtorch's operators, reached through its dispatcher.
///
/// Every operator can be called, gradients are recorded, autocast applies, and arguments that are
/// left out take the schema's defaults. Keep an operator in a static constant: finding it is slow,
/// calling it costs about a microsecond (see docs/performance.md).
///
/// ```swift
/// extension Operator {
///     static let erfinv = Operator("aten::erfinv")
/// }
/// let y = Operator.erfinv(.tensor(x))
/// ```
public struct Operator: @unchecked Sendable {
    // Unchecked: the handle is immutable and lives as long as the process.
    private let handle: ctorch_operator

    /// The operator of that name and overload; stops the process where there is none.
    public init(_ name: String, _ overload: String = "") {
        do {
            self = try Operator.find(name, overload)
        } catch {
            fatalError("\(error)")
        }
    }

    private init(handle: ctorch_operator) {
        self.handle = handle
    }

    /// The operator of that name (`aten::add`) and overload (`Tensor`).
    ///
    /// - Throws: `TorchError` where libtorch has none.
    public static func find(_ name: String, _ overload: String = "") throws -> Operator {
        guard let handle = ctorch_find_operator(name, overload) else { throw TorchError.last }
        return Operator(handle: handle)
    }

    /// The operator's name, arguments, defaults and results, as libtorch prints them.
    public var schema: String {
        guard let text = ctorch_operator_schema(handle) else { stop(TorchError.last) }
        defer { ctorch_free(text) }
        return String(cString: text)
    }

    /// Calls an operator whose one result is a tensor; arguments that do not fit stop the process.
    public func callAsFunction(_ arguments: OperatorArgument...) -> Tensor {
        Torch.result(
            withValues(of: arguments) { values in
                ctorch_call_tensor(handle, values.baseAddress, Int32(values.count))
            })
    }

    /// Calls an operator whose one result is a tensor, and which the data can make fail.
    ///
    /// - Throws: `TorchError` with libtorch's message.
    public func tensor(_ arguments: OperatorArgument...) throws -> Tensor {
        try tensor(arguments)
    }

    func tensor(_ arguments: [OperatorArgument]) throws -> Tensor {
        try owned(
            withValues(of: arguments) { values in
                ctorch_call_tensor(handle, values.baseAddress, Int32(values.count))
            })
    }

    /// Calls an operator for its tensors, in order, lists flattened; arguments that do not fit, and
    /// results that are undefined, stop the process.
    public func tensors(_ arguments: OperatorArgument...) -> [Tensor] {
        do {
            return try call(arguments).flatMap(\.tensors).map { tensor in
                guard let tensor else { fatalError("\(schema) gave an undefined tensor") }
                return tensor
            }
        } catch {
            fatalError("\(error)")
        }
    }

    /// Calls an operator for what it does; arguments that do not fit stop the process.
    public func run(_ arguments: OperatorArgument...) {
        do {
            _ = try call(arguments)
        } catch {
            fatalError("\(error)")
        }
    }

    /// Calls any operator.
    ///
    /// - Throws: `TorchError` with libtorch's message where the arguments do not fit.
    public func call(_ arguments: [OperatorArgument]) throws -> [OperatorResult] {
        let capacity = 16
        return try withUnsafeTemporaryAllocation(of: ctorch_value.self, capacity: capacity) {
            results in
            let count = withValues(of: arguments) { values in
                ctorch_call(
                    handle, values.baseAddress, Int32(values.count), results.baseAddress,
                    Int32(capacity))
            }
            guard count >= 0 else { throw TorchError.last }
            return results[0..<Int(count)].map(OperatorResult.init(taking:))
        }
    }
}
