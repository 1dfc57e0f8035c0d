import Imaging

/// Where pictures for training come from: files, or a cache of them; called by many threads at once.
public protocol PictureSource: Sendable {
    /// How many rows there are.
    var count: Int { get }

    /// The decoded, perhaps shrunk, photograph of a row; its transform maps the photograph's pixels into it.
    ///
    /// - Throws: `ImageError`, which names the photograph, where it cannot be had.
    func picture(at row: Int) throws -> DecodedImage
}
