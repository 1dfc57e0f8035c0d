import CTorch
import Foundation

// Between Swift's memory and libtorch's, with no more copies than needed.

extension Tensor {
    /// A tensor with a copy of the elements; `shape` must have as many, `[n]` if left out.
    ///
    /// The element type is Swift's: `[1.0, 2.0]` is of `Double`, so that it gives `float64`. Where
    /// weights want `float32`, write `[Float]`, or give `dtype`.
    public convenience init<Element: TensorElement>(
        _ elements: [Element], shape: [Int]? = nil, dtype: DType? = nil
    ) {
        let shape = shape ?? [elements.count]
        precondition(
            shape.reduce(1, *) == elements.count,
            "shape \(shape) does not hold \(elements.count) elements")
        let copy = elements.withUnsafeBytes {
            Tensor.handleOfCopy($0, shape: shape, dtype: Element.dtype)
        }
        guard let dtype, dtype != Element.dtype else {
            self.init(owning: copy)
            return
        }
        self.init(owning: Tensor(owning: copy).to(dtype: dtype).retainedHandle())
    }

    /// A matrix with a copy of the rows, which must be equally long.
    public convenience init<Element: TensorElement>(rows: [[Element]], dtype: DType? = nil) {
        let width = rows.first?.count ?? 0
        precondition(rows.allSatisfy { $0.count == width }, "rows differ in length")
        self.init(rows.flatMap { $0 }, shape: [rows.count, width], dtype: dtype)
    }

    /// A tensor with one element and no dimensions.
    public convenience init<Element: TensorElement>(_ scalar: Element, dtype: DType? = nil) {
        self.init([scalar], shape: [], dtype: dtype)
    }

    /// A contiguous tensor with a copy of the bytes, which must be what the shape needs.
    public convenience init(
        copying bytes: UnsafeRawBufferPointer, shape: [Int], dtype: DType
    ) {
        self.init(owning: Tensor.handleOfCopy(bytes, shape: shape, dtype: dtype))
    }

    /// A contiguous tensor with a copy of the data, which must be what the shape needs.
    public convenience init(copying data: Data, shape: [Int], dtype: DType) {
        self.init(
            owning: data.withUnsafeBytes {
                Tensor.handleOfCopy($0, shape: shape, dtype: dtype)
            })
    }

    /// A tensor over memory that is not copied, and that `owner` keeps alive.
    ///
    /// Whoever writes the memory writes the tensor. `strides` is in elements, row-major if left out;
    /// `memory` must be aligned to the element type.
    public convenience init(
        wrapping memory: UnsafeMutableRawPointer, shape: [Int], strides: [Int]? = nil,
        dtype: DType, owner: AnyObject
    ) {
        precondition(
            Int(bitPattern: memory) % dtype.byteCount == 0, "memory is not aligned to \(dtype)")
        let strides = strides ?? Tensor.rowMajorStrides(of: shape)
        precondition(strides.count == shape.count, "strides \(strides) for shape \(shape)")
        let context = Unmanaged.passRetained(owner)
        let handle = shape.map(Int64.init).withUnsafeBufferPointer { shape in
            strides.map(Int64.init).withUnsafeBufferPointer { strides in
                ctorch_from_memory(
                    memory, dtype.code, shape.baseAddress, strides.baseAddress,
                    Int32(shape.count),
                    { context in
                        if let context { Unmanaged<AnyObject>.fromOpaque(context).release() }
                    },
                    context.toOpaque())
            }
        }
        guard let handle else {
            context.release()
            stop(TorchError.last)
        }
        self.init(owning: handle)
    }

    static func handleOfCopy(
        _ bytes: UnsafeRawBufferPointer, shape: [Int], dtype: DType
    ) -> ctorch_tensor {
        let handle = shape.map(Int64.init).withUnsafeBufferPointer { shape in
            ctorch_copy_memory(
                bytes.baseAddress, bytes.count, dtype.code, shape.baseAddress, Int32(shape.count))
        }
        guard let handle else { stop(TorchError.last) }
        return handle
    }

    /// Strides of a contiguous tensor, in elements.
    static func rowMajorStrides(of shape: [Int]) -> [Int] {
        var strides = [Int](repeating: 1, count: shape.count)
        for index in shape.indices.dropLast().reversed() {
            strides[index] = strides[index + 1] * Swift.max(shape[index + 1], 1)
        }
        return strides
    }
}

extension Tensor {
    /// The elements in row-major order, converted to `Element` where they are of another type.
    public func array<Element: TensorElement>(of type: Element.Type = Element.self) -> [Element] {
        withUnsafeBuffer(of: type) { Array($0) }
    }

    /// The value of a tensor with one element, as a real number.
    public func item() -> Double {
        var value = 0.0
        guard ctorch_item_double(handle, &value) else { stop(TorchError.last) }
        return value
    }

    /// The value of a tensor with one element, as an integer.
    public func intItem() -> Int {
        var value: Int64 = 0
        guard ctorch_item_int(handle, &value) else { stop(TorchError.last) }
        return Int(value)
    }

    /// Reads the elements in row-major order.
    ///
    /// Nothing is copied where the tensor is contiguous, on the CPU and of that element type.
    public func withUnsafeBuffer<Element: TensorElement, Result>(
        of type: Element.Type, _ body: (UnsafeBufferPointer<Element>) throws -> Result
    ) rethrows -> Result {
        try to(dtype: Element.dtype).withUnsafeBytes { bytes in
            try body(bytes.bindMemory(to: Element.self))
        }
    }

    /// Reads the bytes of the elements in row-major order.
    ///
    /// Nothing is copied where the tensor is contiguous and on the CPU.
    public func withUnsafeBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        let source = detached().to(device: .cpu).contiguous()
        return try withExtendedLifetime(source) {
            try body(
                UnsafeRawBufferPointer(
                    start: ctorch_data(source.handle), count: count * dtype.byteCount))
        }
    }

    /// Writes the elements in place; the tensor must be contiguous, on the CPU and of that type.
    public func withUnsafeMutableBuffer<Element: TensorElement, Result>(
        of type: Element.Type, _ body: (UnsafeMutableBufferPointer<Element>) throws -> Result
    ) rethrows -> Result {
        precondition(
            isContiguous() && device == .cpu && dtype == Element.dtype,
            "a contiguous \(Element.dtype) tensor on the CPU is needed, not \(dtype) on \(device)")
        ctorch_note_write(handle)
        let start = ctorch_data(handle)?.bindMemory(to: Element.self, capacity: count)
        return try withExtendedLifetime(self) {
            try body(UnsafeMutableBufferPointer(start: start, count: count))
        }
    }

    /// A copy of the bytes of the elements in row-major order.
    public func bytes() -> Data {
        withUnsafeBytes { Data($0) }
    }

    /// Reads the bytes of the elements in row-major order as data, which must not leave the body.
    ///
    /// Nothing is copied where the tensor is contiguous and on the CPU.
    public func withUnsafeData<Result>(_ body: (Data) throws -> Result) rethrows -> Result {
        try withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return try body(Data()) }
            return try body(
                Data(
                    bytesNoCopy: UnsafeMutableRawPointer(mutating: start), count: bytes.count,
                    deallocator: .none))
        }
    }
}
