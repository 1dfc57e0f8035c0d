/// At most so many photographs of each individual: the surest, of equally sure ones those whose paths come first.
public struct IndividualLimit: Sendable {
    /// A photograph that somebody was recognised in.
    public struct Photograph: Sendable, Hashable {
        /// Who.
        public let individual: String
        /// How sure that is.
        public let confidence: Double
        /// The photograph's path.
        public let path: String

        /// A photograph of an individual.
        public init(individual: String, confidence: Double, path: String) {
            self.individual = individual
            self.confidence = confidence
            self.path = path
        }
    }

    /// How many of each, at least 1.
    public let count: Int

    /// A limit.
    public init(_ count: Int) {
        precondition(count > 0, "at least one photograph is kept, found \(count)")
        self.count = count
    }

    /// The places of the photographs that are kept, ascending; they do not depend on the order given.
    public func kept(_ photographs: [Photograph]) -> [Int] {
        let surestFirst = photographs.indices.sorted {
            (photographs[$1].confidence, photographs[$0].path)
                < (photographs[$0].confidence, photographs[$1].path)
        }
        var counts: [String: Int] = [:]
        return surestFirst.filter { place in
            counts[photographs[place].individual, default: 0] += 1
            return counts[photographs[place].individual, default: 0] <= count
        }.sorted()
    }
}
