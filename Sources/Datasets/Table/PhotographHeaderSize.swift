import Imaging

extension PictureSize {
    /// The size of a photograph's file as it is looked at, by its header: nothing is decoded.
    ///
    /// - Throws: `ImageError` where the file is missing, damaged or of an unknown kind.
    public init(ofPhotograph path: String) throws {
        let size = try ImageDecoder().header(of: ImageFile(path: path)).size
        self.init(width: size.width, height: size.height)
    }
}
