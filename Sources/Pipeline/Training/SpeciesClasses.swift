import Datasets
import Embedders

/// The species of a training's photographs, which an embedder can learn on the side.
struct SpeciesClasses {
    /// The names of the species that are learned, in order.
    let names: [String]
    /// The species of each row to learn from; ``Targets/ignored`` where it is not known. Where classes are mirrored,
    /// then of each row's mirror image, which is the same.
    let train: [Int]
    /// The species of each row held out; `nil` where it is not known, or not learned.
    let validation: [Int?]

    /// The photographs to learn from of each species.
    var counts: [Int] {
        train.reduce(into: Array(repeating: 0, count: names.count)) {
            if $1 != Targets.ignored { $0[$1] += 1 }
        }
    }

    /// The species of rows to learn from, and of those held out; `path` stands in errors.
    ///
    /// - Throws: `DatasetError` where there are not two species to tell apart.
    init(
        of train: PhotographTable, heldOut: PhotographTable, addingMirrored: Bool = false,
        path: String
    ) throws {
        names = Set(train.photographs.compactMap(\.species)).sorted()
        guard names.count >= 2 else {
            throw DatasetError(
                path: path,
                problem: "expected two species and more to learn on the side, found \(names.count)",
                advice: "fill the column `species`, or leave `head.species_weight` at 0")
        }
        let numbers = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        let found = train.photographs.map {
            $0.species.flatMap { numbers[$0] } ?? Targets.ignored
        }
        self.train = addingMirrored ? found + found : found
        validation = heldOut.photographs.map { $0.species.flatMap { numbers[$0] } }
    }
}
