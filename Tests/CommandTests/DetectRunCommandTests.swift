import Datasets
import Foundation
import Imaging
import Testing
import Torch

/// Finds discs in photographs held out, by a model that learned on others.
@Suite(TrainedDetector.forAll) struct DetectRunCommandTests {
    let trained: TrainedDetector
    let scratch: ScratchFolder
    let photographs: String

    /// Given a folder of six photographs with a disc each, one of the sea alone, and one that is no photograph.
    init() throws {
        trained = try #require(TrainedDetector.current)
        scratch = try ScratchFolder()
        photographs = scratch.path("photographs")
        try FileManager.default.copyItem(
            atPath: trained.fins.folder + "/images/val", toPath: photographs)
        try PixelImage(size: DrawnFins.size, filledWith: Pixel(grey: 50))
            .write(to: photographs + "/sea.png")
        try Data("no picture".utf8).write(to: URL(fileURLWithPath: photographs + "/bad.png"))
    }

    private func run(_ output: String, _ more: String...) throws -> Command {
        try Command(
            [
                "detect", "run", trained.model, photographs, "--output", scratch.path(output),
                "--tolerate", "0.2",
            ] + more)
    }

    /// How many of the discs were found, each by a box that overlaps it by half.
    private func foundCount(_ table: PhotographTable) -> Int {
        table.photographs.count { photograph in
            let name = photograph.path.split(separator: "/").last.map(String.init) ?? ""
            guard let numbers = trained.fins.boxes["val/" + name] else { return false }
            let truth = Box(
                left: numbers[0], top: numbers[1], right: numbers[2], bottom: numbers[3])
            let size = PictureSize(width: DrawnFins.size.width, height: DrawnFins.size.height)
            return photograph.boxes.contains {
                $0.box.pixels(in: size).intersectionOverUnion(truth) > 0.5
            }
        }
    }

    @Test("Given enough epochs, discs in photographs held out are found")
    func learning() throws {
        #expect(trained.training.status == 0, "\(trained.training.errors)")
        let log = try String(
            contentsOfFile: trained.folder + "/log.csv", encoding: .utf8
        ).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let column = try #require(log[0].firstIndex { $0 == "val_map50" })
        let best = log.dropFirst().compactMap { Double($0[column]) }.max()
        #expect(try #require(best) > 0.5, "\(trained.training.errors)")
    }

    @Test("Given photographs, their boxes are written, counted, and judged as in the training")
    func tables() throws {
        let command = try run("found.csv")

        #expect(command.status == 0, "\(command.errors)")
        #expect(command.output.contains("skipped    \(photographs)/bad.png: "))
        #expect(command.output.contains("found.csv: 7 photographs, "))
        #expect(command.output.contains(", 1 that could not be read\n"))
        let table = try Dataset(contentsOf: scratch.path("found.csv")).table
        #expect(table.count == 7)
        // With as many boxes side by side, all that the training has found at the confidence that it chose.
        #expect(try run("beside.csv", "--iou", "0.6").status == 0)
        let beside = try Dataset(contentsOf: scratch.path("beside.csv")).table
        struct Description: Decodable { let results: [String: Double] }
        let metadata = try StateDictionary(contentsOf: trained.model).metadata["detector"]
        let recall = try JSONDecoder().decode(
            Description.self, from: Data((metadata ?? "").utf8)
        ).results["val_recall"]
        #expect(Double(foundCount(beside)) == recall.map { (6 * $0).rounded() })
        let empty = table.photographs.count { $0.boxes.isEmpty }
        #expect(command.output.contains("\n\(empty) with no box, "))
        #expect(table.photographs.last?.path == "sea.png")
        for label in table.photographs.flatMap(\.boxes) {
            #expect(label.className == "fin" && label.origin == "detector")
            #expect(label.confidence.map { 0..<1 ~= $0 } == true)
            #expect(label.box.left >= 0 && label.box.right <= 96 && label.box.bottom <= 72)
        }
        #expect(!FileManager.default.fileExists(atPath: scratch.path("found.csv.found")))
        let again = try run("found.csv")
        #expect(again.status == 73 && again.errors.contains("--force"))

        let judged = try Command(
            "detect", "evaluate", trained.fins.folder, scratch.path("found.csv"), "--split",
            "validation")
        #expect(judged.status == 0, "\(judged.errors)")
        #expect(judged.output.contains("judged      6 photographs with 6 boxes"))
    }

    @Test("Given other formats, the same boxes stand in them")
    func formats() throws {
        #expect(try run("found.csv").status == 0)
        let expected = try Dataset(contentsOf: scratch.path("found.csv")).table
        for (name, format) in [("yolo", "yolo"), ("coco.json", "coco")] {
            let command = try run(name, "--to", format)
            #expect(command.status == 0, "\(command.errors)")
            let found = try Dataset(contentsOf: scratch.path(name)).table
            #expect(found.count == expected.count && found.boxCount == expected.boxCount)
            #expect(foundCount(found) == foundCount(expected))
        }
    }

    @Test("Given --json, the figures come as JSON")
    func json() throws {
        struct Figures: Decodable {
            let photographs: Int
            let boxes: Int
            let empty: Int
            let several: Int
            let skipped: [String]
            let photographsPerSecond: Double
        }
        let command = try run("found.csv", "--json", "--confidence", "0.999")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let figures = try decoder.decode(Figures.self, from: Data(command.output.utf8))
        #expect(figures.photographs == 7 && figures.boxes == 0 && figures.empty == 7)
        #expect(figures.several == 0 && figures.skipped.count == 1)
        #expect(figures.photographsPerSecond > 0)
    }

    @Test("Given tiles, or three looks at each photograph, boxes are in their places, too")
    func manyLooks() throws {
        let plain = try run("plain.csv", "--confidence", "0.1")
        #expect(plain.status == 0)
        let expected = foundCount(try Dataset(contentsOf: scratch.path("plain.csv")).table)
        for more in [["--augment"], ["--tile", "64"]] {
            let output = scratch.path("more\(more.count).csv")
            let command = try Command(
                [
                    "detect", "run", trained.model, photographs, "--output", output, "--tolerate",
                    "0.2", "--confidence", "0.1", "--json",
                ] + more)
            #expect(command.status == 0, "\(command.errors)")
            let table = try Dataset(contentsOf: output).table
            #expect(table.count == 7)
            #expect(foundCount(table) >= expected - 1, "\(more)")
        }
    }

    @Test("Given more bad photographs than are tolerated, the others are kept for the next try")
    func resuming() throws {
        #expect(try run("whole.csv").status == 0)
        let output = scratch.path("found.csv")
        let arguments = ["detect", "run", trained.model, photographs, "--output", output]
        let refused = try Command(arguments + ["--batch-size", "2", "--tolerate", "0"])
        #expect(refused.status == 65)
        #expect(refused.errors.contains("1 of 8 samples could not be made"))
        #expect(!FileManager.default.fileExists(atPath: output))
        // A line for the key, and one for each photograph that could be read.
        let kept = try String(contentsOfFile: output + ".found", encoding: .utf8)
        #expect(kept.split(separator: "\n").count == 8)
        #expect(!FileManager.default.fileExists(atPath: output + ".found.lock"))

        // What was found is not looked at again, but what was replaced meanwhile is.
        try FileManager.default.removeItem(atPath: photographs + "/bad.png")
        try FileManager.default.copyItem(
            atPath: photographs + "/sea.png", toPath: photographs + "/bad.png")
        let resumed = try Command(arguments)
        #expect(resumed.status == 0, "\(resumed.errors)")
        let (whole, found) = try (
            Dataset(contentsOf: scratch.path("whole.csv")).table,
            Dataset(contentsOf: output).table
        )
        #expect(found.count == 8)
        #expect(found.photographs.filter { $0.path != "bad.png" } == whole.photographs)
    }

    @Test("Given a single bad photograph of few, the others' boxes are written")
    func oneBadOfFew() throws {
        for number in 1..<6 {
            try FileManager.default.removeItem(atPath: photographs + "/held\(number).png")
        }
        let command = try Command(
            "detect", "run", trained.model, photographs, "--output", scratch.path("found.csv"))

        #expect(command.status == 0, "\(command.errors)")
        #expect(command.output.contains("found.csv: 2 photographs, "))
        #expect(command.output.contains("skipped    \(photographs)/bad.png: "))
    }

    @Test("Given photographs of which none can be read, the run is refused, and leaves no file")
    func nothingToRead() throws {
        let folder = scratch.path("bad")
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try Data("no picture".utf8).write(to: URL(fileURLWithPath: folder + "/bad.png"))
        let before = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path)

        let refused = try Command(
            "detect", "run", trained.model, folder, "--output", scratch.path("found.csv"))

        #expect(refused.status == 65)
        let after = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path)
        #expect(Set(after) == Set(before))
    }

    @Test("Given a run that was killed, when it goes on, then it ends as an undisturbed one")
    func killedRunsGoOn() throws {
        // As many as take a while, each of which is written down before the next.
        let many = scratch.path("many")
        try FileManager.default.createDirectory(atPath: many, withIntermediateDirectories: true)
        for number in 0..<150 {
            try FileManager.default.copyItem(
                atPath: "\(photographs)/held\(number % 6).png", toPath: "\(many)/\(number).png")
        }
        func arguments(_ output: String) -> [String] {
            ["detect", "run", trained.model, many, "--output", output, "--batch-size", "1"]
        }
        let (whole, killed) = (scratch.path("whole.csv"), scratch.path("killed.csv"))
        #expect(try Command(arguments(whole)).status == 0)

        func lineCount() -> Int {
            let journal = FileManager.default.contents(atPath: killed + ".found")
            return journal?.count { $0 == UInt8(ascii: "\n") } ?? 0
        }
        var kills = 0
        for lines in [3, 30] {
            let process = try Command.start(arguments(killed))
            while lineCount() < lines, process.isRunning { Thread.sleep(forTimeInterval: 0.002) }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            // On a busy machine this process may look too late, and the run has ended.
            guard process.terminationReason == .uncaughtSignal else { break }
            kills += 1
            #expect(!FileManager.default.fileExists(atPath: killed))
            #expect(lineCount() >= lines)
        }
        #expect(kills > 0)
        if kills == 2 {
            let resumed = try Command(arguments(killed))
            #expect(resumed.status == 0, "\(resumed.errors)")
        }

        let tables = try [whole, killed].map { try String(contentsOfFile: $0, encoding: .utf8) }
        #expect(tables[0] == tables[1])
        let left = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path)
        #expect(!left.contains { $0.contains(".found") })
    }

    @Test("Given boxes that were found, crop cuts them out, and names what to look at")
    func crops() throws {
        #expect(try run("found.csv").status == 0)
        let crops = scratch.path("crops")
        let command = try Command("crop", scratch.path("found.csv"), crops)
        #expect(command.status == 0, "\(command.errors)")
        #expect(command.output.contains("crops of 7 photographs"))
        for name in ["crops.csv", "review.html", "contact-sheet.jpg", "held0.jpg"] {
            #expect(FileManager.default.fileExists(atPath: "\(crops)/\(name)"), "\(name)")
        }
    }

    @Test("Given what is no detector, or bad usage, the error says what to do")
    func refusals() throws {
        let text = scratch.path("text.safetensors")
        try Data("no model".utf8).write(to: URL(fileURLWithPath: text))
        var state = StateDictionary()
        state["weight"] = Tensor.zeros([1])
        let other = scratch.path("other.safetensors")
        try state.write(to: other)
        func look(_ model: String, _ more: String...) throws -> Command {
            try Command(
                ["detect", "run", model, photographs, "--output", scratch.path("x.csv")] + more)
        }
        #expect(try look(text).status == 65)
        let foreign = try look(other)
        #expect(foreign.status == 65)
        #expect(foreign.errors.contains("other.safetensors: it is no detector"))
        #expect(foreign.errors.contains("flukeprint detect train"))
        #expect(try look(scratch.path("gone")).status == 66)
        #expect(try look(trained.model, "--confidence", "2").status == 64)
        #expect(try look(trained.model, "--size", "100").status == 64)
        #expect(try look(trained.model, "--tile", "5").status == 64)
        let empty = scratch.path("empty")
        try FileManager.default.createDirectory(
            atPath: empty, withIntermediateDirectories: true)
        let nothing = try Command(
            "detect", "run", trained.model, empty, "--output", scratch.path("x.csv"))
        #expect(nothing.status == 65, "\(nothing.errors)")
        #expect(!FileManager.default.fileExists(atPath: scratch.path("x.csv")))
        let folder = try Command(
            "detect", "run", trained.model, photographs, "--output", empty, "--force")
        #expect(folder.status == 73)
        #expect(folder.errors.contains("\(empty): is a folder, and boxes are written to a file"))
        #expect(!FileManager.default.fileExists(atPath: "\(empty).found"))
    }
}
