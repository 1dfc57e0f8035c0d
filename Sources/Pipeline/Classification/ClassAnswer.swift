/// What a head says of one photograph.
struct ClassAnswer {
    /// A class that the photograph may be of.
    struct Candidate {
        /// Its number among the head's classes.
        let number: Int
        /// How likely it is, 0 to 1.
        let probability: Float
    }

    /// How many classes are kept of each photograph.
    static let candidateCount = 5

    /// The photograph.
    let image: String
    /// The name of the class that it really is of, which need not be among the head's; `nil` where nobody said.
    let truth: String?
    /// The likeliest classes, the likeliest first; at least one.
    let candidates: [Candidate]
}
