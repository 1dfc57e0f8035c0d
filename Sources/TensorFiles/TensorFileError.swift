/// Why a file could not be read or written.
public struct TensorFileError: Error, Sendable, CustomStringConvertible {
    /// What a caller may want to tell apart.
    public enum Kind: Sendable {
        /// There is no such file, or it may not be read.
        case missing
        /// The file is damaged, or holds something else than was expected.
        case malformed
        /// The file cannot be written.
        case unwritable
    }

    /// What a caller may want to tell apart.
    public let kind: Kind
    /// The file, as the caller named it.
    public let path: String
    /// What was expected and what was found.
    public let problem: String
    /// What to do next, where there is something to do.
    public let advice: String?

    /// An error about one file.
    public init(
        path: String, problem: String, advice: String? = nil, kind: Kind = .malformed
    ) {
        self.kind = kind
        self.path = path
        self.problem = problem
        self.advice = advice
    }

    /// The file, the problem and the advice in one line.
    public var description: String {
        guard let advice else { return "\(path): \(problem)" }
        return "\(path): \(problem); \(advice)"
    }
}

/// A name out of a file, made safe to print: control characters escaped, long ones cut.
func quoted(_ name: String) -> String {
    var result = "\""
    var count = 0
    for scalar in name.unicodeScalars {
        if count == 80 {
            result += "…"
            break
        }
        result +=
            scalar.value < 0x20 || scalar.value == 0x7F ? "\\u{\(hex(scalar.value))}" : "\(scalar)"
        count += 1
    }
    return result + "\""
}

/// A number in hexadecimal, without a prefix.
func hex(_ value: some BinaryInteger) -> String {
    String(value, radix: 16)
}
