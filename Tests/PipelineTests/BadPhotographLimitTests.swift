import Testing

@testable import Pipeline

@Suite struct BadPhotographLimitTests {
    @Test(
        "Given a share, so many may be bad, and one of several always, unless none is tolerated",
        arguments: [
            (0.1, 1, 9, true), (0.1, 2, 9, false), (0.1, 2, 20, true), (0.1, 3, 20, false),
            (0, 0, 9, true), (0, 1, 9, false), (0.1, 1, 1, false), (1, 1, 1, true),
            (0.1, 2, 2, false), (0.1, 0, 0, true),
        ])
    func limits(share: Double, bad: Int, photographs: Int, isAllowed: Bool) {
        #expect(BadPhotographLimit(share: share).allows(bad, of: photographs) == isAllowed)
    }
}
