import TorchNN

/// A published network by its name in timm, with what its weights expect.
public struct Architecture: Hashable, Sendable, CustomStringConvertible {
    /// timm's name: `tf_efficientnet_b0`.
    public let name: String
    /// The network.
    public let network: EfficientNetConfiguration
    /// What timm's weights of that name were trained on.
    public let preprocessing: Preprocessing

    /// timm's name.
    public var description: String { name }

    /// What a forward pass over one image of the usual size costs.
    public var cost: NetworkCost {
        network.cost(height: preprocessing.height, width: preprocessing.width)
    }

    /// The architecture of that name.
    ///
    /// - Throws: ``UnknownArchitecture`` where there is none.
    public init(named name: String) throws {
        guard let found = Self.all.first(where: { $0.name == name }) else {
            throw UnknownArchitecture(name: name)
        }
        self = found
    }

    private init(
        _ name: String, width: Double, depth: Double, dropout: Double,
        flavour: EfficientNetConfiguration.Flavour, side: Int, centreCrop: Double,
        isCentred: Bool = false, interpolation: Preprocessing.Interpolation = .cubic
    ) {
        self.name = name
        network = EfficientNetConfiguration(
            width: width, depth: depth, dropout: dropout, flavour: flavour)
        let half = [0.5, 0.5, 0.5]
        preprocessing = Preprocessing(
            height: side, width: side, mean: isCentred ? half : Preprocessing.imageNetMean,
            standardDeviation: isCentred ? half : Preprocessing.imageNetStandardDeviation,
            interpolation: interpolation, centreCrop: centreCrop)
    }

    /// Every architecture.
    public static let all = tensorFlow + pyTorch + lite

    /// Width, depth and dropout of B0 to B7 (the paper, section 4; Google's implementation).
    private static let scalings: [(width: Double, depth: Double, dropout: Double)] = [
        (1.0, 1.0, 0.2), (1.0, 1.1, 0.2), (1.1, 1.2, 0.3), (1.2, 1.4, 0.3), (1.4, 1.8, 0.4),
        (1.6, 2.2, 0.4), (1.8, 2.6, 0.5), (2.0, 3.1, 0.5),
    ]

    private static let tensorFlow: [Architecture] = {
        let inputs: [(side: Int, centreCrop: Double)] = [
            (224, 0.875), (240, 0.882), (260, 0.89), (300, 0.904), (380, 0.922), (456, 0.934),
            (528, 0.942), (600, 0.949),
        ]
        return zip(scalings, inputs).enumerated().map { number, row in
            Architecture(
                "tf_efficientnet_b\(number)", width: row.0.width, depth: row.0.depth,
                dropout: row.0.dropout, flavour: .tensorFlow, side: row.1.side,
                centreCrop: row.1.centreCrop)
        }
    }()

    /// B1's weights are of a later recipe than the others, with colours around 0.
    private static let pyTorch: [Architecture] = {
        let inputs: [(side: Int, centreCrop: Double)] = [
            (224, 0.875), (240, 0.9), (256, 0.875), (288, 0.875), (320, 0.875), (448, 1.0),
            (528, 0.942), (600, 0.949),
        ]
        return zip(scalings, inputs).enumerated().map { number, row in
            Architecture(
                "efficientnet_b\(number)", width: row.0.width, depth: row.0.depth,
                dropout: row.0.dropout, flavour: .pyTorch, side: row.1.side,
                centreCrop: row.1.centreCrop, isCentred: number == 1)
        }
    }()

    /// TensorFlow trained these on (x − 127) / 128; timm's ±1, which differs by half a percent, is what is used since.
    private static let lite: [Architecture] = {
        let inputs: [(side: Int, centreCrop: Double)] = [
            (224, 0.875), (240, 0.882), (260, 0.89), (300, 0.904), (380, 0.92),
        ]
        return zip(scalings, inputs).enumerated().map { number, row in
            Architecture(
                "tf_efficientnet_lite\(number)", width: row.0.width, depth: row.0.depth,
                dropout: min(row.0.dropout, 0.3), flavour: .lite, side: row.1.side,
                centreCrop: row.1.centreCrop, isCentred: true,
                interpolation: number < 3 ? .cubic : .linear)
        }
    }()
}

extension Architecture: Codable {
    /// Reads the name.
    public init(from decoder: any Decoder) throws {
        try self.init(named: try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}

/// A name that is no architecture's.
public struct UnknownArchitecture: Error, CustomStringConvertible {
    /// The name.
    public let name: String

    /// The name, and those that there are.
    public var description: String {
        let names = Architecture.all.map(\.name).joined(separator: ", ")
        return "'\(name)' is not an architecture; there are \(names)"
    }
}
