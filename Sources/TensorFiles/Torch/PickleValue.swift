/// A value on the stack of the pickle machine.
///
/// Containers live in the machine's heap and are named by their index: a container that holds
/// itself, or is nested a million deep, is then neither leaked nor freed recursively.
enum PickleValue {
    case none
    case boolean(Bool)
    case integer(Int)
    /// An integer too wide for `Int`: little-endian bytes, two's complement.
    case longInteger([UInt8])
    case real(Double)
    case string(String)
    case bytes
    case tuple(Int)
    case list(Int)
    case dictionary(Int)
    case global(PickleGlobal)
    case device
    case storage(Int)
    case tensor(Int)

    /// What it is called in errors.
    var kind: String {
        switch self {
        case .none: "None"
        case .boolean: "a truth value"
        case .integer, .longInteger: "an integer"
        case .real: "a number"
        case .string: "a string"
        case .bytes: "bytes"
        case .tuple: "a tuple"
        case .list: "a list"
        case .dictionary: "a dictionary"
        case .global(let global): global.description
        case .device: "a device"
        case .storage: "a storage"
        case .tensor: "a tensor"
        }
    }
}

/// The containers and tensors that a pickle has built so far.
struct PickleHeap {
    var tuples: [[PickleValue]] = []
    var lists: [[PickleValue]] = []
    var dictionaries: [[(key: PickleValue, value: PickleValue)]] = []
    var storages: [TorchStorage] = []
    var tensors: [TorchTensor] = []
}

/// A storage that a PyTorch pickle names: the bytes are elsewhere in the file, under `key`.
struct TorchStorage: Equatable {
    let key: String
    /// Nil where the storage is untyped.
    let dtype: DType?
    /// In elements; in bytes where the storage is untyped.
    let count: Int

    /// Nil where it overflows.
    var byteCount: Int? {
        let (product, overflow) = count.multipliedReportingOverflow(by: dtype?.byteCount ?? 1)
        return overflow || product < 0 ? nil : product
    }
}

/// A tensor that a PyTorch pickle describes: a view of a storage.
struct TorchTensor {
    /// An index into the heap's storages.
    let storage: Int
    let dtype: DType
    /// Where element 0 lies in the storage, in elements.
    let elementOffset: Int
    let shape: [Int]
    let strides: [Int]
}
