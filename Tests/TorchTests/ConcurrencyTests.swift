import Foundation
import GoldenSupport
import Synchronization
import Testing
import Torch

/// Runs bodies on as many threads at once, and gives their results in order.
private func onThreads<Result: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) -> Result
) -> [Result] {
    let results = Mutex<[Int: Result]>([:])
    let group = DispatchGroup()
    for index in 0..<count {
        group.enter()
        Thread {
            let result = body(index)
            results.withLock { $0[index] = result }
            group.leave()
        }.start()
    }
    group.wait()
    return results.withLock { results in (0..<count).compactMap { results[$0] } }
}

@Suite struct ConcurrencyTests {
    @Test("A frozen tensor is read by eight tasks at once")
    func frozenTensor() async {
        let source = Tensor.arange(0..<10_000, dtype: .float64)
        let frozen = FrozenTensor(source)
        source.fill(0)
        let sums = await withTaskGroup(of: Double.self) { group in
            for factor in 1...8 {
                group.addTask {
                    (0..<50).reduce(0.0) { sum, _ in
                        sum + frozen.read { ($0 * factor).sum().item() }
                    } / Double(factor)
                }
            }
            return await group.reduce(into: [Double]()) { $0.append($1) }
        }
        #expect(sums == [Double](repeating: 50 * 49_995_000, count: 8))
        #expect(frozen.shape == [10_000] && frozen.dtype == .float64)
    }

    @Test("A thawed copy can be written, and the frozen tensor stays")
    func thaw() {
        let frozen = FrozenTensor(Tensor.ones([3]).requiringGrad() * 2)
        let copy = frozen.thaw()
        copy.fill(9)
        #expect(frozen.read { $0.array(of: Float.self) } == [2, 2, 2])
        #expect(!frozen.read { $0.requiresGrad })
    }

    @Test("Writing to a frozen tensor stops the process")
    func writingFrozen() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            FrozenTensor(Tensor.ones([3])).read { _ = $0.addInPlace(1) }
        }
        let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(message.contains("a frozen tensor was written to"))
    }

    @Test("Writing to a frozen tensor's memory stops the process too")
    func writingFrozenMemory() async {
        await #expect(processExitsWith: .failure) {
            FrozenTensor(Tensor.ones([3])).read { tensor in
                tensor.withUnsafeMutableBuffer(of: Float.self) { $0[0] = 2 }
            }
        }
    }

    @Test("A parcel brings tensors to another task, without a copy")
    func parcel() async {
        let tensor = Tensor.ones([3])
        let address = UInt(bitPattern: tensor.withUnsafeBytes(\.baseAddress))
        let parcel = TensorParcel([tensor])
        let (sum, arrived) = await Task.detached {
            let tensors = parcel.take()
            tensors[0].addInPlace(1)
            return (
                tensors[0].sum().item(),
                UInt(bitPattern: tensors[0].withUnsafeBytes(\.baseAddress))
            )
        }.value
        #expect(sum == 6)
        #expect(arrived == address)
    }

    @Test("A parcel is taken once")
    func parcelTwice() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            let parcel = TensorParcel([Tensor.ones([1])])
            _ = parcel.take()
            _ = parcel.take()
        }
        let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(message.contains("taken twice"))
    }

    @Test("Recording and autocast belong to a thread")
    func modesBelongToThreads() {
        let seen = noGrad {
            autocast(.bfloat16) {
                onThreads(2) { _ in
                    let matrix = Tensor.ones([2, 2]).requiringGrad()
                    let product = matrix.matmul(matrix)
                    return isGradEnabled && product.requiresGrad && product.dtype == .float32
                }
            }
        }
        #expect(seen == [true, true])
    }

    @Test("Threads that fail at once get each its own message")
    func messagesBelongToThreads() {
        let operation = Operator("aten::add", "Tensor")
        let wrong = onThreads(8) { thread in
            let a = Tensor.ones([thread + 2])
            let b = Tensor.ones([100 + thread])
            let expected =
                "The size of tensor a (\(thread + 2)) must match the size of tensor b "
                + "(\(100 + thread)) at non-singleton dimension 0"
            return (0..<200).count { _ in
                do {
                    _ = try operation.call([.tensor(a), .tensor(b)])
                    return true
                } catch {
                    return (error as? TorchError)?.message != expected
                }
            }
        }
        #expect(wrong == [Int](repeating: 0, count: 8))
    }

    @Test("A generator per task gives each task the numbers of its seed")
    func generatorPerTask() async {
        func numbers(_ seed: UInt64) -> [Float] {
            let generator = Generator(seed: seed)
            return (0..<20).flatMap { _ in
                Tensor.randn([7], generator: generator).array(of: Float.self)
            }
        }
        let alone = (0..<8).map { numbers(UInt64($0)) }
        let together = onThreads(8) { thread -> [Float] in
            let generator = Generator(seed: UInt64(thread))
            return (0..<20).flatMap { _ in
                Tensor.randn([7], generator: generator).array(of: Float.self)
            }
        }
        #expect(together == alone)
    }

    @Test("One generator drawn from by many threads gives each number once")
    func sharedGenerator() {
        let generator = Generator(seed: 1)
        let drawn = onThreads(8) { _ in
            (0..<500).map { _ in Tensor.rand([1], generator: generator, dtype: .float64).item() }
        }
        let alone = Generator(seed: 1)
        let expected = (0..<4000).map { _ in
            Tensor.rand([1], generator: alone, dtype: .float64).item()
        }
        #expect(drawn.flatMap { $0 }.sorted() == expected.sorted())
    }

    @Test("Threads compute gradients at once, each for its own leaves")
    func gradientsOnThreads() {
        let found = onThreads(8) { thread in
            let x = Tensor.full([64], Double(thread)).requiringGrad()
            for _ in 0..<20 { (x * x).sum().backward() }
            return x.grad?.max().item()
        }
        #expect(found == (0..<8).map { Double(40 * $0) })
    }
}
