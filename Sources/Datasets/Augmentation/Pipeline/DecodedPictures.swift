import Imaging

/// A table's photographs, decoded each time that they are asked for.
public struct DecodedPictures: PictureSource {
    private let table: PhotographTable
    private let decoder: ImageDecoder
    private let resizing: Resizing?

    /// The photographs of a table.
    ///
    /// - Parameter resizing: What they are brought to while they are decoded, such as `shrinkInside` some
    ///   pixels; their own size if left out.
    public init(
        _ table: PhotographTable, decoder: ImageDecoder = ImageDecoder(), resizing: Resizing? = nil
    ) {
        self.table = table
        self.decoder = decoder
        self.resizing = resizing
    }

    /// How many rows the table has.
    public var count: Int { table.count }

    /// Decodes the photograph of a row.
    ///
    /// - Throws: `ImageError`, which names the photograph, where it cannot be read.
    public func picture(at row: Int) throws -> DecodedImage {
        try decoder.decode(ImageFile(path: table.file(at: row)), resizing: resizing)
    }
}
