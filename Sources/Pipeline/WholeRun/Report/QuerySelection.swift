/// Which photographs a report shows, and in which order: the worst errors first.
struct QuerySelection {
    /// Photographs of one kind.
    struct Group {
        let title: String
        /// How they are chosen, in a sentence.
        let note: String
        let queries: [AnsweredQuery]
        /// How many there are, shown or not.
        let count: Int
    }

    /// Photographs shown in all, at most.
    static let limit = 60
    private static let wrongLimit = 32
    private static let rightLimit = 14

    /// The kinds of which there are photographs.
    let groups: [Group]

    /// Chooses among photographs.
    init(_ queries: [AnsweredQuery]) {
        let named = queries.filter { $0.truth != nil }
        let wrong = named.filter { !$0.isRight }.sorted(by: Self.isSurer)
        let right = named.filter(\.isRight).sorted(by: Self.isSurer)
        let sure = right.prefix(right.count / 2)
        let doubtful = right.dropFirst(sure.count).reversed()
        let nameless = queries.filter { $0.truth == nil }.sorted(by: Self.isSurer).reversed()
        var left = Self.limit
        func group(_ title: String, _ note: String, _ found: [AnsweredQuery], _ limit: Int)
            -> Group?
        {
            let shown = Array(found.prefix(min(limit, left)))
            left -= shown.count
            return shown.isEmpty
                ? nil : Group(title: title, note: note, queries: shown, count: found.count)
        }
        groups = [
            group(
                "Wrong", "The first answer is wrong; those that were given most surely come first.",
                wrong, Self.wrongLimit),
            group(
                "Right, but doubtful",
                "The less sure half of the right ones; the least sure come first.",
                Array(doubtful), Self.rightLimit),
            group(
                "Right", "The surer half of the right ones; the surest come first.", Array(sure),
                Self.rightLimit),
            group(
                "Nobody has told whom these show", "The least sure first answers come first.",
                Array(nameless), Self.limit),
        ].compactMap { $0 }
    }

    /// Photographs that are shown.
    var count: Int { groups.reduce(0) { $0 + $1.queries.count } }

    private static func isSurer(_ one: AnsweredQuery, _ other: AnsweredQuery) -> Bool {
        (other.confidence, one.image) < (one.confidence, other.image)
    }
}
