/// Individuals that a photograph may show as one field of a table: `ann:0.7;ben:0.2;cat:0.1`.
///
/// In names spaces, `:`, `;`, `%` and control characters are written as `%` and two hexadecimal digits; spaces around
/// names and shares count nothing. Shares are above 0 and add up to 1, to a hundredth.
public enum CandidateText {
    /// An individual with its share.
    public struct Candidate: Sendable, Hashable {
        /// Who.
        public let individual: String
        /// How likely, above 0 and up to 1.
        public let share: Double

        /// An individual with its share.
        public init(individual: String, share: Double) {
            self.individual = individual
            self.share = share
        }
    }

    private static let escaping = PercentEscaping(" :;")

    /// Candidates as a field holds them.
    public static func text(_ candidates: [Candidate]) -> String {
        candidates.map { "\(escaping.escaped($0.individual)):\(NumberText.text($0.share))" }
            .joined(separator: ";")
    }

    /// The candidates of a field, their shares adding up to 1; `nil` where it is in another form.
    public static func candidates(_ text: String) -> [Candidate]? {
        var found: [Candidate] = []
        var names: Set<String> = []
        for part in text.split(separator: ";", omittingEmptySubsequences: false) {
            let words = part.split(separator: ":", omittingEmptySubsequences: false)
                .map { $0.trimmed }
            guard words.count == 2, let name = escaping.unescaped(words[0]), !name.isEmpty,
                names.insert(name).inserted, let share = Double(words[1]), share > 0, share <= 1
            else { return nil }
            found.append(Candidate(individual: name, share: share))
        }
        let total = found.reduce(0) { $0 + $1.share }
        guard abs(total - 1) <= 0.01 else { return nil }
        return found.map { Candidate(individual: $0.individual, share: $0.share / total) }
    }
}

extension Substring {
    /// The text without spaces at both ends.
    fileprivate var trimmed: Substring {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }
}
