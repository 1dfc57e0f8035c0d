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
        var rows = "photograph,individual,species,split\n"
        for (name, colour) in colours {
            for number in 0..<8 {
                let path = "\(name)\(number).png"
                var shade = colour
                shade.red = UInt8(clamping: Int(colour.red) + number)
                let picture = PixelImage(
                    size: ImageSize(width: 48, height: 40), filledWith: shade)
                try Data(try picture.encoded(as: .png())).write(
                    to: scratch.url.appendingPathComponent(path))
                // Not every photograph's species is known.
                let species = number == 2 ? "" : name == "cat" ? "whale" : "dolphin"
                rows += "\(path),\(name),\(species),\(number < 6 ? "train" : "validation")\n"
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
            Array(row.split(separator: ",", omittingEmptySubsequences: false).dropLast(3))
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
        let settings = ["head.species_weight=0.3"]
        let whole = try Command(arguments("whole", settings))
        #expect(whole.status == 0, "\(whole.errors)")
        #expect(whole.output.contains("best       map5"))
        let log = try losses("whole")
        #expect(log.count == 4)
        for column in ["species_loss", "val_species_loss", "val_species_accuracy"] {
            let place = try #require(log[0].firstIndex { $0 == column })
            #expect(log.dropFirst().allSatisfy { Double($0[place]) ?? -1 >= 0 }, "\(column)")
        }
        for name in ["model.safetensors", "curves.svg", "configuration.yaml", "versions.yaml"] {
            #expect(FileManager.default.fileExists(atPath: scratch.path("whole/\(name)")))
        }

        var kills = 0
        for (checkpoints, signal) in [(1, SIGKILL), (3, SIGINT), (2, SIGKILL)] {
            let process = try Command.start(arguments("killed", settings))
            try wait(for: checkpoints, of: scratch.path("killed/last.safetensors"), by: process)
            kill(process.processIdentifier, signal)
            process.waitUntilExit()
            // On a busy machine this process may look too late, and the run has ended.
            if process.terminationReason == .exit, process.terminationStatus != 130 { break }
            kills += 1
        }
        #expect(kills > 0)
        let resumed = try Command(arguments("killed", settings))

        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(try losses("killed") == losses("whole"))
        let models = try ["whole", "killed"].map {
            try StateDictionary(contentsOf: scratch.path("\($0)/model.safetensors"))
        }
        for (name, tensor) in models[0] {
            #expect(models[1][name]?.isEqual(to: tensor) == true, "\(name)")
        }
        #expect(models[0]["species_head.weight"]?.shape == [2, 16])

        let named = try Command(
            "classify", scratch.path("whole/model.safetensors"), table, "--species",
            "--output", scratch.path("species.csv"))
        #expect(named.status == 0, "\(named.errors)")
        #expect(named.output.contains("judged     21 photographs of 2 of 2 classes"))
        let embedded = try Command(
            "embed", scratch.path("whole/model.safetensors"), table,
            "--output", scratch.path("embeddings.safetensors"))
        #expect(embedded.status == 0, "\(embedded.errors)")
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
        // Nothing was begun, so there is no folder in the way of the next attempt.
        #expect(!FileManager.default.fileExists(atPath: scratch.path("missing")))
        let same = try Command(
            arguments("same", ["data.label=species", "head.species_weight=0.1"]))
        #expect(same.status == 65)
        #expect(same.errors.contains("another label than species"))

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
