import Datasets
import Imaging

/// Pictures as samples, as they are.
struct PlainPictures<Pictures: PictureSource>: SampleSource {
    /// A picture and its row.
    struct Sample: Sendable {
        let image: PixelImage
        let row: Int
    }

    private let pictures: Pictures

    init(_ pictures: Pictures) {
        self.pictures = pictures
    }

    var count: Int { pictures.count }

    func sample(_ request: SampleRequest) throws -> Sample {
        Sample(image: try pictures.picture(at: request.row).image, row: request.row)
    }
}
