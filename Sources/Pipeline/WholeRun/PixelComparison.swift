import Datasets
import Imaging
import Ranking
import Torch

extension WholeRun {
    /// How well photographs are named by comparing pixels alone: what a model that has learned is to be set beside.
    ///
    /// Crops of 32 × 32 grey pixels, less their mean, are compared by cosine. The run's tables must be there.
    ///
    /// - Returns: How photographs of known individuals do; `nil` where nobody said whom those to name show.
    /// - Throws: `DatasetError` where none of the photographs can be read.
    public func pixelComparison() throws -> IdentificationMetrics? {
        try context.pixelComparison()
    }
}

extension RunContext {
    private static let side = 32

    /// How well photographs are named by comparing pixels alone.
    func pixelComparison() throws -> IdentificationMetrics? {
        let known = try pixels(of: Dataset(contentsOf: seen(.known)).table)
        let ranker = Ranker([known], options: queryOptions)
        let individuals = ranker.individuals
        let found = ranker.rank([try pixels(of: named())]).filter {
            $0.truth.map(individuals.contains) ?? false
        }
        return found.isEmpty ? nil : IdentificationMetrics(found)
    }

    /// Photographs as points in the space of their pixels; those that cannot be read are left out.
    private func pixels(of table: PhotographTable) throws -> Embeddings {
        let regions = CropRegions(className: box, margin: configuration.crop.margin)
        let pictures = PictureFiles(
            table, crops: regions.crops(of: table),
            resizing: Resizing(
                to: ImageSize(width: Self.side, height: Self.side), fit: .stretch, kernel: .area))
        var images: [PixelImage] = []
        var rows: [Int] = []
        for row in 0..<table.count {
            do {
                images.append(try pictures.picture(at: row).image)
                rows.append(row)
            } catch {
                guard SkippedPhotograph(row: row, error: error) != nil else { throw error }
            }
        }
        guard !images.isEmpty else {
            throw DatasetError(
                path: table.root, problem: "none of its photographs can be read")
        }
        let grey = stackedPixels(images).to(.float32).mean(3).flatten(1)
        return Embeddings(
            vectors: grey - grey.mean(1, keepDimensions: true),
            images: rows.map { table[$0].path }, individuals: rows.map { table[$0].individual })
    }
}
