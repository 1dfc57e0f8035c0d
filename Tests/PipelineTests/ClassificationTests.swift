import Embedders
import Foundation
import GoldenSupport
import Testing
import Torch
import TorchNN

@testable import Pipeline

/// Against scikit-learn, and by hand.
@Suite struct ClassificationTests {
    private static let goldens = Golden.all("classification", in: .module)

    /// A head that takes embeddings for scores.
    private final class GivenScores: Module, ClassificationHead {
        let classCount: Int
        let labelSmoothing = 0.0
        init(_ classCount: Int) { self.classCount = classCount }
        func scores(_ embeddings: Tensor) -> Tensor { embeddings }
        func logits(_ scores: Tensor, labels: Tensor?) -> Tensor { scores }
    }

    @Test(
        "Given scores, when they are judged, then the figures are scikit-learn's",
        arguments: goldens)
    func figuresAgree(_ golden: Golden) throws {
        let tensors = try golden.tensors()
        func numbers(_ name: String) throws -> [Double] {
            try tensors.required(name).array(of: Double.self)
        }
        let truth = try tensors.required("truth").array(of: Int.self)
        let scores = try tensors.required("scores")
        let names = (0..<scores.size(1)).map { String(format: "class %02d", $0) }

        let likeliest = LikeliestClasses(of: scores, by: GivenScores(names.count))
        let found = Classification(
            of: zip(truth, likeliest.candidates).enumerated().map {
                ClassAnswer(image: "\($0).jpg", truth: names[$1.0], candidates: $1.1)
            }, label: "species", classes: names, counts: Array(1...names.count))

        let probabilities = likeliest.candidates.flatMap { $0.map { Double($0.probability) } }
        for (found, expected) in zip(probabilities, try numbers("probabilities")) {
            #expect(abs(found - expected) < 1e-6)
        }
        #expect(abs(found.top1 - (try numbers("top1")[0])) < 1e-12)
        #expect(abs(found.top5 - (try numbers("top5")[0])) < 1e-12)
        #expect(abs(found.meanRecall - (try numbers("balanced_accuracy")[0])) < 1e-12)
        let groups = Dictionary(uniqueKeysWithValues: found.classes.map { ($0.name, $0) })
        let (precision, recall) = (try numbers("precision"), try numbers("recall"))
        let support = try tensors.required("support").array(of: Int.self)
        let matrix = try tensors.required("confusion_matrix").array(of: Int.self)
        for (number, name) in names.enumerated() {
            let group = groups[name]
            #expect(group?.count ?? 0 == support[number])
            #expect(group.map { $0.learned == number + 1 } ?? true)
            #expect(group?.right ?? 0 == matrix[number * names.count + number])
            #expect(group?.recall ?? -1 == (recall[number].isNaN ? -1 : recall[number]))
            #expect(group?.precision ?? -1 == (precision[number].isNaN ? -1 : precision[number]))
        }
        var confused = found.confusions.reduce(into: [:]) {
            $0["\($1.truth) \($1.answer)"] = $1.count
        }
        for (row, truth) in names.enumerated() {
            for (column, answer) in names.enumerated() where row != column {
                let count = confused.removeValue(forKey: "\(truth) \(answer)") ?? 0
                #expect(count == matrix[row * names.count + column])
            }
        }
        #expect(confused.isEmpty)
    }

    /// Answers such as `rust blight 0.9`: what it is (`-` where nobody said), what is said, and how surely.
    private func classification(_ answers: [String], _ names: [String]) throws -> Classification {
        Classification(
            of: try answers.enumerated().map { row, text in
                let cells = text.split(separator: " ").map(String.init)
                return ClassAnswer(
                    image: "\(row).jpg", truth: cells[0] == "-" ? nil : cells[0],
                    candidates: [
                        .init(
                            number: try #require(names.firstIndex(of: cells[1])),
                            probability: try #require(Float(cells[2])))
                    ])
            }, label: "disease", classes: names, counts: names.map { _ in 7 })
    }

    @Test("Given classes that were not learned, and none at all, then these take no part")
    func strangersTakeNoPart() throws {
        let found = try classification(
            ["rust rust 0.9", "mould rust 0.8", "- rust 0.7", "rust blight 0.6"],
            ["blight", "rust"])

        #expect(found.count == 2 && found.unlearnedCount == 1 && found.namelessCount == 1)
        #expect(found.top1 == 0.5 && found.meanRecall == 0.5)
        #expect(found.text.contains("1 of other classes left out, 1 without a label left out"))
    }

    @Test(
        "Given confusions, then the surest photograph stands beside one that is rightly called so")
    func confusionsHaveExamples() throws {
        let found = try classification(
            [
                "rust blight 0.6", "rust blight 0.8", "blight blight 0.7", "blight blight 0.9",
                "rust rust 0.9", "mould rust 0.5",
            ], ["blight", "mould", "rust"])

        #expect(found.confusions.map(\.count) == [2, 1])
        #expect(found.confusions[0].image == "1.jpg" && found.confusions[0].example == "3.jpg")
        #expect(found.classes.map(\.name) == ["mould", "rust", "blight"])
        let again = try JSONDecoder().decode(
            Classification.self, from: Data(try found.json.utf8))
        #expect(try again.json == found.json)
    }

    @Test("Given thousands of classes, then text and page show the worst, and the rest together")
    func manyClassesStayReadable() throws {
        let names = (0..<3000).map { String(format: "n%04d", $0) }
        let right = names.map { "\($0) \($0) 0.9" }
        let wrong = (0..<40).flatMap { number in
            Array(
                repeating: "\(names[number]) \(names[number + 1]) 0.5", count: number == 7 ? 5 : 1)
        }
        let found = try classification(right + wrong, names)

        let page = ClassificationPage(of: found, photographs: "/nowhere").html

        #expect(found.text.split(separator: "\n").count < 12)
        #expect(found.text.contains("confused   n0007 taken for n0008, 5 ×"))
        #expect(page.utf8.count < 400_000)
        #expect(page.components(separatedBy: "<rect").count - 1 == 25 * 25)
        #expect(page.contains("all others, called all others: "))
        #expect(page.components(separatedBy: "<figure>").count - 1 == 48)
        #expect(page.contains("The 100 worst of 3000"))
    }
}
