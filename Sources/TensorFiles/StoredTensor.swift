/// A tensor that lies in a file: where its elements are and how to step through them.
///
/// Every element that the shape and strides can reach lies inside the file; this is checked when
/// the file is opened. The tensor keeps the file's memory alive.
public struct StoredTensor: Sendable {
    /// The name, as in the file.
    public let name: String
    /// The type of the elements, stored little-endian.
    public let dtype: DType
    /// The size of each dimension, outermost first; empty for a scalar.
    public let shape: [Int]
    /// How many elements to step for the next index of each dimension; never negative.
    public let strides: [Int]
    /// Where element 0 starts, in bytes from the start of the file.
    public let byteOffset: Int
    /// The file that holds the elements.
    public let file: FileBytes

    /// How many elements the shape has.
    public var elementCount: Int { shape.reduce(1, *) }

    /// How many bytes the elements take when they lie one after another.
    public var byteCount: Int { elementCount * dtype.byteCount }

    /// Whether the elements lie one after another, the last dimension fastest.
    public var isContiguous: Bool {
        if shape.contains(0) { return true }
        var expected = 1
        for (size, stride) in zip(shape, strides).reversed() where size != 1 {
            if stride != expected { return false }
            expected *= size
        }
        return true
    }

    /// Whether element 0 lies where the processor likes elements of this type to lie.
    public var isAligned: Bool {
        guard let base = file.bytes.baseAddress else { return true }
        return (Int(bitPattern: base) + byteOffset) % dtype.byteCount == 0
    }

    /// Calls `body` with the elements one after another, the last dimension fastest.
    ///
    /// A contiguous tensor is not copied: the bytes are the file's own.
    public func withContiguousBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try withExtendedLifetime(file) {
            guard !isContiguous else {
                let range = byteOffset..<byteOffset + byteCount
                return try body(UnsafeRawBufferPointer(rebasing: file.bytes[range]))
            }
            let gathered = UnsafeMutableRawBufferPointer.allocate(
                byteCount: byteCount, alignment: 64)
            defer { gathered.deallocate() }
            switch dtype.byteCount {
            case 1: gather(UInt8.self, into: gathered)
            case 2: gather(UInt16.self, into: gathered)
            case 4: gather(UInt32.self, into: gathered)
            default: gather(UInt64.self, into: gathered)
            }
            return try body(UnsafeRawBufferPointer(gathered))
        }
    }

    /// A copy of the elements one after another, the last dimension fastest.
    public func contiguousBytes() -> [UInt8] {
        withContiguousBytes { Array($0) }
    }

    /// The same tensor under another name.
    public func renamed(_ name: String) -> StoredTensor {
        StoredTensor(
            unchecked: name, dtype: dtype, shape: shape, strides: strides, byteOffset: byteOffset,
            file: file)
    }

    /// Copies the elements in row-major order; `Unit` is as wide as an element.
    private func gather<Unit: BitwiseCopyable>(
        _ unit: Unit.Type, into target: UnsafeMutableRawBufferPointer
    ) {
        let width = MemoryLayout<Unit>.size
        let steps = strides.map { $0 * width }
        var index = [Int](repeating: 0, count: shape.count)
        var source = byteOffset
        for position in 0..<elementCount {
            let value = file.bytes.loadUnaligned(fromByteOffset: source, as: unit)
            target.storeBytes(of: value, toByteOffset: position * width, as: unit)
            for dimension in shape.indices.reversed() {
                index[dimension] += 1
                source += steps[dimension]
                if index[dimension] < shape[dimension] { break }
                source -= steps[dimension] * shape[dimension]
                index[dimension] = 0
            }
        }
    }
}

extension StoredTensor {
    /// Tensors have at most this many dimensions, as in PyTorch.
    static let maximumRank = 64

    /// A tensor that shows fewer stored elements many times (stride 0) may unfold to this many bytes.
    static let maximumUnfoldedByteCount = 16 << 20

    /// Checks that every element lies inside `storage`, a range of the file.
    ///
    /// - Parameters:
    ///   - strides: in elements; nil where the elements lie one after another.
    ///   - elementOffset: where element 0 lies in the storage, in elements.
    init(
        name: String, dtype: DType, shape: [Int], strides: [Int]? = nil, storage: Range<Int>,
        elementOffset: Int = 0, file: FileBytes
    ) throws {
        func refusal(_ problem: String) -> TensorFileError {
            file.failure(
                "tensor \(quoted(name)) of shape \(shape.prefix(Self.maximumRank)) \(problem)")
        }
        guard shape.count <= Self.maximumRank else {
            throw refusal("has \(shape.count) dimensions, expected at most \(Self.maximumRank)")
        }
        guard shape.allSatisfy({ $0 >= 0 }) else { throw refusal("has a negative size") }
        guard let contiguous = Self.contiguousStrides(shape, width: dtype.byteCount) else {
            throw refusal("has more elements than memory can hold")
        }
        let strides = strides ?? contiguous
        guard strides.count == shape.count, strides.allSatisfy({ $0 >= 0 }) else {
            throw refusal(
                "has strides \(strides.prefix(Self.maximumRank)), expected one per dimension, none negative"
            )
        }
        let available = storage.count / dtype.byteCount
        let isEmpty = shape.contains(0)
        guard elementOffset >= 0, elementOffset <= available,
            let last = isEmpty
                ? elementOffset : Self.lastElement(shape, strides, from: elementOffset),
            isEmpty || last < available
        else {
            throw refusal(
                "and strides \(strides) starts at element \(elementOffset) and reaches outside "
                    + "its storage of \(available) elements (\(storage.count) bytes)")
        }
        let byteCount = shape.reduce(dtype.byteCount, *)
        guard byteCount <= max(storage.count, Self.maximumUnfoldedByteCount) else {
            throw refusal(
                "repeats a storage of \(storage.count) bytes to \(byteCount) bytes, "
                    + "expected at most \(Self.maximumUnfoldedByteCount)")
        }
        guard storage.lowerBound >= 0, storage.upperBound <= file.bytes.count else {
            throw refusal("lies at bytes \(storage), outside the file of \(file.bytes.count) bytes")
        }
        self.init(
            unchecked: name, dtype: dtype, shape: shape, strides: strides,
            byteOffset: storage.lowerBound + elementOffset * dtype.byteCount, file: file)
    }

    private init(
        unchecked name: String, dtype: DType, shape: [Int], strides: [Int], byteOffset: Int,
        file: FileBytes
    ) {
        self.name = name
        self.dtype = dtype
        self.shape = shape
        self.strides = strides
        self.byteOffset = byteOffset
        self.file = file
    }

    /// Row-major strides; nil where the byte count overflows, sizes of 0 counted as 1.
    private static func contiguousStrides(_ shape: [Int], width: Int) -> [Int]? {
        var strides = [Int](repeating: 1, count: shape.count)
        var step = 1
        for dimension in shape.indices.reversed() {
            strides[dimension] = step
            let (next, overflow) = step.multipliedReportingOverflow(by: max(shape[dimension], 1))
            if overflow { return nil }
            step = next
        }
        return step.multipliedReportingOverflow(by: width).overflow ? nil : strides
    }

    /// The element furthest from the start; nil where it overflows.
    private static func lastElement(_ shape: [Int], _ strides: [Int], from first: Int) -> Int? {
        var last = first
        for (size, stride) in zip(shape, strides) {
            let (reach, tooFar) = (size - 1).multipliedReportingOverflow(by: stride)
            let (sum, overflow) = last.addingReportingOverflow(reach)
            if tooFar || overflow { return nil }
            last = sum
        }
        return last
    }
}
