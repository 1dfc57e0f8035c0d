import Crypto
import Foundation
import TensorFiles

/// The SHA-256 of a file's contents.
struct FileDigest {
    /// 64 hexadecimal digits.
    let hexadecimal: String

    /// Reads a file, a piece at a time.
    ///
    /// - Throws: `TensorFileError` where it cannot be read.
    init(of path: String) throws {
        var hash = SHA256()
        do {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? file.close() }
            while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
                hash.update(data: piece)
            }
        } catch {
            throw TensorFileError(
                path: path, problem: "cannot be read: \(error.localizedDescription)",
                kind: .missing)
        }
        hexadecimal = Self.text(hash.finalize())
    }

    /// The digest of a text.
    init(text: String) {
        hexadecimal = Self.text(SHA256.hash(data: Data(text.utf8)))
    }

    private static func text(_ digest: SHA256Digest) -> String {
        digest.map { String(format: "%02x", $0) }.joined()
    }
}
