import Datasets
import Embedders
import Foundation
import Imaging
import Ranking
import Testing
import Torch

@testable import Pipeline

@Suite struct EmbeddingRunTests {
    private let folder = NSTemporaryDirectory() + "embedding-\(UUID().uuidString)"

    /// Given ten photographs, each of a shade of its own, and an embedder of random weights.
    private func prepare() throws -> (table: PhotographTable, run: EmbeddingRun) {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        for number in 0..<10 { try photograph(number) }
        let table = PhotographTable(
            root: folder,
            photographs: (0..<10).map { number in
                var photograph = Photograph(path: "\(number).png")
                photograph.individual = number < 8 ? "no. \(number % 4)" : nil
                return photograph
            })
        var configuration = EmbedderConfiguration(
            try Architecture(named: "tf_efficientnet_lite0"), width: 16,
            neck: NeckConfiguration(.gem))
        configuration.preprocessing.width = 32
        configuration.preprocessing.height = 32
        try Embedder(configuration, generator: Generator(seed: 1)).write(to: folder + "/model")
        var options = EmbeddingRun.Options()
        options.batchSize = 4
        options.photographsPerPart = 4
        return (
            table, EmbeddingRun(try EmbeddingModel(contentsOf: folder + "/model"), options: options)
        )
    }

    private func photograph(_ number: Int) throws {
        let shade = UInt8(20 + 20 * number)
        let picture = PixelImage(
            size: ImageSize(width: 40, height: 30),
            filledWith: Pixel(red: shade, green: 255 - shade, blue: shade / 2))
        try picture.write(to: folder + "/\(number).png")
    }

    @Test("Given photographs, each has a row of length 1 with its name and individual")
    func rows() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (table, run) = try prepare()

        let outcome = try run.run(table, to: folder + "/out.safetensors")

        let found = try Embeddings(contentsOf: folder + "/out.safetensors")
        #expect(outcome.count == 10 && outcome.width == 16 && outcome.skipped.isEmpty)
        #expect(found.images == table.photographs.map(\.path))
        #expect(found.individuals == table.photographs.map(\.individual))
        #expect(found.vectors.norm(1).isClose(to: Tensor.ones([10]), absolute: 1e-5))
        #expect(!FileManager.default.fileExists(atPath: folder + "/out.safetensors.parts"))
    }

    @Test(
        "Given photographs that are their own mirror images, then the mirrored ones change nothing")
    func mirroredPhotographs() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (table, _) = try prepare()
        let embedder = try EmbeddingModel(contentsOf: folder + "/model").embedder
        let pictures = PictureFiles(
            table, resizing: Resizing(to: ImageSize(width: 32, height: 32), kernel: .area))
        func vectors(_ addsMirrored: Bool) throws -> Tensor {
            try EmbeddingPass(
                embedder: embedder, options: .init(workers: 1, addsMirrored: addsMirrored)
            ).run(pictures, rows: Array(0..<10)).vectors
        }

        // All but nothing: the padding is not the same on both sides.
        let plain = try vectors(false)
        let difference = (try vectors(true) - plain).norm().item()
        #expect(difference < 0.2 * plain.norm().item(), "\(difference)")
    }

    @Test("Given a photograph unlike its mirror image, then its embedding is the mean of both")
    func meansOfMirroredPhotographs() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try prepare()
        // Of the network's size, so that both are resized alike: bright on the left, and on the right.
        let size = ImageSize(width: 32, height: 32)
        for (name, isBright) in [("left", { $0 < 10 }), ("right", { $0 >= 22 })]
            as [(String, (Int) -> Bool)]
        {
            let pixels = (0..<32 * 32).flatMap { pixel -> [UInt8] in
                isBright(pixel % 32) ? [250, 200, 20] : [10, 30, UInt8(pixel / 32 * 8)]
            }
            try PixelImage(copying: pixels, size: size).write(to: folder + "/\(name).png")
        }
        let table = PhotographTable(
            root: folder, photographs: ["left.png", "right.png"].map { Photograph(path: $0) })
        let model = try EmbeddingModel(contentsOf: folder + "/model")
        let plain = try EmbeddingPass(embedder: model.embedder, options: .init(workers: 1))
            .run(PictureFiles(table, resizing: Resizing(to: size, kernel: .area)), rows: [0, 1])
            .vectors
        var options = EmbeddingRun.Options()
        options.addsMirrored = true

        _ = try EmbeddingRun(model, options: options).run(table, to: folder + "/out.safetensors")

        let found = try Embeddings(contentsOf: folder + "/out.safetensors").vectors
        let mean = (plain[0] + plain[1]) / 2
        let expected = mean / mean.norm()
        let alone = plain[0] / plain[0].norm()
        #expect((alone - expected).norm().item() > 0.01)
        for row in 0..<2 {
            #expect((found[row] - expected).norm().item() < 1e-4)
        }
    }

    @Test("Given a run that stopped in its last part, it goes on without the parts that are done")
    func resumes() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (table, run) = try prepare()
        _ = try run.run(table, to: folder + "/whole.safetensors")
        for number in 8..<10 {
            try Data("no picture".utf8).write(
                to: URL(fileURLWithPath: folder + "/\(number).png"))
        }
        #expect(throws: BadPhotographsError.self) {
            try run.run(table, to: folder + "/out.safetensors")
        }
        #expect(!FileManager.default.fileExists(atPath: folder + "/out.safetensors"))

        for number in 8..<10 { try photograph(number) }
        // What is done is not read again.
        for number in 0..<8 {
            try FileManager.default.removeItem(atPath: folder + "/\(number).png")
        }
        _ = try run.run(table, to: folder + "/out.safetensors")

        let whole = try Embeddings(contentsOf: folder + "/whole.safetensors")
        let resumed = try Embeddings(contentsOf: folder + "/out.safetensors")
        #expect(resumed.images == whole.images)
        #expect(resumed.vectors.isEqual(to: whole.vectors))
    }
}
