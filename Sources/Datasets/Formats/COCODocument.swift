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
    /// What is none among the annotations, by its place.
    var malformed: [Int: MalformedAnnotation] = [:]

    enum CodingKeys: String, CodingKey {
        case root, images, annotations, categories
    }
}

extension COCODocument {
    /// What stands among the annotations and is none.
    struct MalformedAnnotation {
        /// What is wrong.
        let error: DecodingError
        /// The image that it is about, where it says so.
        let imageID: Identifier?
    }

    /// Reads a document; an annotation that cannot be read does not keep the others from being read.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        root = try container.decodeIfPresent(String.self, forKey: .root)
        images = try container.decode([Image].self, forKey: .images)
        categories = try container.decodeIfPresent([Category].self, forKey: .categories)
        let read = try container.decodeIfPresent([ReadAnnotation].self, forKey: .annotations)
        annotations = read?.compactMap(\.annotation)
        for (index, read) in (read ?? []).enumerated() { malformed[index] = read.malformed }
    }

    /// The annotations with their places in the document.
    var numberedAnnotations: [(index: Int, annotation: Annotation)] {
        let all = annotations ?? []
        let places = (0..<all.count + malformed.count).filter { malformed[$0] == nil }
        return zip(places, all).map { ($0, $1) }
    }

    private struct ReadAnnotation: Decodable {
        var annotation: Annotation?
        var malformed: MalformedAnnotation?

        init(from decoder: any Decoder) throws {
            do {
                annotation = try Annotation(from: decoder)
            } catch let error as DecodingError {
                let container = try? decoder.container(keyedBy: Annotation.CodingKeys.self)
                malformed = MalformedAnnotation(
                    error: error,
                    imageID: try? container?.decode(Identifier.self, forKey: .imageID))
            }
        }
    }
}
