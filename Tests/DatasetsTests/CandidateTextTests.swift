import Testing

@testable import Datasets

@Suite struct CandidateTextTests {
    @Test("Given names with signs that have a meaning, they are read as they were written")
    func namesAreEscaped() throws {
        let candidates = [
            CandidateText.Candidate(individual: "no. 7: \"a;b\"", share: 0.5),
            CandidateText.Candidate(individual: "100 %\n", share: 0.25),
            CandidateText.Candidate(individual: "Ægir", share: 0.25),
        ]

        let text = CandidateText.text(candidates)

        #expect(text == "no.%207%3A%20\"a%3Bb\":0.5;100%20%25%0A:0.25;Ægir:0.25")
        #expect(CandidateText.candidates(text) == candidates)
    }

    @Test("Given shares that add up to nearly 1, they are brought to 1")
    func sharesAddUp() throws {
        let found = try #require(CandidateText.candidates("a: 0.333; b: 0.333; c: 0.333"))

        #expect(found.map(\.individual) == ["a", "b", "c"])
        #expect(abs(found.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    }

    @Test(
        "Given another form, nothing is read",
        arguments: [
            "", "a", "a:", ":1", "a:1;", "a:0.5", "a:0.5;b:0.6", "a:0.5;a:0.5", "a:nan", "a:2",
            "a:-1;b:2", "a%2:1", "a%zz:1", "a:b:1",
        ])
    func malformed(_ text: String) {
        #expect(CandidateText.candidates(text) == nil)
    }
}
