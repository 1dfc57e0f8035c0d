import Testing
import Torch

@Suite struct AutocastTests {
    private struct Failure: Error {}

    private let matrix = Tensor.ones([4, 4])

    private var product: DType { matrix.matmul(matrix).dtype }

    @Test("Products are short inside, and long before and after")
    func insideAndAfter() {
        #expect(product == .float32)
        let inside = autocast(.bfloat16) {
            (product, matrix.softmax(0).dtype, (matrix + matrix).dtype)
        }
        #expect(inside == (.bfloat16, .float32, .float32))
        #expect(product == .float32)
    }

    @Test("It can be nested, with another type and switched off")
    func nested() {
        autocast(.bfloat16) {
            autocast(.float16) { #expect(product == .float16) }
            #expect(product == .bfloat16)
            autocast(enabled: false) {
                #expect(product == .float32)
                autocast(.bfloat16) { #expect(product == .bfloat16) }
                #expect(product == .float32)
            }
            #expect(product == .bfloat16)
        }
        #expect(product == .float32)
    }

    @Test("An error that leaves the body leaves it too")
    func throwing() {
        do {
            try autocast(.bfloat16) {
                do {
                    try autocast(.float16) { throw Failure() }
                } catch {
                    #expect(product == .bfloat16)
                    throw error
                }
            }
            Issue.record("the error got lost")
        } catch {
            #expect(error is Failure)
        }
        #expect(product == .float32)
    }

    @Test("Weights that changed between calls are converted anew")
    func convertsAnew() {
        let weight = Tensor.ones([4, 4]).requiringGrad()
        func value() -> Double {
            autocast(.bfloat16) { matrix.matmul(weight).max().item() }
        }
        #expect(value() == 4)
        noGrad { _ = weight.fill(2) }
        #expect(value() == 8)
    }

    @Test("Gradients come back in the weights' own type")
    func gradients() {
        let weight = Tensor.ones([4, 4]).requiringGrad()
        let loss = autocast(.bfloat16) { matrix.matmul(weight).sum() }
        loss.backward()
        #expect(weight.grad?.dtype == .float32)
        #expect(weight.grad?.max().item() == 4)
    }
}
