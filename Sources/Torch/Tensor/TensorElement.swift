/// A Swift type that elements of a tensor can be read and written as.
public protocol TensorElement {
    /// The element type in a tensor.
    static var dtype: DType { get }
}

extension Bool: TensorElement {
    /// One byte.
    public static var dtype: DType { .bool }
}
extension UInt8: TensorElement {
    /// Unsigned 8-bit.
    public static var dtype: DType { .uint8 }
}
extension Int8: TensorElement {
    /// Signed 8-bit.
    public static var dtype: DType { .int8 }
}
extension Int16: TensorElement {
    /// Signed 16-bit.
    public static var dtype: DType { .int16 }
}
extension Int32: TensorElement {
    /// Signed 32-bit.
    public static var dtype: DType { .int32 }
}
extension Int64: TensorElement {
    /// Signed 64-bit.
    public static var dtype: DType { .int64 }
}
extension Int: TensorElement {
    /// Signed 64-bit.
    public static var dtype: DType { .int64 }
}
extension Float: TensorElement {
    /// Single precision.
    public static var dtype: DType { .float32 }
}
extension Double: TensorElement {
    /// Double precision.
    public static var dtype: DType { .float64 }
}

/// A Swift number that a tensor can be combined with; it does not change the tensor's element type
/// unless a real number meets integers.
public protocol TensorScalar {
    /// The number as an argument of an operator.
    var operatorArgument: OperatorArgument { get }
}

extension Int: TensorScalar {
    /// An integer.
    public var operatorArgument: OperatorArgument { .int(self) }
}
extension Double: TensorScalar {
    /// A real number.
    public var operatorArgument: OperatorArgument { .double(self) }
}
extension Float: TensorScalar {
    /// A real number.
    public var operatorArgument: OperatorArgument { .double(Double(self)) }
}
