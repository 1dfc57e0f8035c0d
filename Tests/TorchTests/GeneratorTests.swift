import GoldenSupport
import Testing
import Torch

@Suite struct GeneratorTests {
    @Test("The same seed gives the same numbers, another seed others")
    func seeds() {
        func numbers(_ seed: UInt64) -> Tensor {
            Tensor.randn([20], generator: Generator(seed: seed))
        }
        #expect(numbers(1).isEqual(to: numbers(1)))
        #expect(!numbers(1).isEqual(to: numbers(2)))
        #expect(!numbers(.max).isEqual(to: numbers(0)))
    }

    @Test("Seeding starts a stream anew")
    func reseeding() {
        let generator = Generator(seed: 1)
        let first = Tensor.rand([5], generator: generator)
        #expect(!Tensor.rand([5], generator: generator).isEqual(to: first))
        generator.seed(1)
        #expect(Tensor.rand([5], generator: generator).isEqual(to: first))
    }

    @Test("A state that is restored gives the same numbers, also in another generator")
    func restoring() throws {
        let generator = Generator(seed: 1)
        // An odd count of normal numbers leaves one of a pair for the next draw.
        _ = Tensor.randn([3], generator: generator)
        let state = generator.state
        let expected = Tensor.randn([7], generator: generator)
        try generator.restore(state)
        #expect(Tensor.randn([7], generator: generator).isEqual(to: expected))
        let other = Generator(seed: 99)
        try other.restore(state)
        #expect(Tensor.randn([7], generator: other).isEqual(to: expected))
    }

    @Test("A generator of one's own leaves the standard one alone, and the other way round")
    func independence() async {
        await #expect(processExitsWith: .success) {
            let own = Generator(seed: 3)
            Generator.standard().seed(3)
            let before = Generator.standard().state
            let drawn = Tensor.rand([4], generator: own)
            expect(Generator.standard().state, isIdenticalTo: before, "the standard state")
            let ownState = own.state
            #expect(Tensor.rand([4]).isEqual(to: drawn))
            expect(own.state, isIdenticalTo: ownState, "the own state")
        }
    }

    @Test("A device's standard generator is one and the same")
    func standardIsOne() async throws {
        await #expect(processExitsWith: .success) {
            let a = Generator.standard()
            let b = Generator.standard()
            a.seed(5)
            let numbers = Tensor.rand([4])
            b.seed(5)
            #expect(Tensor.rand([4], generator: a).isEqual(to: numbers))
        }
    }
}
