/// What is read from, and written to, a COCO file.
struct COCODocument: Codable {
    /// Images are named by numbers, or by text.
    enum Identifier: Codable, Hashable, CustomStringConvertible {
        case number(Int)
        case text(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) {
                self = .number(number)
            } else {
                self = .text(try container.decode(String.self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .number(let number): try container.encode(number)
            case .text(let text): try container.encode(text)
            }
        }

        var description: String {
            switch self {
            case .number(let number): "\(number)"
            case .text(let text): quoted(text)
            }
        }
    }

    /// A photograph.
    struct Image: Codable {
        var id: Identifier
        var fileName: String
        var width: Int?
        var height: Int?
        var dateCaptured: String?
        var individual: String?
        var species: String?
        var split: String?
        var side: String?
        var encounter: String?

        enum CodingKeys: String, CodingKey {
            case id, width, height, individual, species, split, side, encounter
            case fileName = "file_name"
            case dateCaptured = "date_captured"
        }
    }

    /// A box.
    struct Annotation: Codable {
        var id: Identifier?
        var imageID: Identifier
        var categoryID: Int
        var bbox: [Double]?
        var area: Double?
        var iscrowd: Int?
        var score: Double?
        var origin: String?

        enum CodingKeys: String, CodingKey {
            case id, bbox, area, iscrowd, score, origin
            case imageID = "image_id"
            case categoryID = "category_id"
        }
    }

    /// A class.
    struct Category: Codable {
        var id: Int
        var name: String
    }

    /// The folder that file names start from, seen from the file's own: Flukeprint's addition.
    var root: String?
    var images: [Image]
    var annotations: [Annotation]?
    var categories: [Category]?
}
