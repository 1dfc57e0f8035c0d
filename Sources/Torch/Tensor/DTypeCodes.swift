import CTorch

extension DType {
    /// libtorch's number for the type.
    var code: Int32 {
        switch self {
        case .bool: ctorch_bool.rawValue
        case .uint8: ctorch_uint8.rawValue
        case .int8: ctorch_int8.rawValue
        case .int16: ctorch_int16.rawValue
        case .int32: ctorch_int32.rawValue
        case .int64: ctorch_int64.rawValue
        case .float16: ctorch_float16.rawValue
        case .bfloat16: ctorch_bfloat16.rawValue
        case .float32: ctorch_float32.rawValue
        case .float64: ctorch_float64.rawValue
        }
    }

    /// The type behind libtorch's number; complex and quantised types have no place here.
    init(code: Int32) {
        guard let type = DType.byCode[code] else {
            fatalError("libtorch's element type number \(code) is not supported")
        }
        self = type
    }

    private static let byCode = Dictionary(
        uniqueKeysWithValues: DType.allCases.map { ($0.code, $0) })
}
