import CTorch

/// A result of an operator.
public enum OperatorResult {
    /// Nothing, or an undefined tensor.
    case none
    /// A tensor.
    case tensor(Tensor)
    /// An integer.
    case int(Int)
    /// A real number.
    case double(Double)
    /// A truth value.
    case bool(Bool)
    /// Tensors; `nil` where one is undefined.
    case tensors([Tensor?])
    /// Integers.
    case ints([Int])

    /// The tensors that the result stands for; `nil` where one is undefined.
    public var tensors: [Tensor?] {
        switch self {
        case .none: [nil]
        case .tensor(let tensor): [tensor]
        case .tensors(let list): list
        default: []
        }
    }

    /// Takes over what the shim handed out.
    init(taking value: ctorch_value) {
        switch value.kind {
        case ctorch_kind_none: self = .none
        case ctorch_kind_tensor:
            self = OperatorResult.handle(value.pointer).map { .tensor(Tensor(owning: $0)) } ?? .none
        case ctorch_kind_int: self = .int(Int(value.integer))
        case ctorch_kind_double: self = .double(value.real)
        case ctorch_kind_bool: self = .bool(value.integer != 0)
        case ctorch_kind_tensors:
            let handles = OperatorResult.takeList(value, of: ctorch_tensor?.self)
            self = .tensors(handles.map { $0.map(Tensor.init(owning:)) })
        case ctorch_kind_ints:
            self = .ints(OperatorResult.takeList(value, of: Int64.self).map(Int.init))
        default: fatalError("the shim gave a result of unknown kind \(value.kind.rawValue)")
        }
    }

    private static func handle(_ pointer: UnsafeRawPointer?) -> ctorch_tensor? {
        pointer.map { OpaquePointer($0) }
    }

    /// Copies a list that the shim allocated, and frees it.
    private static func takeList<Element>(
        _ value: ctorch_value, of type: Element.Type
    ) -> [Element] {
        guard let pointer = value.pointer else { return [] }
        defer { ctorch_free(UnsafeMutableRawPointer(mutating: pointer)) }
        return Array(
            UnsafeBufferPointer(
                start: pointer.assumingMemoryBound(to: type), count: Int(value.count)))
    }
}
