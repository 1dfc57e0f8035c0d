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
        let picture: String
        do {
            let decoded = try ImageDecoder().decode(
                ImageFile(path: path), resizing: .longerEdge(edge, kernel: .area))
            let bytes = try decoded.image.encoded(as: .jpeg(quality: 80))
            picture = """
                <img alt="\(image.escapedForHTML)" \
                src="data:image/jpeg;base64,\(Data(bytes).base64EncodedString())">
                """
        } catch {
            picture = "<img alt=\"\(image.escapedForHTML): cannot be shown\">"
        }
        return "<figure>\(picture)<figcaption>\(caption.escapedForHTML)</figcaption></figure>"
    }
}
