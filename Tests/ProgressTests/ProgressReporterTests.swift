import Synchronization
import Testing

@testable import Progress

@Suite struct ProgressReporterTests {
    private final class Stage: Sendable {
        let seconds = Mutex(0.0)
        let written = Mutex("")

        func reporter(isTerminal: Bool, total: Int?, before: Int = 0) -> ProgressReporter {
            ProgressReporter(
                ProgressStep(label: "simulate", unit: "photographs", total: total, before: before),
                isTerminal: isTerminal,
                write: { text in self.written.withLock { $0 += text } },
                clock: { self.seconds.withLock { $0 } })
        }
    }

    @Test("A log gets a line every ten seconds and one at the end, with rate and time left")
    func log() {
        let stage = Stage()
        let reporter = stage.reporter(isTerminal: false, total: 100, before: 20)
        for second in 1...25 {
            stage.seconds.withLock { $0 = Double(second) }
            reporter.advance(by: 2)
        }
        reporter.finish()
        reporter.finish()
        let lines = stage.written.withLock { $0 }.split(separator: "\n")
        #expect(
            lines == [
                "simulate 40/100 photographs, 40 %, 2.0/s, 30 s left",
                "simulate 60/100 photographs, 60 %, 2.0/s, 20 s left",
                "simulate 70/100 photographs, 70 %, 2.0/s, 15 s left",
            ])
    }

    @Test("A terminal gets a bar, redrawn in place, and a line's end once all is done")
    func terminal() {
        let stage = Stage()
        let reporter = stage.reporter(isTerminal: true, total: 4)
        for second in 1...4 {
            stage.seconds.withLock { $0 = Double(second) }
            reporter.advance(note: "loss 0.5")
        }
        reporter.finish()
        let written = stage.written.withLock { $0 }
        let frames = written.split(separator: "\r")
        #expect(frames.count == 4)
        #expect(frames[1].contains("████████████░░░░░░░░░░░░ simulate 2/4 photographs, 50 %"))
        #expect(written.hasSuffix("simulate 4/4 photographs, 100 %, 1.0/s, 4 s, loss 0.5\n"))
    }

    @Test("Nothing that is unknown is shown: no total, no time, no rate")
    func unknown() {
        let stage = Stage()
        stage.reporter(isTerminal: false, total: nil).finish()
        #expect(stage.written.withLock { $0 } == "simulate 0 photographs\n")
    }

    @Test(
        "Durations read as people say them",
        arguments: [
            (0.4, "0 s"), (59.6, "1 min 00 s"), (425, "7 min 05 s"), (12_000, "3 h 20 min"),
        ])
    func durations(seconds: Double, text: String) {
        #expect(ProgressStep.duration(seconds) == text)
    }
}
