import Testing

@testable import SimulatedSea

@Suite struct RenderingTests {
    private static let animal = Individual(name: "a", species: .bottlenoseDolphin, seed: 11)

    private static func scene(seed: UInt64, animals: [AnimalPose]) -> Scene {
        Scene(seed: seed, width: 192, height: 144, animals: animals)
    }

    @Test("The same scene gives the same pixels, another seed gives others")
    func isDeterministic() {
        let pose = AnimalPose(individual: Self.animal, side: .left)
        let first = render(Self.scene(seed: 1, animals: [pose]))
        #expect(first.pixels == render(Self.scene(seed: 1, animals: [pose])).pixels)
        #expect(first.pixels != render(Self.scene(seed: 2, animals: [pose])).pixels)
        #expect(first.pixels.count == 192 * 144 * 3)
    }

    @Test("Boxes enclose just the pixels that show the animal", arguments: [Side.left, .right])
    func boxesEncloseTheMask(side: Side) throws {
        let pose = AnimalPose(individual: Self.animal, side: side)
        let (photograph, coverage) = renderWithCoverage(Self.scene(seed: 3, animals: [pose]))
        let annotation = try #require(photograph.annotations.first)
        #expect(annotation.individual == "a" && annotation.side == side)
        #expect(annotation.visibleFraction > 0.5)
        for (mask, box) in [
            (coverage[0].fin, annotation.finBox), (coverage[0].whole, annotation.bodyBox),
        ] {
            let shown = mask.indices.filter { mask[$0] >= Coverage.threshold }
            let columns = shown.map { $0 % 192 }
            let rows = shown.map { $0 / 192 }
            let found = try #require(box)
            #expect(found.left == columns.min() && found.right == (columns.max() ?? 0) + 1)
            #expect(found.top == rows.min() && found.bottom == (rows.max() ?? 0) + 1)
        }
        #expect((annotation.finBox?.height ?? 0) > 10)
    }

    @Test("An animal's fin is its own, and the same whenever it is asked for")
    func outlinesAreIndividual() {
        let again = Individual(name: "other name", species: .bottlenoseDolphin, seed: 11)
        let other = Individual(name: "b", species: .bottlenoseDolphin, seed: 12)
        #expect(Self.animal.finOutline == again.finOutline)
        #expect(Self.animal.finOutline != other.finOutline)
    }

    @Test("Empty, tiny and extreme scenes are rendered")
    func extremes() {
        #expect(render(Self.scene(seed: 4, animals: [])).annotations.isEmpty)
        let wild = SimulatedSpecies.allCases.map { species in
            AnimalPose(
                individual: Individual(name: "x", species: species, seed: 5, distinctiveness: 3),
                side: .right, across: -1, distance: 0, yaw: 9, roll: -9, pitch: 9, emergence: 20,
                arch: -5, splash: 9)
        }
        let photograph = render(Scene(seed: 5, width: 16, height: 16, animals: wild))
        #expect(photograph.annotations.count == wild.count)
    }
}
