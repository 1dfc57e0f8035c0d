/// A feature map of a network, by the name that it has in files: `features.0` … `features.6`, and `head`.
public enum FeatureMap: Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// The output of a stage, counted from 0; timm's `blocks.N`.
    case stage(Int)
    /// The map after the head convolution; timm's `forward_features`.
    case head

    /// Every map, first to last.
    public static let allCases =
        EfficientNet.stages.indices.map { FeatureMap.stage($0) } + [.head]

    /// The map of that name, if there is one.
    public init?(_ name: String) {
        guard let map = Self.allCases.first(where: { $0.description == name }) else { return nil }
        self = map
    }

    /// The name in files.
    public var description: String {
        switch self {
        case .stage(let index): "features.\(index)"
        case .head: "head"
        }
    }
}

extension FeatureMap: Codable {
    /// Reads the name.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let name = try container.decode(String.self)
        guard let map = FeatureMap(name) else {
            let names = Self.allCases.map(\.description).joined(separator: ", ")
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(name)' is no feature map: expected \(names)")
        }
        self = map
    }

    /// Writes the name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
