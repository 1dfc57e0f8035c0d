/// Why a person should look at a photograph, the gravest reason first.
public enum ReviewReason: String, Sendable, CaseIterable, Codable {
    /// The photograph cannot be read, or its boxes belong to another picture.
    case unreadable
    /// No box of the class, or none that is sure enough.
    case noBox = "no-box"
    /// A box lies outside of the photograph.
    case outside
    /// A detector's box is less sure than is wished for.
    case doubtful
    /// A box has too few pixels to tell an animal by.
    case tiny
    /// Two boxes of a class share so much that they may be of one animal.
    case overlapping
    /// A box touches the photograph's edge: the animal may be cut.
    case edge
    /// There are several boxes.
    case several

    /// A heading for photographs with this reason.
    var heading: String {
        switch self {
        case .unreadable: "Cannot be read"
        case .noBox: "No box"
        case .outside: "Box outside of the photograph"
        case .doubtful: "Doubtful"
        case .tiny: "Tiny"
        case .overlapping: "Overlapping"
        case .edge: "At the edge"
        case .several: "Several boxes"
        }
    }
}
