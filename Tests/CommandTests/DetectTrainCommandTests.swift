import Foundation
import Imaging
import Testing
import Torch

/// Trains a small detector on pictures of discs.
@Suite struct DetectTrainCommandTests {
    private let scratch: ScratchFolder
    private let fins: DrawnFins
    private let settings = [
        "input.size=64", "input.multi_scale=0.4", "training.epochs=3", "training.batch_size=4",
        "training.nominal_batch_size=8", "training.precision=float32",
        "training.average_decay=0.9", "training.average_warm_up=2",
        "training.checkpoint_minutes=0", "loading.workers=1",
    ]

    init() throws {
        scratch = try ScratchFolder()
        fins = try DrawnFins(in: scratch)
    }

    private func arguments(_ run: String, _ more: [String] = []) -> [String] {
        ["detect", "train", "--table", fins.folder, "--output", scratch.path(run)]
            + (settings + more).flatMap { ["--set", $0] }
    }

    /// The log without what a clock decides.
    private func log(_ run: String) throws -> [[Substring]] {
        let text = try String(contentsOfFile: scratch.path("\(run)/log.csv"), encoding: .utf8)
        return text.split(separator: "\n").map { row in
            Array(row.split(separator: ",", omittingEmptySubsequences: false).dropLast(3))
        }
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: scratch.path(name), encoding: .utf8)
    }

    private func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: scratch.path(name))
    }

    /// Waits until a file was replaced so many times, or its writer has ended.
    private func wait(for count: Int, of path: String, by process: Process) {
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
        #expect(whole.errors.contains("10 photographs with 10 boxes of the class fin"))
        #expect(whole.errors.contains("to learn from, 4 with 4 held out"))
        #expect(whole.output.contains("best       fitness"))
        #expect(whole.output.contains("held out   mAP@0.5 "))
        let log = try log("whole")
        #expect(log.count == 4 && log.allSatisfy { $0.count == 10 })
        for name in [
            "configuration.yaml", "versions.yaml", "curves.svg", "last.safetensors",
            "model.safetensors", "detections.html", "predictions.jpg",
        ] { #expect(exists("whole/\(name)"), "\(name)") }
        #expect(!exists("whole/findings.txt"))
        #expect(try text("whole/versions.yaml").contains("libtorch: "))
        let sheet = try ImageDecoder().decode(
            ImageFile(path: scratch.path("whole/predictions.jpg")))
        #expect(sheet.image.width > 3 * 480)

        var kills = 0
        for (checkpoints, signal) in [(2, SIGKILL), (1, SIGINT), (3, SIGKILL)] {
            let process = try Command.start(arguments("killed"))
            wait(for: checkpoints, of: scratch.path("killed/last.safetensors"), by: process)
            kill(process.processIdentifier, signal)
            process.waitUntilExit()
            // On a busy machine this process may look too late, and the run has ended.
            if process.terminationReason == .exit, process.terminationStatus != 130 { break }
            kills += 1
        }
        #expect(kills > 0)
        let resumed = try Command(arguments("killed"))

        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(try self.log("killed") == log)
        let models = try ["whole", "killed"].map {
            try Data(contentsOf: URL(fileURLWithPath: scratch.path("\($0)/model.safetensors")))
        }
        #expect(models[0] == models[1])

        let again = try Command(arguments("whole"))
        #expect(again.status == 0 && again.errors.contains("finished before: 3 epochs of 3"))
        let other = try Command(arguments("whole", ["optimizer.learning_rate=0.02"]))
        #expect(other.status == 1)
        #expect(other.errors.contains("another configuration has been run here"))
        #expect(other.errors.contains("expected '  learning_rate: 0.02"))
        #expect(try self.log("whole") == log)
    }

    @Test("Given bad labels, each is told of with file and line, and the others are learned from")
    func badLabels() throws {
        try fins.write("labels/train/fin0.txt", "0 0.5 0.5 0.2 0.2\n0 0.95 0.5 0.3 0.2\n")
        try fins.write("labels/train/fin1.txt", "0 0.5 0.5 0.0 0.2\n")
        try fins.write("labels/train/fin2.txt", "0 0.5 0.5 0.2 0.2\n5 0.5 0.5 0.2 0.2\n")
        try fins.write("labels/train/fin3.txt", "")
        try fins.write("labels/train/lonely.txt", "0 0.5 0.5 0.2 0.2\n")
        try fins.write("labels/train/fin4.txt", "0 0.5 0.5 0.2 0.2\n0 0.5 0.5\n")

        let command = try Command(arguments("run", ["training.epochs=1"]))

        #expect(command.status == 0, "\(command.errors)")
        #expect(command.errors.contains("9 photographs with 9 boxes of the class fin"))
        let findings = try text("run/findings.txt")
        for (line, isFault) in [
            ("labels/train/fin0.txt:2: a box of", true), (": clipped to the picture", true),
            ("labels/train/fin1.txt:1: a box of", true), ("has no area: left out", true),
            ("labels/train/fin4.txt:2: expected 'class x y width height', found 3 fields", true),
            ("images/train/fin1.png: no label of it is of use: it is left out", false),
            ("labels/train/fin2.txt:2: class 5 is not among the 1 that are declared", true),
            ("labels/train/lonely.txt: there is no photograph of this name", true),
            ("images/train/fin3.png: there is no box: it shows background", false),
        ] {
            #expect(findings.contains(line), "\(line)")
            #expect(command.errors.contains(line) == isFault, "\(line)")
        }
        #expect(command.errors.contains("warning: "))
        #expect(command.errors.contains("1 photographs have no box, and are background"))
        #expect(command.errors.contains("1 photographs have no label that is of use, and are left"))

        let strict = try Command(arguments("strict", ["data.strict=true"]))
        #expect(strict.status == 65)
        #expect(strict.errors.contains("labels/train/fin0.txt:2: a box of"))
        #expect(!exists("strict"))
    }

    @Test("Given bad photographs, few are skipped and named, and many stop the run")
    func badPhotographs() throws {
        for name in ["train/fin0", "val/held0"] {
            try Data("no picture".utf8).write(to: URL(fileURLWithPath: fins.photograph(name)))
        }
        let settings = ["training.epochs=1", "input.augmentation=none"]
        let few = try Command(arguments("few", settings + ["loading.tolerated_bad_share=0.3"]))
        #expect(few.status == 0, "\(few.errors)")
        for name in ["train/fin0.png", "val/held0.png"] {
            #expect(few.errors.contains("skipped: \(fins.folder)/images/\(name)"), "\(name)")
            #expect(few.output.contains("skipped    \(fins.folder)/images/\(name)"), "\(name)")
        }

        let many = try Command(arguments("many", settings))
        #expect(many.status == 65)
        #expect(
            many.errors.contains(
                "2 of 14 photographs of the training cannot be read, where 10 % may fail"))
        #expect(many.errors.contains("(--set loading.tolerated_bad_share=…)"))

        // The one that holds a box: nothing is left to judge by.
        for number in 1..<4 { try fins.write("labels/val/held\(number).txt", "") }
        let unjudged = try Command(
            arguments("unjudged", settings + ["loading.tolerated_bad_share=0.3"]))
        #expect(unjudged.status == 65)
        #expect(unjudged.errors.contains("no photograph held out that says anything can be read"))
    }

    @Test("Given one bad photograph of few, be it held out or learned from, the training goes on")
    func oneBadPhotograph() throws {
        for name in ["val/held0", "train/fin0"] {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: fins.photograph(name)))
            try Data("no picture".utf8).write(to: URL(fileURLWithPath: fins.photograph(name)))
            let command = try Command(arguments(name, ["training.epochs=1"]))
            #expect(command.status == 0, "\(name): \(command.errors)")
            let lines = command.output.split(separator: "\n").filter { $0.contains("skipped") }
            #expect(lines.count == 1 && lines[0].contains("\(name).png"), "\(name)")
            try bytes.write(to: URL(fileURLWithPath: fins.photograph(name)))
        }
        let none = try Command(arguments("none", ["loading.tolerated_bad_share=0"]))
        #expect(none.status == 0, "\(none.errors)")
        try Data("no picture".utf8)
            .write(to: URL(fileURLWithPath: fins.photograph("train/fin0")))
        let strict = try Command(arguments("strict", ["loading.tolerated_bad_share=0"]))
        #expect(strict.status == 65 && strict.errors.contains("where 0 % may fail"))
    }

    @Test("Given mistakes, the error says what to do, and no folder stands in the way")
    func refusals() throws {
        let nothing = try Command("detect", "train", "--output", scratch.path("none"))
        #expect(nothing.status == 64 && nothing.errors.contains("--table"))
        let missing = try Command(arguments("missing", ["model.weights=\(scratch.path("no.pt"))"]))
        #expect(missing.status == 66 && missing.errors.contains("no.pt"))
        let text = scratch.path("text.safetensors")
        try Data("no weights".utf8).write(to: URL(fileURLWithPath: text))
        let damaged = try Command(arguments("missing", ["model.weights=\(text)"]))
        #expect(damaged.status == 65 && damaged.errors.contains("text.safetensors: "))
        var state = StateDictionary()
        state["classifier.weight"] = Tensor.zeros([2, 3])
        try state.write(to: text)
        let foreign = try Command(arguments("missing", ["model.weights=\(text)"]))
        #expect(foreign.status == 65)
        #expect(foreign.errors.contains("text.safetensors: the tensors do not fit the model"))
        let size = try Command(arguments("missing", ["input.size=100"]))
        #expect(size.status == 65 && size.errors.contains("a multiple of 32, found 100"))
        let classless = try Command(arguments("missing", ["data.classes=[fluke]"]))
        #expect(classless.status == 65)
        #expect(classless.errors.contains("none of the classes fluke; the classes are fin"))
        let gone = try Command(arguments("missing", ["data.table=\(scratch.path("gone"))"]))
        #expect(gone.status == 66)
        #expect(!exists("missing") && !exists("none"))
    }

    @Test("Given weights of a detector of other classes, all but the last layers are taken over")
    func fineTuning() throws {
        let first = try Command(arguments("first", ["training.epochs=1"]))
        #expect(first.status == 0, "\(first.errors)")
        try fins.write("data.yaml", "train: images/train\nval: images/val\nnames: [fin, fluke]\n")
        try fins.write("labels/train/fin0.txt", "1 0.5 0.5 0.2 0.2\n")
        let second = try Command(
            arguments("second", ["training.epochs=1", "optimizer.learning_rate=0"])
                + ["--weights", scratch.path("first/model.safetensors")])
        #expect(second.status == 0, "\(second.errors)")

        let models = try ["first", "second"].map {
            try StateDictionary(contentsOf: scratch.path("\($0)/model.safetensors"))
        }
        let name = "model.9.cv1.conv.weight"
        #expect(models[0][name]?.isEqual(to: try #require(models[1][name])) == true)
        #expect(models[1]["model.24.m.0.bias"]?.shape == [21])
    }

    @Test("Given a disk that is full, nothing is lost, and with room again the run goes on")
    func fullDisks() throws {
        let settings = ["training.epochs=1"]
        let whole = try Command(arguments("roomy", settings))
        #expect(whole.status == 0, "\(whole.errors)")

        let full = try Command(arguments("narrow", settings), limitingFilesTo: 20_000)

        #expect(full.status == 73, "\(full.errors)")
        #expect(full.errors.contains("last.safetensors: cannot be written"))
        let left = try FileManager.default.contentsOfDirectory(atPath: scratch.path("narrow"))
        #expect(!left.contains { $0.hasSuffix(".partial") })
        let resumed = try Command(arguments("narrow", settings))
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(try log("narrow") == log("roomy"))
    }

    @Test("Given nothing held out, all is learned from, and the model has the last weights")
    func everythingIsLearned() throws {
        let command = try Command(
            arguments(
                "all",
                [
                    "training.epochs=1", "data.train=[train, validation]", "data.validation=none",
                    "data.validation_share=0",
                ]))
        #expect(command.status == 0, "\(command.errors)")
        #expect(command.errors.contains("14 photographs with 14 boxes"))
        #expect(command.output.contains("the model has the last weights"))
        #expect(exists("all/model.safetensors") && !exists("all/detections.html"))
    }

    @Test("Given no data set, the configuration is printed, and read again")
    func configurations() throws {
        let printed = try Command(
            "detect", "train", "--print-configuration", "--table", "t", "--class", "fin", "--set",
            "input.size=96")
        #expect(printed.status == 0)
        let path = scratch.path("detector.yaml")
        try Data(printed.output.utf8).write(to: URL(fileURLWithPath: path))
        let again = try Command("detect", "train", path, "--print-configuration")
        #expect(again.output == printed.output)
        try Data("input:\n  sise: 96\n".utf8).write(to: URL(fileURLWithPath: path))
        let mistaken = try Command("detect", "train", path, "--table", fins.folder)
        #expect(mistaken.status == 65)
        #expect(mistaken.errors.contains("\(path):2: found the unknown key 'input.sise'"))
    }
}
