import Imaging

/// What a cached picture was made of, and how: where any of it differs, it is another picture.
struct PictureKey: Equatable {
    /// Raised when the same parameters begin to give other pixels, or the file's layout changes.
    private static let version = 1
    /// The ending of a picture's file.
    static let fileEnding = "picture"

    /// All that decides the pixels.
    let text: String
    /// The file in the cache's folder: the same for a source that has changed, so that it replaces the old.
    let fileName: String

    init(of row: Int, in files: PictureFiles, source: SourceFileState) {
        let decoder = files.decoder
        let crop = files.crops[row].map { "\($0)" } ?? "all"
        let resizing = files.resizing.map { "\($0.size) \($0.fit) \($0.kernel)" } ?? "none"
        // The path comes last, and may hold what it likes.
        let place = """
            picture \(Self.version)
            libvips \(ImageDecoder.libraryVersion)
            crop \(crop)
            resizing \(resizing)
            tolerance \(decoder.tolerance)
            background \(decoder.background)
            limits \(decoder.limits.maximumPixels) \(decoder.limits.maximumFileBytes)
            path \(FilePath.absolute(files.paths[row]))
            """
        text = """
            bytes \(source.byteCount)
            modified \(source.modified.seconds) \(source.modified.nanoseconds)
            \(place)
            """
        let name = Self.hash(place)
        fileName = "\(name.prefix(2))/\(name.dropFirst(2)).\(Self.fileEnding)"
    }

    /// 128 bits in hexadecimal, from two starts; a file's own key tells when two texts meet in one.
    private static func hash(_ text: String) -> String {
        [0xCBF2_9CE4_8422_2325, 0x8422_2325_CBF2_9CE4].map { (start: UInt64) in
            let digits = String(text.stableHash(from: start), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
