import Testing

@testable import Detectors

@Suite struct YOLOv5SizeTests {
    @Test func channelsAreRoundedUpToEights() {
        #expect(YOLOv5Size.medium.channels(64) == 48)
        #expect(YOLOv5Size.nano.channels(1024) == 256)
        #expect(YOLOv5Size.nano.repeats(3) == 1)
        #expect(YOLOv5Size.extraLarge.repeats(9) == 12)
    }
}
