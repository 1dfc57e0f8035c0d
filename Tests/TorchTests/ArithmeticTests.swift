import Testing
import Torch

@Suite struct ArithmeticTests {
    private let x = Tensor([Float(-3), 0, 5])
    private let y = Tensor([Float(2), 0, 4])

    private func values(_ tensor: Tensor) -> [Float] { tensor.array() }
    private func truths(_ tensor: Tensor) -> [Bool] { tensor.array() }

    @Test("Numbers stand on either side, and leave the element type as it is")
    func numbers() {
        #expect(values(x + 1) == [-2, 1, 6])
        #expect(values(1 + x) == [-2, 1, 6])
        #expect(values(x - 1) == [-4, -1, 4])
        #expect(values(1 - x) == [4, 1, -4])
        #expect(values(x * 2.5) == [-7.5, 0, 12.5])
        #expect(values(Float(2.5) * x) == [-7.5, 0, 12.5])
        #expect(values(x / 2) == [-1.5, 0, 2.5])
        #expect(values(x % 4) == [1, 0, 1])
        #expect(values(x.floorDivide(2)) == [-2, 0, 2])
        #expect(values(x.pow(2.0)) == [9, 0, 25])
        let integers = Tensor([7, -7])
        #expect((integers + 1).dtype == .int64)
        #expect((integers + 1.5).dtype == .float32)
        #expect(integers.floorDivide(2).array(of: Int.self) == [3, -4])
        #expect((integers % 3).array(of: Int.self) == [1, 2])
    }

    @Test("Arithmetic in place through a mask or indices writes back what they gathered")
    func inPlaceThroughSubscripts() {
        let tensor = Tensor([Float(-2), 1, -4, 3])
        tensor[tensor .< 0] *= 0.5
        #expect(values(tensor) == [-1, 1, -2, 3])
        tensor[Tensor([0, 3])] += 10
        #expect(values(tensor) == [9, 1, -2, 13])
        tensor[1...] -= Tensor([Float(1), 2, 3])
        #expect(values(tensor) == [9, 0, -4, 10])
        tensor[0] /= 3
        #expect(values(tensor) == [3, 0, -4, 10])
    }

    @Test("Integers stay integers between integer bounds")
    func clampKeepsIntegers() {
        let clamped = Tensor([-3, 2, 9]).clamp(min: 0, max: 5)
        #expect(clamped.dtype == .int64)
        #expect(clamped.array(of: Int.self) == [0, 2, 5])
        #expect(Tensor([Float(-3), 9]).clamp(max: 5).dtype == .float32)
    }

    @Test("Arithmetic in place writes the memory, and whoever shares it sees it")
    func inPlace() {
        var tensor = Tensor([Float(1), 2, 3])
        let view = tensor[1...]
        tensor += 1
        #expect(values(view) == [3, 4])
        tensor += Tensor([Float(1), 0, 0])
        tensor -= Tensor([Float(0), 0, 1])
        #expect(values(tensor) == [3, 3, 3])
        tensor *= 4
        tensor *= Tensor([Float(1), 2, 3])
        tensor /= 2
        tensor /= Tensor([Float(1), 2, 3])
        #expect(values(tensor) == [6, 6, 6])
        tensor -= 1
        tensor.addInPlace(1).addInPlace(Tensor([Float(1), 2, 3]), scale: -2)
        #expect(values(tensor) == [4, 2, 0])
        tensor.lerpInPlace(towards: Tensor([Float(0), 0, 4]), weight: 0.25)
        #expect(values(tensor) == [3, 1.5, 1])
        #expect(values(view) == [1.5, 1])
        tensor.zero()
        #expect(values(view) == [0, 0])
    }

    @Test("Comparisons go element by element, with tensors and numbers")
    func comparisons() {
        #expect(truths(x .== y) == [false, true, false])
        #expect(truths(x .== 5) == [false, false, true])
        #expect(truths(x .!= y) == [true, false, true])
        #expect(truths(x .!= 5) == [true, true, false])
        #expect(truths(x .< y) == [true, false, false])
        #expect(truths(x .< 0) == [true, false, false])
        #expect(truths(x .<= y) == [true, true, false])
        #expect(truths(x .<= 0) == [true, true, false])
        #expect(truths(x .> y) == [false, false, true])
        #expect(truths(x .> 0) == [false, false, true])
        #expect(truths(x .>= y) == [false, true, true])
        #expect(truths(x .>= 0.0) == [false, true, true])
        #expect(truths(.!(x .>= 0)) == [true, false, false])
        #expect(truths((x / 0).isFinite) == [false, false, false])
        #expect(truths((x / 0).isNaN) == [false, true, false])
    }

    @Test("Whole tensors are equal, or close, by shape and all elements")
    func equality() {
        #expect(x.isEqual(to: x.clone()))
        #expect(!x.isEqual(to: x.reshape(1, 3)))
        #expect(!x.isEqual(to: y))
        #expect(x.isClose(to: x * 1.000001))
        #expect(!x.isClose(to: x + 1e-3))
        #expect(x.isClose(to: x + 1e-3, absolute: 1e-2))
        #expect(!(x / 0).isClose(to: x / 0))
    }

    @Test("A view has the memory of its source, and a clone its own")
    func viewsAndClones() {
        #expect(x.view(3, 1).sharesStorage(with: x))
        #expect(x.reshape(3, 1).sharesStorage(with: x))
        #expect(x.expand([2, 3]).sharesStorage(with: x))
        #expect(!x.clone().sharesStorage(with: x))
        #expect(x.contiguous() === x)
        let turned = Tensor.ones([2, 3]).transpose()
        #expect(!turned.isContiguous() && turned.contiguous().isContiguous())
        #expect(x.split([1, 2]).map { values($0) } == [[-3], [0, 5]])
        #expect(Tensor.ones([2, 3, 4]).size(-1) == 4)
    }

    @Test("A decomposition multiplies back to its matrix")
    func decompositions() {
        let matrix = Tensor.randn([5, 3], generator: Generator(seed: 8), dtype: .float64)
        let (q, r) = matrix.qr()
        #expect(q.matmul(r).isClose(to: matrix))
        let (u, s, vh) = matrix.svd()
        #expect((u * s).matmul(vh).isClose(to: matrix))
        let square = matrix.transpose().matmul(matrix)
        let (values, vectors) = square.eigh()
        #expect((vectors * values).matmul(vectors.transpose()).isClose(to: square))
    }

    @Test("Tensors are made like others in shape, type and order of memory")
    func likeOthers() {
        let image = Tensor.ones([1, 2, 3, 3], dtype: .float64).to(memoryFormat: .channelsLast)
        for tensor in [Tensor.zeros(like: image), Tensor.ones(like: image), .empty(like: image)] {
            #expect(tensor.shape == image.shape && tensor.dtype == .float64)
            #expect(tensor.isContiguous(.channelsLast))
        }
        #expect(
            Tensor.empty([1, 2, 3, 3], memoryFormat: .channelsLast).isContiguous(.channelsLast))
    }
}
