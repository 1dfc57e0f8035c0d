import Datasets
import Testing

@testable import Pipeline

@Suite struct PredictionFileTests {
    private let files: PseudoLabelFiles

    init() throws {
        files = try PseudoLabelFiles()
    }

    @Test("Given matches in any order, answers stand by their places, images as they came")
    func matchesAreRead() throws {
        let path = try files.write(
            "m.csv",
            [
                "place,image,individual,score,probability,neighbour,similarity",
                "2,b.jpg,new_individual,,0.25,,", "1,a.jpg,new_individual,,0.5,,",
                "1,b.jpg,ann,0.75,0.5,x.jpg,0.75", "2,a.jpg,ben,0.25,,y.jpg,0.25",
            ])

        let found = try PredictionFile(contentsOf: path).predictions

        #expect(found.map(\.image) == ["b.jpg", "a.jpg"])
        #expect(found[0].answers.map(\.individual) == ["ann", "new_individual"])
        #expect(found[0].best.probability == 0.5 && found[0].best.score == 0.75)
        #expect(!found[0].isNew && found[1].isNew)
        #expect(found[1].answers[1].probability == nil && found[1].line == 3)
    }

    @Test("Given a competition's table, each image has one answer and its confidence")
    func tablesAreRead() throws {
        let path = try files.write(
            "p.csv", ["image,individual_id,conf,species", "a.jpg,ann,0.75,beluga", "b.jpg,ben,1,"])

        let found = try PredictionFile(contentsOf: path).predictions

        #expect(found.map(\.best.individual) == ["ann", "ben"])
        #expect(found.map(\.best.probability) == [0.75, 1])
        #expect(found.map(\.species) == ["beluga", nil])
    }

    private static let heading = "image,place,individual,probability"

    @Test(
        "Given a malformed file, the error names it, with the line",
        arguments: [
            ([heading, "a,1,ann,0.5", "a,1,ben,0.5"], 3, "another answer in place 1"),
            ([heading, "a,1,ann,0.5", "a,2,ann,0.25"], 2, "the same answer in two places"),
            ([heading, "a,2,ann,0.5"], 2, "no answer in place 1"),
            ([heading, "a,0,ann,0.5"], 2, "from 1, found '0'"),
            ([heading, "a,1,,0.5"], 2, "'individual' is empty"),
            ([heading, ",1,ann,0.5"], 2, "'image' is empty"),
            ([heading, "a,1,ann,1.5"], 2, "from 0 to 1, found '1.5'"),
            ([heading, "a,1,ann,nan"], 2, "expected a number, found 'nan'"),
            (["image,place,who", "a,1,ann"], 1, "expected a column 'individual'"),
            (["image,individual_id", "a,ann"], 1, "expected a column 'conf'"),
            (["image,individual_id,conf", "a,ann,1", "a,ben,1"], 3, "stands there twice"),
            (["image,individual_id,conf", "a,ann,x"], 2, "found 'x'"),
            (["image,individual_id,conf"], nil, "found none"),
        ] as [([String], Int?, String)])
    func malformed(lines: [String], line: Int?, problem: String) throws {
        let path = try files.write("bad.csv", lines)

        let error = #expect(throws: DatasetError.self) { try PredictionFile(contentsOf: path) }

        #expect(error?.path == path && error?.line == line)
        #expect(error?.problem.contains(problem) == true, "\(error?.problem ?? "")")
    }
}
