import Datasets
import Foundation
import Ranking
import TensorFiles
import Testing
import Torch

@testable import Pipeline

/// Files of embeddings that belong together, and those that do not.
@Suite struct RankingInputTests {
    private let folder: TemporaryFolder
    private let points: [(image: String, angle: Double, individual: String?)] = [
        ("1.jpg", 0, "a"), ("2.jpg", 30, nil), ("3.jpg", 60, "b"),
    ]

    init() throws { folder = try TemporaryFolder() }

    private func write(_ embeddings: Embeddings, _ name: String) throws -> String {
        try embeddings.write(to: folder(name))
        return folder(name)
    }

    private func table(_ rows: [(String, String?)]) -> PhotographTable {
        PhotographTable(
            root: folder.path,
            photographs: rows.map { path, individual in
                var photograph = Photograph(path: path)
                photograph.individual = individual
                return photograph
            })
    }

    private func problem(_ read: () throws -> Void) -> TensorFileError? {
        #expect(throws: TensorFileError.self) { try read() }
    }

    @Test("Given a second model's file in another order, its rows stand as the first's")
    func reordering() throws {
        let first = try write(angledEmbeddings(points), "1.safetensors")
        let turned = points.map { ($0.image, $0.angle + 5, $0.individual) }
        let second = try write(
            angledEmbeddings([turned[2], turned[0], turned[1]]), "2.safetensors")

        let input = try RankingInput([first, second])

        #expect(
            input.models.map(\.images) == [["1.jpg", "2.jpg", "3.jpg"], input.models[0].images])
        #expect(input.models[1].individuals == ["a", nil, "b"])
        #expect(
            input.models[1].vectors.isClose(to: angledEmbeddings(turned).vectors, absolute: 1e-6))
    }

    @Test("Given a second model's file of other photographs, the error names both files")
    func otherPhotographs() throws {
        let first = try write(angledEmbeddings(points), "1.safetensors")
        let fewer = try write(angledEmbeddings(Array(points.prefix(2))), "2.safetensors")
        let others = try write(
            angledEmbeddings(points.map { ("x" + $0.image, $0.angle, $0.individual) }),
            "3.safetensors")

        for path in [fewer, others] {
            let error = problem { _ = try RankingInput([first, path]) }
            #expect(error?.path == path && error?.kind == .malformed)
            #expect(error?.problem.contains("other photographs than \(first)") == true)
        }
    }

    @Test("Given photographs that share a name, they are joined in one order alone")
    func sharedNames() throws {
        let twice = points + [("1.jpg", 90, "c")]
        let first = try write(angledEmbeddings(twice), "1.safetensors")
        let same = try write(angledEmbeddings(twice), "2.safetensors")
        let turned = try write(angledEmbeddings(twice.reversed()), "3.safetensors")

        #expect(try RankingInput([first, same]).models[1].individuals == ["a", nil, "b", "c"])
        let error = problem { _ = try RankingInput([first, turned]) }
        #expect(error?.path == turned && error?.problem.contains("another order") == true)
        let unanswerable = problem { try RankingInput([first]).checkAnswerable() }
        #expect(unanswerable?.problem.contains("several embeddings are of 1.jpg") == true)
    }

    @Test("Given a table, it says who is shown; a photograph that it lacks is refused")
    func tables() throws {
        let path = try write(angledEmbeddings(points), "1.safetensors")
        let rows: [(String, String?)] = [
            ("3.jpg", "x"), ("2.jpg", "y"), ("1.jpg", nil), ("0", "z"),
        ]

        let input = try RankingInput([path], table: table(rows))

        #expect(input.models[0].individuals == [nil, "y", "x"])
        let error = problem { _ = try RankingInput([path], table: table(Array(rows.prefix(2)))) }
        #expect(error?.path == path && error?.problem.contains("no row for") == true)
        #expect(error?.problem.contains("1.jpg") == true)
    }

    @Test("Given nobody's name, a new one's alone or an empty text, it is no database")
    func names() throws {
        for individual in [nil, "new_individual", ""] {
            let path = try write(angledEmbeddings([("1.jpg", 0, individual)]), "1.safetensors")
            let input = try RankingInput([path])
            #expect(problem { try input.checkNamed() }?.path == path)
            try input.checkAnswerable()
        }
        let empty = try write(
            Embeddings(vectors: Tensor.zeros([0, 2]), images: [], individuals: []),
            "1.safetensors")
        #expect(problem { try RankingInput([empty]).checkNamed() }?.path == empty)
        #expect(problem { try RankingInput([empty]).checkAnswerable() }?.path == empty)
        let named = try write(angledEmbeddings(points), "2.safetensors")
        try RankingInput([named]).checkNamed()
    }

    @Test("Given other models, widths or numbers of models, inputs are not compared")
    func comparisons() throws {
        let one = try write(angledEmbeddings(points, model: "one"), "1.safetensors")
        let other = try write(angledEmbeddings(points, model: "other"), "2.safetensors")
        let unknown = try write(angledEmbeddings(points), "3.safetensors")
        let wide = try write(
            Embeddings(vectors: Tensor.ones([1, 3]), images: ["w.jpg"]), "4.safetensors")
        let input = try RankingInput([one])

        try input.checkComparable(with: RankingInput([unknown]))
        for (paths, culprit) in [([other], other), ([wide], wide), ([one, other], one)] {
            let error = problem { try input.checkComparable(with: RankingInput(paths)) }
            #expect(error?.path == culprit && error?.kind == .malformed)
        }
        // Models stand in their order.
        let both = try RankingInput([one, other])
        try both.checkComparable(with: both)
        let error = problem { try both.checkComparable(with: RankingInput([other, one])) }
        #expect(error?.problem.contains("but \(one) of one") == true)
    }
}
