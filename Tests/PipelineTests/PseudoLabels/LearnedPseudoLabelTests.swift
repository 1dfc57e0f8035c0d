import Datasets
import Testing

@testable import Pipeline

/// What a training makes of rows whose labels a model gave.
@Suite struct LearnedPseudoLabelTests {
    private let columns = LabelColumn.allCases.map(\.rawValue)

    /// Rows `path individual split weight candidates origin teacher_fold`, `-` for nothing.
    private func table(_ rows: [String]) -> PhotographTable {
        PhotographTable(
            root: "photographs", furtherColumns: columns,
            photographs: rows.map { row in
                let cells = row.split(separator: " ").map { $0 == "-" ? "" : String($0) }
                var photograph = Photograph(
                    path: cells[0], further: [cells[3], cells[4], cells[5], "", "", cells[6]])
                photograph.individual = cells[1].isEmpty ? nil : cells[1]
                photograph.split = cells[2].isEmpty ? nil : SplitName(rawValue: cells[2])
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

    private let folds = [
        "1 a fold-0 - - - -", "2 a fold-1 - - - -", "3 b fold-0 - - - -", "4 b fold-1 - - - -",
        "5 a train 0.5 - pseudo-label 0", "6 b train 0.7 - pseudo-label 1",
        "7 b train 0.9 - pseudo-label -",
    ]

    @Test("Given teachers of several folds, a fold learns from the labels of its own alone")
    func foldsTakeTheirTeachersLabels() throws {
        for (fold, own) in [(0, "5"), (1, "6")] {
            let found = try data(folds) { $0.fold = fold }

            #expect(found.heldOutName == "\(fold)")
            #expect(found.leftOutPseudoLabels == 2)
            #expect(found.train.photographs.map(\.path).filter { $0 > "4" } == [own])
            #expect(found.trainWeights?.last == (fold == 0 ? 0.5 : 0.7))
        }
    }

    @Test(
        "Given labels of a teacher that may have seen what is held out, the training is refused",
        arguments: ["1", "-", "validation"])
    func leakingTeachersAreRefused(teacherFold: String) throws {
        let error = #expect(throws: DatasetError.self) {
            try data(folds.prefix(4) + ["5 a train 0.5 - pseudo-label \(teacherFold)"]) {
                $0.fold = 0
            }
        }
        #expect(error?.problem.contains("'0' is held out") == true)
        #expect(error?.problem.contains("all 1 pseudo-labels") == true)
    }

    @Test("Given a pseudo-labelled row of a photograph that is held out, the training is refused")
    func heldOutPhotographsAreRefused() throws {
        let error = #expect(throws: DatasetError.self) {
            try data(folds + ["3 b train 0.5 - pseudo-label 0"]) { $0.fold = 0 }
        }
        #expect(error?.problem.contains("row 8: 3 is pseudo-labelled, and held out") == true)
    }

    @Test("Given pseudo-labelled photographs of an encounter that is held out, they are left out")
    func heldOutEncountersAreLeftOut() throws {
        var table = table(folds)
        table[0].encounter = "fog"
        table[1].encounter = "rain"
        table[4].encounter = "fog"
        var settings = TrainingConfiguration.Data()
        settings.fold = 0

        let found = try TrainingData(table: table, settings, seed: 1, path: "t.csv")

        #expect(found.leftOutPseudoLabels == 3)
        #expect(found.train.photographs.map(\.path) == ["2", "4"])
        table[4].encounter = "rain"
        let other = try TrainingData(table: table, settings, seed: 1, path: "t.csv")
        #expect(other.train.photographs.map(\.path) == ["2", "4", "5"])
    }

    @Test("Given pseudo-labelled rows in the part held out, they are not judged by")
    func pseudoLabelsAreNeverJudgedBy() throws {
        let rows = [
            "1 a train - - - -", "2 b train - - - -", "3 a validation - - - -",
            "4 b validation 0.5 - pseudo-label validation",
            "5 b train 0.5 - pseudo-label validation",
        ]
        let found = try data(rows)

        #expect(found.validation.photographs.map(\.path) == ["3"])
        #expect(found.train.photographs.map(\.path) == ["1", "2", "5"])
        #expect(found.heldOutName == "validation")
        let inFold = try data(folds + ["8 a fold-0 0.5 - pseudo-label 0"]) { $0.fold = 0 }
        #expect(inFold.validation.photographs.map(\.path) == ["1", "3"])
    }

    @Test("Given a share held out, the same photographs are, whatever pseudo-labels join")
    func sharesStayTheSame() throws {
        let plain = (0..<40).map { "\($0) i\($0 % 4) train - - - -" }
        let teacher = try data(plain) { $0.validationShare = 0.25 }
        let name = try #require(teacher.heldOutName)
        let labelled = (0..<40).map { "x\($0) i\($0 % 4) train 0.5 - pseudo-label \(name)" }

        let student = try data(plain + labelled) { $0.validationShare = 0.25 }

        #expect(
            student.validation.photographs.map(\.path) == teacher.validation.photographs.map(\.path)
        )
        #expect(student.train.count == teacher.train.count + 40)
        #expect(throws: DatasetError.self) {
            try data(plain + labelled) { $0.validationShare = 0.5 }
        }
        let all = try data(plain + labelled) { $0.validationShare = 0 }
        #expect(all.train.count == 80 && all.heldOutName == nil)
    }

    @Test(
        "Given a malformed weight, the error names file and row",
        arguments: ["0", "1.01", "-0.5", "nan", "much"])
    func malformedWeights(weight: String) {
        let error = #expect(throws: DatasetError.self) {
            try data(["1 a train - - - -", "2 b train \(weight) - - -"])
        }
        #expect(error?.path == "t.csv")
        #expect(error?.problem.contains("row 2, 2: expected a weight") == true)
        #expect(error?.problem.contains("'\(weight)'") == true)
    }

    @Test(
        "Given malformed candidates, the error names file and row",
        arguments: ["a:0.5", "a:0.5;b:0.6", "a", "a:1:1", "a:0.5;a:0.5", "a:-1;b:2", "b:1", "%4:1"])
    func malformedCandidates(candidates: String) {
        let error = #expect(throws: DatasetError.self) {
            try data(["1 b train - - - -", "2 a train - \(candidates) - -"])
        }
        #expect(error?.problem.contains("row 2, 2: ") == true)
        #expect(error?.problem.contains(candidates) == true)
    }

    @Test("Given candidates, those that are learned share the whole, mirror images along")
    func candidatesAreShared() throws {
        let rows = [
            "1 a train - - - -", "2 b train - - - -", "3 a train - a:0.6;b:0.2;z:0.2 - -",
        ]
        let found = try data(rows) {
            $0.mirrorsClasses = true
            $0.validationShare = 0
        }

        #expect(found.trainCandidates.keys.sorted() == [2, 5])
        for (row, numbers) in [(2, [0, 1]), (5, [2, 3])] {
            let shares = try #require(found.trainCandidates[row])
            #expect(shares.map(\.number) == numbers)
            #expect(abs(shares[0].share - 0.75) < 1e-9 && abs(shares[1].share - 0.25) < 1e-9)
        }
    }
}
