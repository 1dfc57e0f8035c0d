import Foundation
import Testing

/// A whole run that is killed again and again.
@Suite struct RunCommandKillTests {
    @Test(
        "Given a run that is killed in its stages, when it goes on, it ends as an undisturbed one")
    func killedRunsGoOn() throws {
        let scratch = try ScratchFolder()
        let small = try SmallRun(in: scratch)
        _ = try small.figures("whole")

        let often = ["train.configuration.training.checkpoint_minutes=0"]
        var kills = 0
        for file in [
            "stages/prepare.json", "round-0/fold-0/train/last.safetensors",
            "round-0/fold-0/train/model.safetensors", "round-0/fold-0/embed/known.safetensors",
            "round-0/fold-0/validate", "round-1/fold-0/train/model.safetensors",
            "round-1/fold-0/embed", "rank",
        ] {
            let process = try Command.start(small.arguments("killed", often))
            while process.isRunning,
                !FileManager.default.fileExists(atPath: small.path("killed", file))
            {
                Thread.sleep(forTimeInterval: 0.002)
            }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            // On a busy machine this process may look too late, and the run has ended.
            if process.terminationReason == .exit { break }
            kills += 1
        }
        #expect(kills > 0)
        let last = try Command(small.arguments("killed", often))

        #expect(last.status == 0, "\(last.errors)")
        for name in ["submission.csv", "matches.csv"] {
            #expect(
                try small.text("killed", "rank/\(name)") == small.text("whole", "rank/\(name)"))
        }
        #expect(try small.figures("killed", often).names("ran").isEmpty)
    }
}
