import Embedders
import Testing
import Torch

@Suite struct PreprocessingTests {
    @Test func pixelsAreScaledPerChannel() {
        let preprocessing = Preprocessing(
            height: 1, width: 2, mean: [0.5, 0.4, 0.3], standardDeviation: [0.5, 0.2, 0.1])
        let pixels = Tensor([0, 255, 51, 102, 255, 0] as [UInt8], shape: [1, 3, 1, 2])

        let input = preprocessing.normalized(pixels).array(of: Float.self)

        for (found, expected) in zip(input, [-1, 1, -1, 0, 7, -3] as [Float]) {
            #expect(abs(found - expected) < 1e-5)
        }
    }
}
