/// What a pickle may name: the few classes and functions of Python that tensors are made of.
///
/// None of them is ever called; the machine knows what each would build.
enum PickleGlobal: Equatable, CustomStringConvertible {
    case orderedDictionary
    case rebuildTensor
    case rebuildTensorVersion2
    case rebuildTensorVersion3
    case rebuildParameter
    case rebuildParameterWithState
    /// A storage class; nil for the untyped one.
    case storage(DType?)
    case size
    case device
    case dtype(DType)

    private static let plain: [String: PickleGlobal] = [
        "collections.OrderedDict": .orderedDictionary,
        "torch._utils._rebuild_tensor": .rebuildTensor,
        "torch._utils._rebuild_tensor_v2": .rebuildTensorVersion2,
        "torch._utils._rebuild_tensor_v3": .rebuildTensorVersion3,
        "torch._utils._rebuild_parameter": .rebuildParameter,
        "torch._utils._rebuild_parameter_with_state": .rebuildParameterWithState,
        "torch.Size": .size,
        "torch.device": .device,
        "torch.storage.UntypedStorage": .storage(nil),
        "torch.UntypedStorage": .storage(nil),
        "torch.FloatStorage": .storage(.float32),
        "torch.DoubleStorage": .storage(.float64),
        "torch.HalfStorage": .storage(.float16),
        "torch.BFloat16Storage": .storage(.bfloat16),
        "torch.LongStorage": .storage(.int64),
        "torch.IntStorage": .storage(.int32),
        "torch.ShortStorage": .storage(.int16),
        "torch.CharStorage": .storage(.int8),
        "torch.ByteStorage": .storage(.uint8),
        "torch.BoolStorage": .storage(.bool),
    ]

    /// The global of that name.
    ///
    /// - Throws: `TensorFileError` where it is anything but a part of a tensor.
    init(module: String, name: String, file: FileBytes) throws {
        let path = "\(module).\(name)"
        if let global = Self.plain[path] {
            self = global
            return
        }
        if module == "torch", let dtype = DType(rawValue: name) {
            self = .dtype(dtype)
            return
        }
        let known = DType.allCases.map(\.rawValue).joined(separator: ", ")
        if module == "torch" || module == "torch.storage", name.hasSuffix("Storage") {
            throw file.failure("holds a \(quoted(path)), expected elements of \(known)")
        }
        if module == "torch", name.first?.isLowercase == true, name.last?.isNumber == true {
            throw file.failure("holds elements of type \(quoted(path)), expected \(known)")
        }
        let isModel = module.hasPrefix("torch.nn.") || module.hasPrefix("__torch__")
        throw file.failure(
            "refuses \(quoted(path)): weight files may hold only tensors; nothing was executed",
            advice: isModel
                ? "this is a whole model; in Python, save model.state_dict() instead"
                : "in Python, save a dictionary of tensors alone")
    }

    var description: String {
        switch self {
        case .dtype(let dtype): "torch.\(dtype.rawValue)"
        case .storage(.some(let dtype)): "a storage class of \(dtype.rawValue)"
        default: Self.plain.first { $0.value == self }?.key ?? "a class"
        }
    }
}
