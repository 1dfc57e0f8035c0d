import Testing

@testable import Datasets

@Suite struct BoxTests {
    private let size = PictureSize(width: 200, height: 100)

    @Test func everyConventionGivesTheSameCorners() {
        let box = Box(left: 20, top: 10, right: 60, bottom: 30)

        #expect(Box(x: 20, y: 10, width: 40, height: 20) == box)
        let fractions = Box(centreX: 0.2, centreY: 0.2, width: 0.2, height: 0.2)
        #expect(fractions.unit == .fractions)
        let pixels = fractions.pixels(in: size)
        #expect(abs(pixels.left - 20) < 1e-9 && abs(pixels.top - 10) < 1e-9)
        #expect(abs(pixels.right - 60) < 1e-9 && abs(pixels.bottom - 30) < 1e-9)
        #expect(box.fractions(in: size).pixels(in: size) == box)
    }

    @Test func geometry() {
        let one = Box(left: 0, top: 0, right: 10, bottom: 10)
        let other = Box(left: 5, top: 5, right: 15, bottom: 15)

        #expect(one.area == 100)
        #expect(one.intersection(other) == Box(left: 5, top: 5, right: 10, bottom: 10))
        #expect(one.intersectionOverUnion(other) == 25.0 / 175)
        #expect(one.intersectionOverUnion(one) == 1)
        #expect(one.union(other) == Box(left: 0, top: 0, right: 15, bottom: 15))
        #expect(one.intersection(Box(left: 10, top: 0, right: 20, bottom: 10)) == nil)
        #expect(Box(left: 5, top: 5, right: 4, bottom: 9).area == 0)
        #expect(Box(left: .nan, top: 0, right: 1, bottom: 1).isEmpty)
    }

    @Test func clippingKeepsWhatIsInside() {
        let outside = Box(left: -5, top: 90, right: 20, bottom: 120)

        #expect(outside.clipped(to: size) == Box(left: 0, top: 90, right: 20, bottom: 100))
        #expect(Box(left: 200, top: 0, right: 220, bottom: 9).clipped(to: size) == nil)
        let fractions = Box(left: 0.5, top: 0.5, right: 2, bottom: 0.75, unit: .fractions)
        #expect(fractions.clipped()?.right == 1)
    }

    @Test(arguments: [
        ("2019", "2019"), ("2019-07", "2019-07"), ("2019-07-21", "2019-07-21"),
        ("2019/07/21", "2019-07-21"), ("20190721", "2019-07-21"),
        ("2019:07:21 14:05:59", "2019-07-21T14:05:59"), ("2019-07-21T14:05", "2019-07-21T14:05:00"),
        ("2019-07-21 14:05:59.25+02:00", "2019-07-21T14:05:59"),
        ("2020-02-29T23:59:60Z", "2020-02-29T23:59:60"),
    ])
    func datesAreRead(text: String, wanted: String) {
        #expect(PhotographDate(text)?.description == wanted)
        #expect(PhotographDate(wanted)?.description == wanted)
    }

    @Test(arguments: [
        "", "19", "21/07/2019", "2019-13", "2019-02-29", "2019-07-21 25:00", "2019-07-21x",
        "2019-07/21", "201907", "0000", "2019-", "yesterday", "2019-07-21T14:05:59 or so",
    ])
    func otherDatesAreRefused(text: String) {
        #expect(PhotographDate(text) == nil)
    }

    @Test func secondsCountAcrossMonths() throws {
        let before = try #require(PhotographDate("2020-02-28T23:59:30")?.absoluteSecond)
        let after = try #require(PhotographDate("2020-03-01T00:00:30")?.absoluteSecond)

        #expect(after - before == 86_400 + 60)
        #expect(PhotographDate("2019-07-21")?.absoluteSecond == nil)
    }
}
