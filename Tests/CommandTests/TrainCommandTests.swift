import Foundation
import Imaging
import Testing
import Torch

/// Trains a small network on pictures of three animals, each of a colour of its own.
@Suite struct TrainCommandTests {
    private let scratch: ScratchFolder
    private let table: String
    private let settings = [
        "input.width=32", "input.height=32", "model.embedding=16", "model.drop_path=0.1",
        "training.epochs=3", "training.batch_size=4", "training.accumulation=2",
        "training.precision=float32", "training.average_decay=0.9",
        "training.checkpoint_minutes=0", "loading.workers=1",
    ]

    init() throws {
        scratch = try ScratchFolder()
        table = scratch.path("table.csv")
        let colours: [(String, Pixel)] = [
            ("ann", Pixel(red: 220, green: 40, blue: 40)),
            ("ben", Pixel(red: 40, green: 220, blue: 40)),
            ("cat", Pixel(red: 40, green: 40, blue: 220)),
        ]
        var rows = "photograph,individual,split\n"
        for (name, colour) in colours {
            for number in 0..<8 {
                let path = "\(name)\(number).png"
                var shade = colour
                shade.red = UInt8(clamping: Int(colour.red) + number)
                let picture = PixelImage(
                    size: ImageSize(width: 48, height: 40), filledWith: shade)
                try Data(try picture.encoded(as: .png())).write(
                    to: scratch.url.appendingPathComponent(path))
                rows += "\(path),\(name),\(number < 6 ? "train" : "validation")\n"
            }
        }
        try Data(rows.utf8).write(to: URL(fileURLWithPath: table))
    }

    private func arguments(_ run: String, _ more: [String] = []) -> [String] {
        ["train", "--table", table, "--output", scratch.path(run)]
            + (settings + more).flatMap { ["--set", $0] }
    }

    /// The log without what a clock decides.
    private func losses(_ run: String) throws -> [[Substring]] {
        let text = try String(contentsOfFile: scratch.path("\(run)/log.csv"), encoding: .utf8)
        return text.split(separator: "\n").map { row in
            Array(row.split(separator: ",", omittingEmptySubsequences: false).prefix(7))
        }
    }

    /// Waits until a file was replaced so many times, or its writer has ended.
    private func wait(for count: Int, of path: String, by process: Process) throws {
        func number() -> UInt64? {
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            return (attributes?[.systemFileNumber] as? NSNumber)?.uint64Value
        }
        var last = number()
        var seen = 0
        while seen < count, process.isRunning {
            Thread.sleep(forTimeInterval: 0.002)
            let now = number()
            if now != last { seen += 1 }
            last = now
        }
    }

    @Test("Given a run that was killed, when it goes on, then it ends as an undisturbed one")
    func killedRunsGoOn() throws {
        let whole = try Command(arguments("whole"))
        #expect(whole.status == 0, "\(whole.errors)")
        #expect(whole.output.contains("best       map5"))
        #expect(try losses("whole").count == 4)
        for name in ["model.safetensors", "curves.svg", "configuration.yaml", "versions.yaml"] {
            #expect(FileManager.default.fileExists(atPath: scratch.path("whole/\(name)")))
        }

        var kills = 0
        for checkpoints in [1, 3, 2] {
            let process = try Command.start(arguments("killed"))
            try wait(for: checkpoints, of: scratch.path("killed/last.safetensors"), by: process)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            // On a busy machine this process may look too late, and the run has ended.
            if process.terminationReason == .exit { break }
            kills += 1
        }
        #expect(kills > 0)
        let resumed = try Command(arguments("killed"))

        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(try losses("killed") == losses("whole"))
        let models = try ["whole", "killed"].map {
            try StateDictionary(contentsOf: scratch.path("\($0)/model.safetensors"))
        }
        for (name, tensor) in models[0] {
            #expect(models[1][name]?.isEqual(to: tensor) == true, "\(name)")
        }
    }

    @Test("Given a trained model, its file holds the threshold that evaluate takes up")
    func modelsHoldTheirThreshold() throws {
        let training = try Command(arguments("run", ["training.epochs=1"]))
        #expect(training.status == 0, "\(training.errors)")
        let model = scratch.path("run/model.safetensors")
        for split in ["train", "validation"] {
            let command = try Command(
                "embed", model, table, "--split", split, "--output",
                scratch.path("\(split).safetensors"))
            #expect(command.status == 0, "\(command.errors)")
        }
        let files = ["train", "validation"].map { scratch.path("\($0).safetensors") }

        let judged = try Command(["evaluate"] + files + ["--model", model])

        #expect(judged.status == 0, "\(judged.errors)")
        #expect(judged.output.contains("threshold  "))
    }

    @Test("Given nothing held out, all is learned from, and the model has the last weights")
    func everythingIsLearned() throws {
        let settings = ["training.epochs=2", "data.validation=none", "data.validation_share=0"]
        let training = try Command(arguments("all", settings))
        #expect(training.status == 0, "\(training.errors)")
        #expect(training.errors.contains("0 held out"))
        #expect(training.output.contains("the model has the last weights"))
        let model = scratch.path("all/model.safetensors")
        #expect(FileManager.default.fileExists(atPath: model))
    }

    @Test("Given mistakes, the error says what to do, and the run's folder stays whole")
    func refusals() throws {
        let nothing = try Command("train", "--output", scratch.path("none"))
        #expect(nothing.status == 64)
        let missing = try Command(
            arguments("missing", ["model.weights=\(scratch.path("no.pth"))"]))
        #expect(missing.status == 66)
        #expect(missing.errors.contains("no.pth"))
        let unknown = try Command(arguments("unknown", ["model.architecture=resnet50"]))
        #expect(unknown.status == 65)
        #expect(unknown.errors.contains("resnet50"))

        let first = try Command(arguments("run", ["training.epochs=1"]))
        #expect(first.status == 0)
        let before = try losses("run")
        let other = try Command(arguments("run", ["training.epochs=1", "head.margin=0.4"]))
        #expect(other.status == 1)
        #expect(other.errors.contains("expected '  margin: 0.4"))
        #expect(try losses("run") == before)
    }

    @Test("Given bad photographs, few are skipped and many stop the run")
    func badPhotographs() throws {
        try Data("no picture".utf8).write(to: scratch.url.appendingPathComponent("ann0.png"))
        let few = try Command(arguments("few", ["training.epochs=1"]))
        #expect(few.status == 0, "\(few.errors)")
        #expect(few.errors.contains("skipped:") && few.errors.contains("ann0.png"))

        for number in 1..<6 {
            try Data("no".utf8).write(to: scratch.url.appendingPathComponent("ben\(number).png"))
        }
        let many = try Command(arguments("many", ["training.epochs=1"]))
        #expect(many.status == 65)
        #expect(many.errors.contains("may fail"))
    }
}
