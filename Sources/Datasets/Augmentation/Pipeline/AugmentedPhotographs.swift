import Imaging

/// Samples of a table's photographs, as a pipeline makes them.
public struct AugmentedPhotographs: SampleSource {
    /// The photographs with their boxes.
    public let table: PhotographTable
    /// The photographs' pixels, a picture for each row.
    public let pictures: any PictureSource
    /// What happens to them.
    public let pipeline: AugmentationPipeline
    /// Rows that mosaics and mixups may take in beside the row that is asked for.
    public let partners: [Int]

    /// Samples of photographs, of which there must be one for each row of the table.
    ///
    /// - Parameter partners: Rows that may be mixed in; all if left out. Where some rows are held out, those
    ///   that a sampler draws from.
    public init(
        table: PhotographTable, pictures: any PictureSource, pipeline: AugmentationPipeline,
        partners: [Int]? = nil
    ) {
        precondition(
            table.count == pictures.count,
            "\(table.count) rows and \(pictures.count) pictures")
        let partners = partners ?? Array(0..<table.count)
        precondition(
            table.count == 0
                || !partners.isEmpty && partners.allSatisfy((0..<table.count).contains),
            "partners are rows of \(table.count) photographs")
        self.partners = partners
        self.table = table
        self.pictures = pictures
        self.pipeline = pipeline
    }

    /// How many rows the table has.
    public var count: Int { table.count }

    /// Makes a sample; the same request gives the same one.
    ///
    /// - Throws: `ImageError`, which names the photograph, where it cannot be read.
    public func sample(_ request: SampleRequest) throws -> AugmentedSample {
        precondition(
            (0..<count).contains(request.row), "row \(request.row) of \(count) photographs")
        return try pipeline.sample(request, partners: partners, photograph: untouched)
    }

    /// A row's picture with its boxes, before any augmentation.
    ///
    /// - Throws: `ImageError` where the photograph cannot be had.
    public func untouched(row: Int) throws -> AugmentedPicture {
        let picture = try pictures.picture(at: row)
        let size = PictureSize(
            width: picture.photographSize.width, height: picture.photographSize.height)
        let boxes = table[row].boxes.map { label in
            let box = label.box.pixels(in: size)
            let start = picture.transform.apply(x: box.left, y: box.top)
            let end = picture.transform.apply(x: box.right, y: box.bottom)
            var label = label
            label.box = Box(left: start.x, top: start.y, right: end.x, bottom: end.y)
            return label
        }
        return AugmentedPicture(
            picture.image, boxes: boxes, row: row, limits: pipeline.boxLimits)
    }
}
