import TensorFiles

/// Why a data set could not be read or written.
public struct DatasetError: Error, Sendable, CustomStringConvertible {
    /// What a caller may want to tell apart.
    public enum Kind: Sendable {
        /// There is no such file or folder, or it may not be read.
        case missing
        /// A file is damaged, or holds something else than was expected.
        case malformed
        /// A file cannot be written.
        case unwritable
    }

    /// What a caller may want to tell apart.
    public let kind: Kind
    /// The file, as the caller named it.
    public let path: String
    /// The line in the file, the first being 1; of a row over several lines, its first.
    public let line: Int?
    /// What was expected and what was found.
    public let problem: String
    /// What to do next, where there is something to do.
    public let advice: String?

    /// An error about one file.
    public init(
        path: String, line: Int? = nil, problem: String, advice: String? = nil,
        kind: Kind = .malformed
    ) {
        self.path = path
        self.line = line
        self.problem = problem
        self.advice = advice
        self.kind = kind
    }

    /// File, line, problem and advice: `train.csv:12: expected 4 fields, found 3`.
    public var description: String {
        let place = line.map { "\(path):\($0)" } ?? path
        return "\(place): \(problem)" + (advice.map { "; \($0)" } ?? "")
    }
}

extension DatasetError {
    /// The same error about a file, in this library's words.
    init(_ error: TensorFileError) {
        self.init(
            path: error.path, problem: error.problem, advice: error.advice,
            kind: {
                switch error.kind {
                case .missing: .missing
                case .malformed: .malformed
                case .unwritable: .unwritable
                }
            }())
    }
}

/// A name out of a file, made safe to print: control characters escaped, long ones cut.
func quoted(_ name: some StringProtocol) -> String {
    var result = "'"
    for (count, scalar) in name.unicodeScalars.enumerated() {
        if count == 60 {
            result += "…"
            break
        }
        result +=
            scalar.value < 0x20 || scalar.value == 0x7F
            ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }
    return result + "'"
}
