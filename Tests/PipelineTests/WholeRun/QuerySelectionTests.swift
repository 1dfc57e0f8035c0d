import Testing

@testable import Pipeline

@Suite struct QuerySelectionTests {
    private func query(_ name: String, _ probability: Double, isRight: Bool?) -> AnsweredQuery {
        AnsweredQuery(
            image: name,
            answers: [.init(individual: "a", score: 0.5, probability: probability, neighbour: nil)],
            truth: isRight.map { $0 ? "a" : "b" }, isKnown: true)
    }

    @Test("Given many photographs, sixty at most are shown, of every kind some")
    func sixtyAreShown() {
        let queries = (0..<300).map { place in
            query("\(place)", Double(place) / 300, isRight: [true, false, nil][place % 3])
        }

        let selection = QuerySelection(queries)

        #expect(selection.count == 60)
        #expect(selection.groups.map(\.count) == [100, 50, 50])
        #expect(selection.groups.map(\.queries.count) == [32, 14, 14])
        #expect(selection.groups[0].queries.first?.image == "298")
        #expect(selection.groups[1].queries.first?.image == "0")
        #expect(selection.groups[2].queries.first?.image == "297")
    }

    @Test("Given few named photographs, nameless ones fill the page, the least sure first")
    func namelessOnesFill() {
        let queries =
            (0..<100).map { query("n\($0)", Double($0) / 100, isRight: nil) }
            + [query("wrong", 0.4, isRight: false)]

        let selection = QuerySelection(queries)

        #expect(selection.groups.map(\.queries.count) == [1, 59])
        #expect(selection.groups[1].queries.first?.image == "n0")
        #expect(selection.groups[1].count == 100)
    }

    @Test("Given nothing, nothing is shown")
    func nothingIsShown() {
        #expect(QuerySelection([]).groups.isEmpty)
    }
}
