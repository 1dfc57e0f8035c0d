import GoldenSupport
import Randomness
import Testing
import Torch

@testable import Detectors

@Suite struct AnchorTests {
    private struct Recording: Decodable {
        var threshold: Double
    }

    @Test(
        "Given boxes and anchors, when compared, then the fit is the package's",
        arguments: Golden.all("anchors", in: .module))
    func fit(golden: Golden) throws {
        let recording: Recording = try golden.configuration()
        let tensors = try golden.tensors()
        func sizes(_ name: String) throws -> [Anchors.Size] {
            let numbers: [Float] = try tensors.required(name).array()
            return stride(from: 0, to: numbers.count, by: 2).map {
                Anchors.Size(width: Double(numbers[$0]), height: Double(numbers[$0 + 1]))
            }
        }

        let fit = AnchorFit(
            of: try sizes("anchors"), to: try sizes("sizes"), factor: recording.threshold)

        func value(_ name: String) throws -> Double { try tensors.required(name).item() }
        #expect(abs(fit.recall - (try value("best_possible_recall"))) < 1e-6)
        #expect(abs(fit.anchorsPerBox - (try value("anchors_per_box"))) < 1e-5)
        #expect(abs(fit.fitness - (try value("fitness"))) < 1e-5)
    }

    @Test func anchorsAreFoundWhereBoxesAre() throws {
        // Given tiny boxes in nine clusters, which the published anchors do not fit
        var random = SeededRandom(seed: 1)
        let boxes = (0..<900).map { number in
            let side = 2.2 * Double(number % 3 + 1)
            let aspect = [0.3, 1, 3.4][number / 3 % 3]
            return Anchors.Size(
                width: side * aspect * random.uniform(0.95...1.05),
                height: side / aspect * random.uniform(0.95...1.05) + 1)
        }
        let visible = boxes.filter { $0.width >= 2 && $0.height >= 2 }
        let published = AnchorFit(of: Anchors.published.all, to: visible, factor: 2)

        // When others are sought
        var search = AnchorSearch(seed: 3)
        search.factor = 2
        let found = try #require(search.anchors(for: boxes))

        // Then every box fits one, and they are in order
        let fit = AnchorFit(of: found.all, to: visible, factor: 2)
        #expect(published.recall < 0.5)
        #expect(fit.recall > 0.99)
        #expect(fit.fitness > 0.85)
        #expect(found.all.map(\.area) == found.all.map(\.area).sorted())
        #expect(search.anchors(for: boxes) == found)
    }

    @Test func fewerSizesThanAnchorsGiveNone() {
        let boxes = Array(repeating: Anchors.Size(width: 20, height: 10), count: 40)

        #expect(AnchorSearch(seed: 0).anchors(for: boxes) == nil)
    }

    @Test func weightFilesHoldAnchorsInCells() {
        let head = YOLOv5(YOLOv5Configuration(.nano, classCount: 1)).head

        #expect(head.anchors == .published)
        let numbers: [Float] = head.cellAnchors[2][2].array()
        #expect(numbers == [373 / 32, 326 / 32])
    }
}
