import Imaging

/// Photographs decoded from their files, each time anew.
public struct PictureFiles: PictureSource {
    /// The photographs' files.
    public let paths: [String]
    /// The part that is wanted of each, cut from the full resolution; all of it where `nil`.
    public let crops: [CropBox?]
    /// How files are read.
    public let decoder: ImageDecoder
    /// The size that each is brought to; as it is if left out.
    public let resizing: Resizing?

    /// Photographs, or a part of each: as many crops as paths, or none.
    public init(
        paths: [String], crops: [CropBox?]? = nil, resizing: Resizing? = nil,
        decoder: ImageDecoder = ImageDecoder()
    ) {
        precondition(
            crops.map { $0.count == paths.count } ?? true,
            "there are \(paths.count) photographs, but \(crops?.count ?? 0) crops")
        self.paths = paths
        self.crops = crops ?? Array(repeating: nil, count: paths.count)
        self.resizing = resizing
        self.decoder = decoder
    }

    /// The photographs of a table, row by row.
    public init(
        _ table: PhotographTable, crops: [CropBox?]? = nil, resizing: Resizing? = nil,
        decoder: ImageDecoder = ImageDecoder()
    ) {
        self.init(
            paths: (0..<table.count).map(table.file), crops: crops, resizing: resizing,
            decoder: decoder)
    }

    /// How many photographs there are.
    public var count: Int { paths.count }

    /// Decodes a photograph.
    ///
    /// - Throws: `ImageError` where the file is missing, damaged, too large or of an unknown kind.
    public func picture(at row: Int) throws -> DecodedImage {
        try decoder.decode(ImageFile(path: paths[row]), crop: crops[row], resizing: resizing)
    }
}
