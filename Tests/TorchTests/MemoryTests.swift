import Foundation
import GoldenSupport
import Synchronization
import Testing
import Torch

/// Memory for floats, which counts how often it was freed.
private final class Owner {
    let memory: UnsafeMutablePointer<Float>
    private let releases: Counter

    init(_ values: [Float], releases: Counter) {
        memory = .allocate(capacity: values.count)
        for (index, value) in values.enumerated() {
            memory.advanced(by: index).initialize(to: value)
        }
        self.releases = releases
    }

    deinit {
        memory.deallocate()
        releases.count.add(1, ordering: .relaxed)
    }

    func tensor(shape: [Int], strides: [Int]? = nil) -> Tensor {
        Tensor(
            wrapping: UnsafeMutableRawPointer(memory), shape: shape,
            strides: strides, dtype: .float32, owner: self)
    }
}

private final class Counter: Sendable {
    let count = Atomic(0)
    var value: Int { count.load(ordering: .relaxed) }
}

@Suite struct MemoryTests {
    @Test("Swift's arrays come back as they went in, for every element type")
    func arrays() {
        func expectRoundTrip<Element: TensorElement & Equatable>(_ values: [Element]) {
            let tensor = Tensor(values)
            #expect(tensor.dtype == Element.dtype)
            #expect(tensor.shape == [values.count])
            #expect(tensor.array(of: Element.self) == values)
        }
        expectRoundTrip([true, false])
        expectRoundTrip([UInt8.min, .max])
        expectRoundTrip([Int8.min, .max])
        expectRoundTrip([Int16.min, .max])
        expectRoundTrip([Int32.min, .max])
        expectRoundTrip([Int64.min, .max])
        expectRoundTrip([Int.min, .max])
        expectRoundTrip([-Float.greatestFiniteMagnitude, .leastNonzeroMagnitude, .infinity])
        expectRoundTrip([-Double.greatestFiniteMagnitude, .leastNonzeroMagnitude, .infinity])
        expectRoundTrip([Float]())
    }

    @Test("Every element type is converted to every other, and keeps what it can hold")
    func conversions() {
        for from in DType.allCases {
            let tensor = Tensor([0, 1]).to(dtype: from)
            #expect(tensor.dtype == from)
            #expect(tensor.withUnsafeBytes(\.count) == 2 * from.byteCount)
            for to in DType.allCases {
                let converted = tensor.to(dtype: to)
                #expect(converted.dtype == to)
                #expect(converted.array(of: Int.self) == [0, 1], "\(from) to \(to)")
            }
            #expect(tensor.to(dtype: from) === tensor)
        }
    }

    @Test("Scalars, rows and bytes become tensors of their shape")
    func creation() {
        #expect(Tensor(3).shape == [])
        #expect(Tensor(3).intItem() == 3)
        #expect(Tensor(2.5).item() == 2.5)
        #expect(Tensor(rows: [[1, 2, 3], [4, 5, 6]]).shape == [2, 3])
        let bytes = Data([1, 0, 2, 0])
        let tensor = Tensor(copying: bytes, shape: [2], dtype: .int16)
        #expect(tensor.array(of: Int16.self) == [1, 2])
        let copied = bytes.withUnsafeBytes { Tensor(copying: $0, shape: [4], dtype: .uint8) }
        #expect(copied.array(of: UInt8.self) == [1, 0, 2, 0])
    }

    @Test("A contiguous tensor is read where it lies")
    func readsWithoutCopy() throws {
        let tensor = Tensor.zeros([100])
        let bytes = tensor.withUnsafeBytes(\.baseAddress)
        let buffer = tensor.withUnsafeBuffer(of: Float.self) { UnsafeRawPointer($0.baseAddress) }
        let writable = tensor.withUnsafeMutableBuffer(of: Float.self) {
            UnsafeRawPointer($0.baseAddress)
        }
        #expect(bytes != nil && buffer == bytes && writable == bytes)
        let data = tensor.withUnsafeData { data in data.withUnsafeBytes(\.baseAddress) }
        #expect(data == bytes)
    }

    @Test("Bytes are a copy, which later writes leave alone")
    func bytesAreACopy() {
        let tensor = Tensor.arange(0..<1000, dtype: .int32)
        let kept = tensor.bytes()
        tensor.fill(7)
        #expect(kept.withUnsafeBytes { Array($0.bindMemory(to: Int32.self)) } == Array(0..<1000))
        #expect(Tensor.zeros([0]).bytes().isEmpty)
    }

    @Test("A tensor with gaps is read in row-major order, from a copy")
    func readsStrided() {
        let tensor = Tensor(rows: [[Float(1), 2], [3, 4]])
        let turned = tensor.transpose()
        #expect(turned.sharesStorage(with: tensor) && turned.strides == [1, 2])
        #expect(turned.array(of: Float.self) == [1, 3, 2, 4])
        #expect(turned.withUnsafeBytes(\.baseAddress) != tensor.withUnsafeBytes(\.baseAddress))
        #expect(tensor.array(of: Double.self) == [1, 2, 3, 4])
    }

    @Test("Writing through the buffer writes the tensor")
    func writesInPlace() {
        let tensor = Tensor.zeros([3])
        tensor.withUnsafeMutableBuffer(of: Float.self) { $0[2] = 5 }
        #expect(tensor.array(of: Float.self) == [0, 0, 5])
    }

    @Test("Wrapped memory is the tensor's own, in both directions")
    func wrapsMemory() {
        let owner = Owner([1, 2, 3, 4, 5, 6], releases: Counter())
        let tensor = owner.tensor(shape: [2, 3])
        #expect(
            tensor.withUnsafeBytes(\.baseAddress) == UnsafeRawPointer(owner.memory))
        owner.memory[4] = 50
        #expect(tensor[1, 1].item() == 50)
        tensor.fill(7)
        #expect((0..<6).allSatisfy { owner.memory[$0] == 7 })
    }

    @Test("Wrapped memory can be seen through strides")
    func wrapsStrided() {
        let owner = Owner([1, 2, 3, 4, 5, 6], releases: Counter())
        let turned = owner.tensor(shape: [3, 2], strides: [1, 3])
        #expect(turned.array(of: Float.self) == [1, 4, 2, 5, 3, 6])
    }

    @Test("The owner of wrapped memory lives as long as any view, and is let go once")
    func ownerIsReleasedOnce() {
        let releases = Counter()
        var view: Tensor?
        do {
            let tensor = Owner([1, 2, 3, 4], releases: releases).tensor(shape: [2, 2])
            view = tensor[1].detached()
        }
        #expect(releases.value == 0)
        #expect(view?.array(of: Float.self) == [3, 4])
        view = nil
        #expect(releases.value == 1)
    }

    @Test("What autograd keeps of wrapped memory goes with the graph")
    func ownerInGraph() {
        let releases = Counter()
        var loss: Tensor?
        let weight = Tensor.ones([4]).requiringGrad()
        do {
            let input = Owner([1, 2, 3, 4], releases: releases).tensor(shape: [4])
            loss = (input * weight).sum()
        }
        #expect(releases.value == 0)
        loss?.backward()
        loss = nil
        #expect(releases.value == 1)
        #expect(weight.grad?.array(of: Float.self) == [1, 2, 3, 4])
    }

    @Test("A shape that the elements do not fill stops the process and is named")
    func wrongShapeStops() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            _ = Tensor([Float(1), 2, 3], shape: [2, 2])
        }
        let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(message.contains("shape [2, 2] does not hold 3 elements"))
    }

    @Test("An item of a tensor with several elements stops the process with libtorch's message")
    func itemOfMany() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            _ = Tensor.ones([2]).item()
        }
        let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(message.contains("2 elements"))
    }

    @Test("Elements are converted where another element type is asked for")
    func convertsElements() {
        #expect(Tensor([1.5, 2], dtype: .float32).dtype == .float32)
        #expect(
            Tensor(rows: [[1, 2], [3, 4]], dtype: .float16).array(of: Double.self) == [1, 2, 3, 4])
        #expect(Tensor(2.5, dtype: .bfloat16).item() == 2.5)
        #expect(Tensor([1.5]).dtype == .float64)
    }
}
