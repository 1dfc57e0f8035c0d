/// A photograph to be read: a file by its path, or bytes in memory.
public struct ImageFile: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    enum Content: Sendable, Hashable {
        /// The path, NUL at its end.
        case path([UInt8])
        case bytes([UInt8])
    }

    /// What errors call it.
    public let name: String
    let content: Content

    /// A file.
    public init(path: String) {
        self.init(pathBytes: Array(path.utf8))
    }

    /// A file whose path need not be UTF-8, as the system has it, without a NUL at its end.
    public init(pathBytes: [UInt8]) {
        name = String(decoding: pathBytes, as: UTF8.self)
        content = .path(pathBytes + [0])
    }

    /// Bytes in memory; `name` stands in errors.
    public init(bytes: [UInt8], name: String) {
        self.name = name
        content = .bytes(bytes)
    }

    /// A file.
    public init(stringLiteral path: String) {
        self.init(path: path)
    }

    /// What errors call it.
    public var description: String { name }

    func failure(
        _ problem: String, advice: String? = nil, kind: ImageError.Kind = .malformed
    ) -> ImageError {
        ImageError(path: name, problem: problem, advice: advice, kind: kind)
    }
}
