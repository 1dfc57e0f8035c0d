import CTorch

/// An argument of an operator, of a type that its schema may ask for.
public enum OperatorArgument {
    /// The schema's default.
    case standard
    /// Nothing, where the schema allows it.
    case none
    /// A tensor.
    case tensor(Tensor)
    /// An integer; also what element types and memory formats cross as.
    case int(Int)
    /// A real number.
    case double(Double)
    /// A truth value.
    case bool(Bool)
    /// A text.
    case string(String)
    /// A device.
    case device(Device)
    /// A source of random numbers.
    case generator(Generator)
    /// Integers, such as a shape.
    case ints([Int])
    /// Real numbers.
    case doubles([Double])
    /// Truth values.
    case bools([Bool])
    /// Tensors.
    case tensors([Tensor])
    /// Tensors, some of which may be missing.
    case optionalTensors([Tensor?])

    /// A tensor, or nothing.
    public static func optional(_ tensor: Tensor?) -> OperatorArgument {
        tensor.map { .tensor($0) } ?? .none
    }

    /// A source of random numbers, or the device's default one.
    public static func optional(_ generator: Generator?) -> OperatorArgument {
        generator.map { .generator($0) } ?? .none
    }

    /// A real number, or nothing.
    public static func optional(_ number: Double?) -> OperatorArgument {
        number.map { .double($0) } ?? .none
    }

    /// An element type, or the operator's own choice.
    public static func dtype(_ type: DType?) -> OperatorArgument {
        type.map { .int(Int($0.code)) } ?? .none
    }

    /// A memory format.
    public static func memoryFormat(_ format: MemoryFormat) -> OperatorArgument {
        .int(Int(format.rawValue))
    }

    /// A Swift number, as an integer or as a real number.
    public static func scalar(_ number: some TensorScalar) -> OperatorArgument {
        number.operatorArgument
    }

    /// Words of 8 bytes that the argument's list or text takes.
    fileprivate var wordCount: Int {
        switch self {
        case .ints(let list): list.count
        case .doubles(let list): list.count
        case .bools(let list): list.count
        case .tensors(let list): list.count
        case .optionalTensors(let list): list.count
        case .string(let text): (text.utf8.count + 7) / 8
        default: 0
        }
    }

    /// The argument as the shim reads it; a list is written to the front of `words`.
    fileprivate func value(
        writingLists words: inout UnsafeMutableBufferPointer<Int>
    ) -> ctorch_value {
        var value = ctorch_value()
        switch self {
        case .standard: value.kind = ctorch_kind_default
        case .none: value.kind = ctorch_kind_none
        case .tensor(let tensor):
            value.kind = ctorch_kind_tensor
            value.pointer = UnsafeRawPointer(tensor.handle)
        case .int(let number):
            value.kind = ctorch_kind_int
            value.integer = Int64(number)
        case .double(let number):
            value.kind = ctorch_kind_double
            value.real = number
        case .bool(let flag):
            value.kind = ctorch_kind_bool
            value.integer = flag ? 1 : 0
        case .device(let device):
            value.kind = ctorch_kind_device
            value.integer = Int64(device.type)
            value.count = device.index
        case .generator(let generator):
            value.kind = ctorch_kind_generator
            value.pointer = UnsafeRawPointer(generator.handle)
        case .ints(let list): value.take(ctorch_kind_ints, list, &words) { $0 }
        case .doubles(let list):
            value.take(ctorch_kind_doubles, list, &words) { Int(bitPattern: UInt($0.bitPattern)) }
        case .bools(let list): value.take(ctorch_kind_bools, list, &words) { $0 ? 1 : 0 }
        case .tensors(let list):
            value.take(ctorch_kind_tensors, list, &words) { Int(bitPattern: $0.handle) }
        case .optionalTensors(let list):
            value.take(ctorch_kind_optional_tensors, list, &words) {
                $0.map { Int(bitPattern: $0.handle) } ?? 0
            }
        case .string(let text):
            value.kind = ctorch_kind_string
            value.count = Int32(text.utf8.count)
            value.pointer = UnsafeRawPointer(words.baseAddress)
            UnsafeMutableRawBufferPointer(words).copyBytes(from: text.utf8)
            words = UnsafeMutableBufferPointer(rebasing: words[wordCount...])
        }
        return value
    }
}

extension ctorch_value {
    /// Writes a list to the front of `words`, points at it, and moves `words` on.
    fileprivate mutating func take<Element>(
        _ kind: ctorch_kind, _ list: [Element],
        _ words: inout UnsafeMutableBufferPointer<Int>, word: (Element) -> Int
    ) {
        for (index, element) in list.enumerated() {
            words.initializeElement(at: index, to: word(element))
        }
        self.kind = kind
        count = Int32(list.count)
        pointer = UnsafeRawPointer(words.baseAddress)
        words = UnsafeMutableBufferPointer(rebasing: words[list.count...])
    }
}

/// Lays arguments out as the shim reads them, on the stack, for the length of `body`.
func withValues<Result>(
    of arguments: [OperatorArgument],
    _ body: (UnsafeMutableBufferPointer<ctorch_value>) throws -> Result
) rethrows -> Result {
    let wordCount = arguments.reduce(0) { $0 + $1.wordCount }
    return try withUnsafeTemporaryAllocation(of: Int.self, capacity: wordCount) { words in
        var words = words
        return try withUnsafeTemporaryAllocation(
            of: ctorch_value.self, capacity: arguments.count
        ) { values in
            for (index, argument) in arguments.enumerated() {
                values.initializeElement(
                    at: index, to: argument.value(writingLists: &words))
            }
            return try withExtendedLifetime(arguments) { try body(values) }
        }
    }
}
