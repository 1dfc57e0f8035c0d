import Datasets
import Embedders
import Testing

@testable import Pipeline

@Suite struct TrainingDataTests {
    /// Rows `path individual side split`, `-` for what is not known.
    private func table(_ rows: [String]) -> PhotographTable {
        PhotographTable(
            root: "", furtherColumns: ["disease"],
            photographs: rows.map { row in
                let cells = row.split(separator: " ").map { $0 == "-" ? nil : String($0) }
                var photograph = Photograph(path: cells[0] ?? "", further: ["rust"])
                photograph.individual = cells[1]
                photograph.side = cells[2]
                photograph.split = cells[3].map { SplitName(rawValue: $0) }
                return photograph
            })
    }

    private func data(
        _ rows: [String], _ change: (inout TrainingConfiguration.Data) -> Void = { _ in }
    ) throws -> TrainingData {
        var settings = TrainingConfiguration.Data()
        change(&settings)
        return try TrainingData(table: table(rows), settings, seed: 1, path: "t.csv")
    }

    private let split = [
        "1 a left train", "2 a right train", "3 b left train", "4 a left validation",
        "5 z left validation", "6 b left test", "7 - left train",
    ]

    @Test("Given splits, what is held out and what is for the test are not learned from")
    func splitsAreKept() throws {
        let found = try data(split)

        #expect(found.train.photographs.map(\.path) == ["1", "2", "3"])
        #expect(found.classes == ["a", "b"])
        #expect(found.trainClasses == [0, 0, 1])
        #expect(found.validation.photographs.map(\.path) == ["4", "5"])
        #expect(found.validationClasses == [0, nil])
    }

    @Test("Given sides as classes of their own, individuals stay what is judged")
    func sidesAreClasses() throws {
        let found = try data(split) { $0.separatesSides = true }

        #expect(found.classes == ["a left", "a right", "b left"])
        #expect(found.trainClasses == [0, 1, 2])
        #expect(found.train.photographs.map(\.individual) == ["a", "a", "b"])
    }

    @Test("Given mirrored classes, each photograph counts twice, once as somebody else")
    func classesAreMirrored() throws {
        let found = try data(split) { $0.mirrorsClasses = true }

        #expect(found.classes == ["a", "b", "a mirrored", "b mirrored"])
        #expect(found.trainClasses == [0, 0, 1, 2, 2, 3])
        #expect(found.train.count == 3)
        #expect(found.validationClasses == [0, nil])
        #expect(found.counts == [2, 1, 2, 1])
    }

    @Test("Given names that two classes would share, the error says which")
    func namesMayNotCollide() throws {
        func problem(
            _ individuals: [String], _ change: (inout TrainingConfiguration.Data) -> Void
        ) -> String {
            let table = PhotographTable(
                root: "", furtherColumns: [],
                photographs: individuals.enumerated().map { number, name in
                    var photograph = Photograph(path: "\(number)")
                    photograph.individual = name
                    photograph.side = number == 0 ? "left" : nil
                    return photograph
                })
            var settings = TrainingConfiguration.Data()
            settings.validationShare = 0
            change(&settings)
            let error = #expect(throws: DatasetError.self) {
                try TrainingData(table: table, settings, seed: 1, path: "t.csv")
            }
            return error?.problem ?? ""
        }

        #expect(problem(["a", "a mirrored"]) { $0.mirrorsClasses = true }.contains("'a mirrored'"))
        #expect(problem(["a", "a left"]) { $0.separatesSides = true }.contains("'a left'"))
    }

    @Test("Given nothing to hold out, all is learned from where that is asked for")
    func nothingIsHeldOut() throws {
        let rows = ["1 a - train", "2 b - train", "3 a - test"]
        let found = try data(rows) { $0.validationShare = 0 }

        #expect(found.train.count == 2)
        #expect(found.validation.count == 0)
    }

    @Test("Given folds, one is held out, and what belongs to all is learned from")
    func foldsAreHeldOut() throws {
        let rows = ["1 a - fold-0", "2 a - fold-1", "3 b - fold-2", "4 b - train", "5 b - unused"]
        let found = try data(rows) { $0.fold = 1 }

        #expect(found.train.photographs.map(\.path) == ["1", "3", "4"])
        #expect(found.validation.photographs.map(\.path) == ["2"])
    }

    @Test("Given no split to choose by, a share of each individual is held out")
    func shareIsHeldOut() throws {
        let rows = (0..<40).map { "\($0) i\($0 % 4) - train" } + ["x i0 - test"]
        let found = try data(rows) { $0.validationShare = 0.25 }

        #expect(found.train.count + found.validation.count == 40)
        #expect((6...12).contains(found.validation.count))
        #expect(found.validationClasses.allSatisfy { $0 != nil })
    }

    @Test("Given classes with too few photographs, they are not learned")
    func rareClassesAreLeftOut() throws {
        let rows = split + ["8 c left train", "9 b right train"]
        let found = try data(rows) { $0.minimumPhotographs = 2 }

        #expect(found.classes == ["a", "b"])
        #expect(found.train.photographs.map(\.path) == ["1", "2", "3", "9"])
    }

    @Test("Given species, they are numbered by what is learned, and rows without one are ignored")
    func speciesOnTheSide() throws {
        func table(_ species: [String?]) -> PhotographTable {
            PhotographTable(
                root: "",
                photographs: species.map {
                    var photograph = Photograph(path: "x")
                    photograph.species = $0
                    return photograph
                })
        }
        let found = try SpeciesClasses(
            of: table(["whale", nil, "dolphin", "whale"]),
            heldOut: table(["dolphin", "seal", nil]), path: "t.csv")

        #expect(found.names == ["dolphin", "whale"])
        #expect(found.train == [1, Targets.ignored, 0, 1])
        #expect(found.counts == [1, 2])
        #expect(found.validation == [0, nil, nil])
        let error = #expect(throws: DatasetError.self) {
            try SpeciesClasses(of: table(["whale", nil]), heldOut: table([]), path: "t.csv")
        }
        #expect(error?.problem.contains("found 1") == true)
    }

    @Test("Given only classes held out that none is learned from, the error says so at once")
    func nothingCanBeJudged() throws {
        let error = #expect(throws: DatasetError.self) {
            try data(["1 a - train", "2 b - train", "3 c - validation"])
        }
        #expect(error?.problem.contains("none of the 1 photographs held out") == true)
        #expect(try data(split).unlearnedCount == 1)
    }

    @Test("Given classes of one photograph, a share that is held out leaves it to be learned from")
    func singlePhotographsAreLearned() throws {
        let rows =
            (0..<20).map { "\($0) i\($0 % 2) - train" } + ["x rare - train", "y odd - train"]
        let found = try data(rows) { $0.validationShare = 0.9 }

        #expect(found.classes == ["i0", "i1", "odd", "rare"])
        #expect(found.unlearnedCount == 0)
    }

    @Test("Given nothing to learn or to choose by, the error says what to check")
    func refusals() throws {
        func problem(
            _ rows: [String], _ change: (inout TrainingConfiguration.Data) -> Void = { _ in }
        ) -> String {
            let error = #expect(throws: DatasetError.self) { try data(rows, change) }
            return error?.description ?? ""
        }
        #expect(problem(split) { $0.label = "leaf" }.contains("individual, species, side, disease"))
        #expect(problem(split) { $0.label = "disease" }.contains("of 1"))
        #expect(problem(["1 a - train", "2 b - train"]).contains("to choose by"))
    }
}
