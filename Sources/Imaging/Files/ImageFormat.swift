/// The file formats that photographs come in, told apart by their first bytes, never by a file's name.
public enum ImageFormat: Int32, Sendable, CaseIterable, Codable {
    /// JPEG.
    case jpeg = 0
    /// PNG.
    case png = 1
    /// TIFF, and BigTIFF.
    case tiff = 2
    /// WebP; of an animation, the first frame.
    case webp = 3
    /// HEIC and AVIF, where libvips was built with them.
    case heif = 4

    /// Bytes that `init(firstBytes:)` looks at.
    static let signatureLength = 12

    /// The format of a file, by its first 12 bytes; `nil` where it is none of these.
    public init?(firstBytes bytes: some Collection<UInt8>) {
        let head = Array(bytes.prefix(Self.signatureLength))
        func has(_ text: String, at offset: Int = 0) -> Bool {
            head.dropFirst(offset).starts(with: text.utf8)
        }
        if head.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if [[0x49, 0x49, 0x2A, 0], [0x49, 0x49, 0x2B, 0], [0x4D, 0x4D, 0, 0x2A]]
            .contains(Array(head.prefix(4))) || head.starts(with: [0x4D, 0x4D, 0, 0x2B])
        {
            self = .tiff
        } else if has("RIFF") && has("WEBP", at: 8) {
            self = .webp
        } else if has("ftyp", at: 4)
            && ["heic", "heix", "hevc", "heim", "heis", "hevx", "mif1", "msf1", "avif", "avis"]
                .contains(where: { has($0, at: 8) })
        {
            self = .heif
        } else {
            return nil
        }
    }

    /// Its usual name.
    public var name: String {
        switch self {
        case .jpeg: "JPEG"
        case .png: "PNG"
        case .tiff: "TIFF"
        case .webp: "WebP"
        case .heif: "HEIC"
        }
    }

    /// Whether its reader goes through a file from front to back, and its header comes first.
    var isStreamed: Bool { self == .jpeg || self == .png }
}
