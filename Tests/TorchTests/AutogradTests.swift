import GoldenSupport
import Testing
import Torch

@Suite struct AutogradTests {
    private struct Failure: Error {}

    private func values(_ tensor: Tensor?) -> [Float]? { tensor?.array(of: Float.self) }

    @Test("Gradients reach leaves, and accumulate until they are cleared")
    func accumulation() {
        let x = Tensor([Float(1), 2, 3]).requiringGrad()
        (x * x).sum().backward()
        #expect(values(x.grad) == [2, 4, 6])
        (x * 3).sum().backward()
        #expect(values(x.grad) == [5, 7, 9])
        x.grad = nil
        #expect(x.grad == nil)
        (x * 3).sum().backward()
        #expect(values(x.grad) == [3, 3, 3])
    }

    @Test("A gradient of the output weighs the elements")
    func weightedBackward() {
        let x = Tensor([Float(1), 2]).requiringGrad()
        (x * x).backward(gradient: Tensor([Float(10), 1]))
        #expect(values(x.grad) == [20, 4])
    }

    @Test("Leaves and recorded tensors know what they are")
    func recording() {
        let x = Tensor.ones([2]).requiringGrad()
        let y = x + x
        #expect(x.isLeaf && x.gradientFunction == nil)
        #expect(!y.isLeaf && y.requiresGrad && y.gradientFunction == "AddBackward0")
    }

    @Test("What was recorded serves once, or again where it is kept")
    func retainGraph() async {
        let x = Tensor.ones([2]).requiringGrad()
        let y = (x * x).sum()
        y.backward(retainGraph: true)
        y.backward()
        #expect(values(x.grad) == [4, 4])

        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            let x = Tensor.ones([2]).requiringGrad()
            let y = (x * x).sum()
            y.backward()
            y.backward()
        }
        let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(message.contains("backward through the graph a second time"))
    }

    @Test("A pass that is recorded gives second derivatives")
    func secondDerivative() throws {
        let x = Tensor([Float(2), 3]).requiringGrad()
        let first = try #require(
            gradients(of: [x.pow(3).sum()], for: [x], createGraph: true)[0])
        #expect(values(first) == [12, 27])
        let second = try #require(gradients(of: [first.sum()], for: [x])[0])
        #expect(values(second) == [12, 18])
        #expect(x.grad == nil)
    }

    @Test("Gradients are given for chosen inputs, nil for unused ones, and none accumulate")
    func gradientsOfInputs() {
        let a = Tensor.ones([2]).requiringGrad()
        let b = Tensor.ones([2]).requiringGrad()
        let unused = Tensor.ones([2]).requiringGrad()
        let found = gradients(
            of: [a * 2, a * b * 3], with: [Tensor([Float(1), 10]), Tensor.ones([2])],
            for: [b, unused, a])
        #expect(values(found[0]) == [3, 3])
        #expect(found[1] == nil)
        #expect(values(found[2]) == [5, 23])
        #expect(a.grad == nil && b.grad == nil)
    }

    @Test("Without recording, nothing is recorded; inside, recording can be switched on again")
    func noGradNested() {
        let x = Tensor.ones([2]).requiringGrad()
        #expect(isGradEnabled)
        noGrad {
            #expect(!isGradEnabled)
            #expect(!(x * 2).requiresGrad)
            withGrad {
                #expect((x * 2).requiresGrad)
                noGrad { #expect(!isGradEnabled) }
                #expect(isGradEnabled)
            }
            #expect(!isGradEnabled)
        }
        #expect(isGradEnabled)
    }

    @Test("An error that leaves the body leaves the mode as it was")
    func noGradThrows() {
        do {
            try noGrad {
                do {
                    try withGrad { throw Failure() }
                } catch {
                    #expect(!isGradEnabled)
                    throw error
                }
            }
            Issue.record("the error got lost")
        } catch {
            #expect(error is Failure)
        }
        #expect(isGradEnabled)
    }

    @Test("A detached tensor shares memory and is cut off from what was recorded")
    func detached() {
        let x = Tensor.ones([2]).requiringGrad()
        let y = x * 2
        let cut = y.detached()
        #expect(cut.sharesStorage(with: y) && !cut.requiresGrad && cut.isLeaf)
        (cut * x).sum().backward()
        #expect(values(x.grad) == [2, 2])
    }

    @Test("A gradient that is set is used, and memory that is set is seen")
    func settingGradientAndData() {
        let x = Tensor.ones([2]).requiringGrad()
        x.grad = Tensor([Float(5), 6])
        (x * 1).sum().backward()
        #expect(values(x.grad) == [6, 7])
        let data = Tensor([Float(8), 9])
        x.setData(data)
        #expect(x.sharesStorage(with: data) && x.requiresGrad && x.isLeaf)
    }

    @Test("Writing in place counts versions")
    func versions() {
        var x = Tensor.zeros([2])
        let before = x.version
        x += 1
        x[0] = Tensor(Float(3))
        #expect(x.version == before + 2)
        #expect(x.detached().version == x.version)
    }

    @Test("Writing to a leaf that wants gradients stops the process, but not without recording")
    func writingToLeaf() async {
        let x = Tensor.ones([2]).requiringGrad()
        noGrad { _ = x.addInPlace(1) }
        #expect(values(x) == [2, 2])
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            Tensor.ones([2]).requiringGrad().addInPlace(1)
        }
        let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(message.contains("a leaf Variable that requires grad"))
    }
}
