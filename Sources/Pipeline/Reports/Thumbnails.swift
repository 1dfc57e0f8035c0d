import Foundation
import Imaging

/// Small pictures of photographs, for pages that hold them.
struct Thumbnails {
    /// The folder that names of images start from.
    let folder: String
    /// The longer edge, in pixels.
    var edge = 180

    /// A figure of an image; one that cannot be read is named and says so.
    func figure(_ image: String, caption: String) -> String {
        let path = image.hasPrefix("/") ? image : "\(folder)/\(image)"
        let picture =
            picture(of: path, name: image)
            ?? "<img alt=\"\(image.escapedForHTML): cannot be shown\">"
        return "<figure>\(picture)<figcaption>\(caption.escapedForHTML)</figcaption></figure>"
    }

    /// A photograph's file, or a part of it, as an element that holds its pixels; `nil` where it cannot be read.
    ///
    /// - Parameter name: what stands in its place for those who do not see it.
    func picture(of path: String, crop: CropBox? = nil, name: String) -> String? {
        let decoded = try? ImageDecoder().decode(
            ImageFile(path: path), crop: crop, resizing: .longerEdge(edge, kernel: .area))
        return decoded.flatMap { Self.element($0.image, name: name) }
    }

    /// A picture as an element that holds its pixels, as JPEG.
    static func element(_ picture: PixelImage, name: String) -> String? {
        guard let bytes = try? picture.encoded(as: .jpeg(quality: 80)) else { return nil }
        return """
            <img alt="\(name.escapedForHTML)" \
            src="data:image/jpeg;base64,\(Data(bytes).base64EncodedString())">
            """
    }
}
