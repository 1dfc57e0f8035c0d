import TorchNN

/// All that an embedder is made from but its weights; what its file says about it.
public struct EmbedderConfiguration: Codable, Hashable, Sendable {
    /// The backbone.
    public var architecture: Architecture
    /// Numbers in an embedding.
    public var width: Int
    /// What makes an embedding of the backbone's maps.
    public var neck: NeckConfiguration
    /// How likely the backbone's last block is skipped in training.
    public var dropPath: Double
    /// How photographs become input.
    public var preprocessing: Preprocessing

    enum CodingKeys: String, CodingKey {
        case architecture, width, neck, preprocessing
        case dropPath = "drop_path"
    }

    /// An embedder of an architecture, by default with the reference's neck.
    ///
    /// - Parameters:
    ///   - architecture: the backbone.
    ///   - width: numbers in an embedding.
    ///   - neck: what makes an embedding of the backbone's maps.
    ///   - dropPath: how likely the backbone's last block is skipped in training; as published if left out.
    ///   - preprocessing: how photographs become input; what the backbone's weights expect if left out.
    public init(
        _ architecture: Architecture, width: Int = 512, neck: NeckConfiguration = .init(),
        dropPath: Double? = nil, preprocessing: Preprocessing? = nil
    ) {
        self.architecture = architecture
        self.width = width
        self.neck = neck
        self.dropPath = dropPath ?? architecture.network.dropPath
        self.preprocessing = preprocessing ?? architecture.preprocessing
    }

    /// What is wrong with values that came from a file, if anything is.
    var problem: String? {
        if width < 1 { return "an embedding of \(width) numbers" }
        if neck.fusionWidth < 2 || neck.fusionWidth % 2 != 0 {
            return "a fusion width of \(neck.fusionWidth), which must be even"
        }
        if !(0..<1).contains(neck.dropout) || !(0..<1).contains(dropPath) {
            return "dropout \(neck.dropout) and drop path \(dropPath), which are from 0 to 1"
        }
        return preprocessing.problem
    }
}
