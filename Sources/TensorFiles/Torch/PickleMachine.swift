/// Reads the pickles that PyTorch writes (protocols 2 to 5) without executing anything.
///
/// Only the instructions that dictionaries of tensors need are known. Every instruction of one byte
/// adds at most a few dozen bytes, copies are charged to `allowance`, and the containers stay flat in
/// `heap`, so that memory is bounded by a small multiple of the pickle's length.
/// Source: Python's `pickletools`.
struct PickleMachine {
    /// A pickle may make this many values; a checkpoint of ten thousand tensors makes half a million.
    static let maximumValueCount = 1 << 22

    let file: FileBytes
    var cursor: ByteCursor
    var heap = PickleHeap()
    var stack: [PickleValue] = []
    /// The height of the stack at each open mark.
    private var marks: [Int] = []
    private var memo: [UInt32: PickleValue] = [:]
    private var storageIndices: [String: Int] = [:]
    /// How many more values may be made.
    private var allowance: Int

    init(_ file: FileBytes, range: Range<Int>) {
        self.file = file
        cursor = ByteCursor(file, range: range)
        allowance = min(1024 + range.count, Self.maximumValueCount)
    }

    /// Runs one pickle up to its end and returns its value; the heap is kept for the next.
    mutating func run() throws -> PickleValue {
        stack.removeAll()
        marks.removeAll()
        memo.removeAll()
        let start = cursor.offset
        guard try cursor.byte(for: "a pickle") == 0x80,
            case let version = try cursor.byte(for: "the pickle protocol"),
            (2...5).contains(version)
        else {
            throw file.failure("expected a pickle of protocol 2 to 5 at byte \(start)")
        }
        while true {
            let instruction = try cursor.byte(for: "a pickle instruction")
            guard instruction != UInt8(ascii: ".") else { break }
            try execute(instruction)
        }
        let value = try pop()
        guard stack.isEmpty, marks.isEmpty else {
            throw failure("expected one value, found \(stack.count + 1)")
        }
        return value
    }

    private mutating func execute(_ instruction: UInt8) throws {
        switch instruction {
        case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "("),
            UInt8(ascii: "t"), 0x85, 0x86, 0x87, UInt8(ascii: "s"), UInt8(ascii: "u"),
            UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "0"), UInt8(ascii: "1"),
            UInt8(ascii: "2"):
            try executeContainer(instruction)
        case UInt8(ascii: "q"), UInt8(ascii: "r"), UInt8(ascii: "h"), UInt8(ascii: "j"), 0x94:
            try executeMemo(instruction)
        case UInt8(ascii: "c"), 0x93: try pushGlobal(instruction)
        case UInt8(ascii: "R"), 0x81: try reduce()
        case UInt8(ascii: "b"): try build()
        case UInt8(ascii: "Q"): try pushStorage(pop())
        case 0x95: _ = try cursor.integer(UInt64.self, for: "the length of a pickle frame")
        default: try push(literal(instruction))
        }
    }

    private mutating func literal(_ instruction: UInt8) throws -> PickleValue {
        let what = "a pickled value"
        switch instruction {
        case UInt8(ascii: "N"): return .none
        case 0x88: return .boolean(true)
        case 0x89: return .boolean(false)
        case UInt8(ascii: "K"): return .integer(Int(try cursor.byte(for: what)))
        case UInt8(ascii: "M"): return .integer(Int(try cursor.integer(UInt16.self, for: what)))
        case UInt8(ascii: "J"): return .integer(Int(try cursor.integer(Int32.self, for: what)))
        case 0x8A: return try longInteger(Int(cursor.byte(for: what)))
        case 0x8B: return try longInteger(cursor.count(Int32.self, for: what))
        case UInt8(ascii: "G"):
            let bits = try cursor.integer(UInt64.self, for: what).byteSwapped
            return .real(Double(bitPattern: bits))
        case UInt8(ascii: "X"):
            return .string(try cursor.text(cursor.count(UInt32.self, for: what), for: what))
        case 0x8C: return .string(try cursor.text(Int(cursor.byte(for: what)), for: what))
        case 0x8D: return .string(try cursor.text(cursor.count(UInt64.self, for: what), for: what))
        case UInt8(ascii: "U"):
            return .string(try cursor.text(Int(cursor.byte(for: what)), for: what))
        case UInt8(ascii: "T"):
            return .string(try cursor.text(cursor.count(Int32.self, for: what), for: what))
        case UInt8(ascii: "C"): return try bytes(Int(cursor.byte(for: what)))
        case UInt8(ascii: "B"): return try bytes(cursor.count(UInt32.self, for: what))
        case 0x8E: return try bytes(cursor.count(UInt64.self, for: what))
        default:
            throw file.failure(
                "refuses pickle instruction 0x\(hex(instruction)) at byte \(cursor.offset - 1): "
                    + "weight files may hold only tensors; nothing was executed",
                advice: "save a dictionary of tensors with torch.save")
        }
    }

    private mutating func longInteger(_ count: Int) throws -> PickleValue {
        let bytes = file.bytes[try cursor.take(count, for: "a pickled integer")]
        guard count > 8 else {
            var value: UInt64 = (bytes.last ?? 0) & 0x80 == 0 ? 0 : .max
            for byte in bytes.reversed() { value = value << 8 | UInt64(byte) }
            return .integer(Int(Int64(bitPattern: value)))
        }
        guard count <= 64 else { throw failure("expected an integer, found one of \(count) bytes") }
        return .longInteger(Array(bytes))
    }

    private mutating func bytes(_ count: Int) throws -> PickleValue {
        _ = try cursor.take(count, for: "pickled bytes")
        return .bytes
    }

    private mutating func executeContainer(_ instruction: UInt8) throws {
        switch instruction {
        case UInt8(ascii: "}"):
            heap.dictionaries.append([])
            try push(.dictionary(heap.dictionaries.count - 1))
        case UInt8(ascii: "]"):
            heap.lists.append([])
            try push(.list(heap.lists.count - 1))
        case UInt8(ascii: "("):
            try charge(1)
            marks.append(stack.count)
        case UInt8(ascii: ")"): try pushTuple([])
        case UInt8(ascii: "t"): try pushTuple(popToMark())
        case 0x85: try pushTuple(pop(1))
        case 0x86: try pushTuple(pop(2))
        case 0x87: try pushTuple(pop(3))
        case UInt8(ascii: "s"): try setItems(pop(2))
        case UInt8(ascii: "u"): try setItems(popToMark())
        case UInt8(ascii: "a"): try append(pop(1))
        case UInt8(ascii: "e"): try append(popToMark())
        case UInt8(ascii: "0"): _ = try pop()
        case UInt8(ascii: "1"): _ = try popToMark()
        default: try push(top())
        }
    }

    private mutating func executeMemo(_ instruction: UInt8) throws {
        let what = "a pickle memo index"
        let index: UInt32
        switch instruction {
        case 0x94: index = UInt32(memo.count)
        case UInt8(ascii: "q"), UInt8(ascii: "h"): index = UInt32(try cursor.byte(for: what))
        default: index = try cursor.integer(UInt32.self, for: what)
        }
        if instruction == UInt8(ascii: "h") || instruction == UInt8(ascii: "j") {
            guard let value = memo[index] else {
                throw failure("expected memo \(index), found none")
            }
            try push(value)
        } else {
            try charge(1)
            memo[index] = try top()
        }
    }

    private mutating func pushGlobal(_ instruction: UInt8) throws {
        let (module, name): (String, String)
        if instruction == 0x93 {
            let names = try pop(2)
            guard case .string(let first) = names[0], case .string(let second) = names[1] else {
                throw failure("expected the name of a class, found \(names[0].kind)")
            }
            (module, name) = (first, second)
        } else {
            module = try line()
            name = try line()
        }
        try push(.global(PickleGlobal(module: module, name: name, file: file)))
    }

    /// Text up to the end of its line.
    private mutating func line() throws -> String {
        let window = file.bytes[cursor.offset..<min(cursor.offset + 256, cursor.end)]
        guard let end = window.firstIndex(of: 0x0A) else {
            throw failure("expected the name of a class, found no end of line")
        }
        let text = try cursor.text(end - cursor.offset, for: "the name of a class")
        _ = try cursor.byte(for: "an end of line")
        return text
    }

    /// Pushes the storage that a persistent identifier describes:
    /// `("storage", class, key, location, element count)`, in legacy files with a sixth, `None`.
    private mutating func pushStorage(_ identifier: PickleValue) throws {
        guard case .tuple(let index) = identifier, case let parts = heap.tuples[index],
            parts.count == 5 || parts.count == 6, case .string("storage") = parts[0],
            case .global(.storage(let dtype)) = parts[1], case .string(let key) = parts[2],
            case .string = parts[3], case .integer(let count) = parts[4], count >= 0
        else { throw failure("expected the description of a storage, found something else") }
        if parts.count == 6 {
            guard case .none = parts[5] else {
                throw failure("storage \(quoted(key)) is a view of another, expected a whole one")
            }
        }
        let storage = TorchStorage(key: key, dtype: dtype, count: count)
        guard storage.byteCount != nil else {
            throw failure("storage \(quoted(key)) of \(count) elements is larger than memory")
        }
        if let known = storageIndices[key] {
            guard heap.storages[known] == storage else {
                throw failure("storage \(quoted(key)) is described in two ways")
            }
            try push(.storage(known))
        } else {
            storageIndices[key] = heap.storages.count
            heap.storages.append(storage)
            try push(.storage(heap.storages.count - 1))
        }
    }

    // MARK: The stack

    mutating func push(_ value: PickleValue) throws {
        try charge(1)
        stack.append(value)
    }

    mutating func pushTuple(_ values: [PickleValue]) throws {
        heap.tuples.append(values)
        try push(.tuple(heap.tuples.count - 1))
    }

    mutating func pop() throws -> PickleValue {
        guard stack.count > marks.last ?? 0, let value = stack.popLast() else {
            throw failure("expected a value on the stack, found none")
        }
        return value
    }

    mutating func pop(_ count: Int) throws -> [PickleValue] {
        guard stack.count - (marks.last ?? 0) >= count else {
            throw failure("expected \(count) values on the stack, found fewer")
        }
        defer { stack.removeLast(count) }
        return Array(stack.suffix(count))
    }

    func top() throws -> PickleValue {
        guard stack.count > marks.last ?? 0, let value = stack.last else {
            throw failure("expected a value on the stack, found none")
        }
        return value
    }

    private mutating func popToMark() throws -> [PickleValue] {
        guard let mark = marks.popLast() else {
            throw failure("expected a mark on the stack, found none")
        }
        defer { stack.removeLast(stack.count - mark) }
        return Array(stack[mark...])
    }

    /// Counts values that are about to be made.
    mutating func charge(_ count: Int) throws {
        allowance -= count
        guard allowance >= 0 else {
            throw failure(
                "makes more values than its length allows, expected a plain state dictionary")
        }
    }

    func failure(_ problem: String) -> TensorFileError {
        file.failure("damaged pickle before byte \(cursor.offset): \(problem)")
    }
}
