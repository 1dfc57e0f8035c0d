import Imaging
import SimulatedSea
import Testing

/// What looks alone are worth: who looks at colours, or lays crops over each other, must not find out
/// who an animal is.
@Suite struct DifficultyTests {
    private struct Fin {
        var individual: String
        var isQuery: Bool
        var crop: PixelImage
    }

    @Test("Mean colour and raw pixels name fewer than 15 % of the animals")
    func looksAreNotEnough() {
        // Given the default sea, but small: chance is 1 in 30.
        var knobs = SeaKnobs(
            seed: 1, individuals: 30, photographsPerIndividual: 2, tail: 0, testShare: 0.5,
            newIndividualShare: 0, emptyShare: 0, companionShare: 0)
        (knobs.width, knobs.height) = (192, 128)
        let fins = SeaPlan(knobs).photographs.compactMap { planned in
            fin(render(planned.scene), isQuery: planned.split == .test)
        }
        let queries = fins.filter(\.isQuery)
        let database = fins.filter { !$0.isQuery }
        #expect(queries.count >= 25 && database.count >= 50)

        // When the nearest neighbour names the animal
        func share(_ side: Int, normalised: Bool) -> Double {
            let described = database.map { ($0.individual, features($0, side, normalised)) }
            let right = queries.filter { query in
                let own = features(query, side, normalised)
                let nearest = described.min { distance($0.1, own) < distance($1.1, own) }
                return nearest?.0 == query.individual
            }
            return Double(right.count) / Double(queries.count)
        }

        // Then it is mostly wrong.
        #expect(share(1, normalised: false) < 0.15)
        #expect(share(12, normalised: false) < 0.15)
        #expect(share(12, normalised: true) < 0.15)
    }

    private func fin(_ photograph: SeaPhotograph, isQuery: Bool) -> Fin? {
        guard let animal = photograph.annotations.first, let box = animal.finBox else { return nil }
        let image = PixelImage(
            copying: photograph.pixels,
            size: ImageSize(width: photograph.width, height: photograph.height))
        let crop = PixelRectangle(
            x: box.left, y: box.top, width: box.width, height: box.height)
        return Fin(
            individual: animal.individual, isQuery: isQuery,
            crop: image.resampled(crop: .pixels(crop)).image)
    }

    private func features(_ fin: Fin, _ side: Int, _ isNormalised: Bool) -> [Float] {
        let size = ImageSize(width: side, height: side)
        let values = fin.crop.resampled(resizing: Resizing(to: size)).image.bytes.map { Float($0) }
        guard isNormalised else { return values }
        let mean = values.reduce(0, +) / Float(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(values.count)
        return values.map { ($0 - mean) / max(variance.squareRoot(), 1e-3) }
    }

    private func distance(_ first: [Float], _ second: [Float]) -> Float {
        zip(first, second).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
}
