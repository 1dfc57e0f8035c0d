import Datasets
import Foundation
import Imaging
import Progress
import Ranking
import TensorFiles
import Torch

/// Photographs to embeddings in a file: `flukeprint embed`.
///
/// What is done is kept, some thousand photographs at a time, in a folder beside the output until that is complete: a run
/// that was interrupted goes on from there.
public struct EmbeddingRun {
    /// How it computes.
    public struct Options: Sendable {
        /// Photographs in a batch.
        public var batchSize = 32
        /// Threads that read photographs.
        public var workers = 2
        /// Whether the embedding of the mirrored photograph is added.
        public var addsMirrored = false
        /// Whether convolutions and products are computed in bfloat16.
        public var isReduced = false
        /// The share of photographs that may be bad; a single one of several always may, unless it is 0.
        public var toleratedBadShare = 0.1
        /// The class of boxes to crop to; the model's own where it is nil.
        public var box: String?
        /// Where it is computed.
        public var device = Device.cpu
        /// Photographs that are kept together.
        public var photographsPerPart = 2048

        /// The defaults.
        public init() {}
    }

    /// What came of it.
    public struct Outcome: Sendable {
        /// Photographs embedded, those of earlier sessions too.
        public let count: Int
        /// Numbers in an embedding.
        public let width: Int
        /// Photographs that could not be read in this session.
        public let skipped: [SkippedPhotograph]
        /// Photographs embedded per second in this session.
        public let imagesPerSecond: Double
    }

    private let model: EmbeddingModel
    private let options: Options

    /// A run of a model.
    public init(_ model: EmbeddingModel, options: Options = Options()) {
        self.model = model
        self.options = options
    }

    /// Whether a run to that output was interrupted, and can go on.
    static func isUnfinished(_ output: String) -> Bool {
        FileManager.default.fileExists(atPath: EmbeddingParts.folder(beside: output))
    }

    /// Embeds the photographs of a table, with their individuals where it names them.
    ///
    /// - Parameters:
    ///   - table: the photographs.
    ///   - output: the file to write: `.npy`, with the table of its rows beside it, or safetensors.
    /// - Throws: `BadPhotographsError` where too many photographs cannot be read, `TensorFileError` where the output
    ///   cannot be written.
    public func run(_ table: PhotographTable, to output: String) throws -> Outcome {
        let kept = try kept(of: table, beside: output, as: "embed") { $0 }
        let individuals = kept.rows.map { table[$0].individual }
        try Embeddings(
            vectors: kept.tensor, images: kept.rows.map { table[$0].path },
            individuals: individuals.contains { $0 != nil } ? individuals : nil,
            model: model.digest
        ).write(to: output, with: table.rows(kept.rows))
        kept.parts.remove()
        return Outcome(
            count: kept.rows.count, width: model.embedder.configuration.width,
            skipped: kept.skipped, imagesPerSecond: kept.imagesPerSecond)
    }

    /// What is kept of photographs.
    struct Kept {
        /// A row for each photograph that could be read.
        let tensor: Tensor
        /// The rows of these photographs.
        let rows: [Int]
        /// Where it is kept, to be removed when the output is written.
        let parts: EmbeddingParts
        /// Photographs that could not be read in this session.
        let skipped: [SkippedPhotograph]
        /// Photographs embedded per second in this session.
        let imagesPerSecond: Double
    }

    /// Embeds photographs, and keeps what is made of their embeddings beside the output, part by part.
    ///
    /// - Parameters:
    ///   - purpose: what it is for, a word.
    ///   - make: makes of embeddings, `[N, D]`, what is kept: a row for each.
    /// - Throws: `BadPhotographsError` where too many photographs cannot be read, `TensorFileError` where parts cannot
    ///   be written.
    func kept(
        of table: PhotographTable, beside output: String, as purpose: String,
        _ make: (Tensor) -> Tensor
    ) throws -> Kept {
        try regions.check(table, path: table.root)
        let pictures = pictures(of: table)
        let parts = try EmbeddingParts(beside: output, key: key(of: table, for: purpose))
        var skipped: [SkippedPhotograph] = []
        var seconds = 0.0
        var embedded = 0
        let starts = Array(stride(from: 0, to: table.count, by: options.photographsPerPart))
        let done = starts.filter { parts.holds($0) }
        let doneCount = done.reduce(0) { $0 + min(options.photographsPerPart, table.count - $1) }
        let progress = ProgressReporter(
            purpose, unit: "photographs", total: table.count, done: doneCount)
        let embedder = model.embedder.to(device: options.device, memoryFormat: .channelsLast)
        for start in starts where !parts.holds(start) {
            let rows = Array(start..<min(start + options.photographsPerPart, table.count))
            let pass = EmbeddingPass(
                embedder: embedder, options: passOptions, device: options.device)
            let found = try pass.run(pictures, rows: rows, progress: { progress.advance(by: $0) })
            skipped += found.report.skipped
            seconds += found.report.seconds
            embedded += found.rows.count
            try judge(
                skipped, of: doneCount + embedded + skipped.count, isWhole: start == starts.last)
            try parts.write(make(found.vectors), rows: found.rows, at: start)
        }
        progress.finish()
        let (tensor, rows) = try parts.collected(starts)
        return Kept(
            tensor: tensor, rows: rows, parts: parts, skipped: skipped,
            imagesPerSecond: seconds > 0 ? Double(embedded) / seconds : 0)
    }

    /// Judges bad photographs over all parts, those of earlier sessions too: a short one may hold few others.
    private func judge(_ skipped: [SkippedPhotograph], of samples: Int, isWhole: Bool) throws {
        let limit = BadPhotographLimit(share: options.toleratedBadShare)
        guard isWhole || samples >= options.photographsPerPart,
            !limit.allows(skipped.count, of: samples)
        else { return }
        throw BadPhotographsError(
            photographs: skipped, skipped: skipped.count, samples: samples,
            tolerated: options.toleratedBadShare)
    }

    private var passOptions: EmbeddingPass.Options {
        EmbeddingPass.Options(
            batchSize: options.batchSize, workers: options.workers,
            addsMirrored: options.addsMirrored, isReduced: options.isReduced,
            toleratedBadShare: 1)
    }

    /// Which part of each photograph is seen.
    private var regions: CropRegions {
        CropRegions(
            className: options.box ?? model.training?.box ?? "",
            margin: model.training?.margin ?? TrainingConfiguration.Data().margin)
    }

    private func pictures(of table: PhotographTable) -> PictureFiles {
        let input = model.embedder.configuration.preprocessing
        let isLetterboxed = model.training?.isLetterboxed ?? false
        return PictureFiles(
            table, crops: regions.crops(of: table),
            resizing: Resizing(
                to: ImageSize(width: input.width, height: input.height),
                fit: isLetterboxed ? .letterbox(padding: Pixel(grey: 114)) : .stretch,
                kernel: .area))
    }

    /// All that decides what comes out.
    private func key(of table: PhotographTable, for purpose: String) -> String {
        let rows = table.photographs.map { photograph in
            let boxes = photograph.boxes.map { "\($0.className) \($0.box)" }
            return "\(photograph.path) \(boxes.joined(separator: ";"))"
        }
        let text =
            [
                purpose, model.digest, table.root, "\(options.addsMirrored) \(options.isReduced)",
                "\(options.box ?? "-") \(options.photographsPerPart)",
            ] + rows
        return FileDigest(text: text.joined(separator: "\n")).hexadecimal
    }
}
