/// The type of a tensor's elements.
public enum DType: String, CaseIterable, Sendable {
    /// One byte per element: 0 or 1.
    case bool
    /// Unsigned 8-bit integer.
    case uint8
    /// Signed 8-bit integer.
    case int8
    /// Signed 16-bit integer.
    case int16
    /// Signed 32-bit integer.
    case int32
    /// Signed 64-bit integer, libtorch's default for indices.
    case int64
    /// IEEE 754 half precision.
    case float16
    /// Brain floating point: float32's range with 8 bits of significand.
    case bfloat16
    /// IEEE 754 single precision, libtorch's default for weights.
    case float32
    /// IEEE 754 double precision.
    case float64

    /// Bytes per element.
    public var byteCount: Int {
        switch self {
        case .bool, .uint8, .int8: 1
        case .int16, .float16, .bfloat16: 2
        case .int32, .float32: 4
        case .int64, .float64: 8
        }
    }

    /// Whether elements are real numbers, so that gradients can flow through them.
    public var isFloatingPoint: Bool {
        switch self {
        case .float16, .bfloat16, .float32, .float64: true
        default: false
        }
    }
}
