import Foundation
import Imaging
import Testing

/// Finds discs and cuts them out in one pass.
extension DetectRunCommandTests {
    /// Finds, with crops beside the table or without.
    private func find(_ table: String, _ more: [String] = []) throws -> Command {
        try Command(
            ["detect", "run", trained.model, photographs, "--output", scratch.path(table)] + more)
    }

    /// The files of a folder of crops, by name; the journal is not one of the results.
    private func files(_ folder: String) throws -> [String: Data] {
        let root = URL(fileURLWithPath: scratch.path(folder))
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: root.path)
        where !name.hasPrefix(".") {
            files[name] = try? Data(contentsOf: root.appendingPathComponent(name))
        }
        return files
    }

    private func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: scratch.path(name)))
    }

    /// The photographs that the journal of a folder of crops names, as often as it does.
    private func cropped(_ folder: String) throws -> [String] {
        struct Line: Decodable { let source: String }
        return try bytes("\(folder)/.crops.jsonl").split(separator: UInt8(ascii: "\n"))
            .map { try JSONDecoder().decode(Line.self, from: $0).source }.sorted()
    }

    /// Makes photographs whose crops would meet, and one in a folder below.
    private func addPhotographs() throws {
        try FileManager.default.createDirectory(
            atPath: photographs + "/deep", withIntermediateDirectories: true)
        for (name, copy) in [("held0", "held0_1"), ("held1", "held0_1_2"), ("held2", "deep/held2")]
        {
            try FileManager.default.copyItem(
                atPath: "\(photographs)/\(name).png", toPath: "\(photographs)/\(copy).png")
        }
        try ImageDecoder().decode(ImageFile(path: photographs + "/held1.png")).image
            .write(to: photographs + "/held1.jpg")
    }

    @Test(
        "Given --crops, the table and the folder are those of the two commands, byte for byte",
        arguments: [[], ["--boxes", "all", "--margin", "0.3", "--no-whole-if-none"]])
    func onePass(options: [String]) throws {
        try addPhotographs()
        let detecting = ["--tolerate", "0.2", "--confidence", "0.05", "--batch-size", "3"]
        #expect(try find("two.csv", detecting).status == 0)
        #expect(
            try Command(["crop", scratch.path("two.csv"), scratch.path("two")] + options).status
                == 0)

        let command = try find(
            "one.csv", detecting + ["--crops", scratch.path("one")] + options)

        #expect(command.status == 0, "\(command.errors)")
        #expect(command.output.contains("skipped    \(photographs)/bad.png: "))
        #expect(command.output.contains("crops of 11 photographs, "))
        #expect(command.output.contains(", 0 skipped, 0 up to date, "))
        #expect(try bytes("one.csv") == bytes("two.csv"))
        let (one, two) = try (files("one"), files("two"))
        #expect(one.keys.sorted() == two.keys.sorted())
        for name in two.keys { #expect(one[name] == two[name], "\(name)") }
        #expect(
            one["review.html"] != nil && one["deep/held2.jpg"] ?? one["deep/held2_1.jpg"] != nil)
        // Each photograph was cropped once: what was made on the way was found in the end.
        #expect(try cropped("one") == cropped("two"))
        #expect(!FileManager.default.fileExists(atPath: scratch.path("one.csv.found")))
    }

    @Test("Given a run that was refused, the same command goes on, and makes the same files")
    func onePassGoesOn() throws {
        try addPhotographs()
        let arguments = ["--crops", scratch.path("one"), "--batch-size", "2"]
        let refused = try find("one.csv", arguments)
        #expect(refused.status == 0, "one of twelve photographs is bad: \(refused.errors)")
        let whole = try files("one")
        for name in ["one", "one.csv"] {
            try FileManager.default.removeItem(atPath: scratch.path(name))
        }

        let strict = try find("one.csv", arguments + ["--tolerate", "0"])
        #expect(strict.status == 65)
        #expect(!FileManager.default.fileExists(atPath: scratch.path("one.csv")))
        let before = try cropped("one")
        let resumed = try find("one.csv", arguments)

        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(try files("one") == whole)
        // Nothing was cropped twice.
        let after = try cropped("one")
        #expect(Set(before).count == before.count)
        #expect(Set(after).count == 11 && after.count == 11)
    }

    @Test("Given a run that was killed, the same command ends with the same files")
    func onePassKilled() throws {
        for number in 0..<60 {
            try FileManager.default.copyItem(
                atPath: "\(photographs)/held\(number % 6).png",
                toPath: "\(photographs)/copy\(number).png")
        }
        let arguments = ["--batch-size", "2", "--no-sheets", "--crops"]
        #expect(try find("whole.csv", arguments + [scratch.path("whole")]).status == 0)

        let process = try Command.start(
            ["detect", "run", trained.model, photographs, "--output", scratch.path("killed.csv")]
                + arguments + [scratch.path("killed")])
        while process.isRunning, (try? cropped("killed").count) ?? 0 < 5 { usleep(1000) }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        let resumed = try find("killed.csv", ["--force"] + arguments + [scratch.path("killed")])

        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(try bytes("killed.csv") == bytes("whole.csv"))
        let (killed, whole) = try (files("killed"), files("whole"))
        #expect(killed.count == 69 && killed == whole)
    }

    @Test(
        "Given crops below the photographs, a run that was refused goes on, and crops are no photographs"
    )
    func cropsBelowPhotographs() throws {
        try addPhotographs()
        #expect(try find("whole.csv", ["--crops", scratch.path("whole")]).status == 0)
        let arguments = ["--batch-size", "2", "--crops", photographs + "/crops"]

        let refused = try find("one.csv", arguments + ["--tolerate", "0"])
        #expect(refused.status == 65)
        let found = try bytes("one.csv.found")
        let early = try cropped("photographs/crops")
        #expect(!early.isEmpty)
        let resumed = try find("one.csv", arguments)

        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(resumed.errors.contains("left out   \(early.count) files in \(photographs)/crops"))
        // A line for the key, and one for each photograph; none was looked at again.
        #expect(found.split(separator: UInt8(ascii: "\n")).count == 12)
        #expect(resumed.output.contains("\n0.0 photographs per second"))
        #expect(try bytes("one.csv") == bytes("whole.csv"))
        let crops = try files("photographs/crops")
        #expect(crops.keys.sorted() == (try files("whole")).keys.sorted())
        #expect(try cropped("photographs/crops").count == 11)
        // Nor are the sheets, once all is done.
        let again = try find("again.csv", arguments)
        #expect(again.status == 0 && again.output.contains("11 up to date"), "\(again.output)")
        #expect(try bytes("again.csv") == bytes("whole.csv"))
    }

    @Test("Given --force, the table is replaced, and crops that are up to date stay")
    func onePassForced() throws {
        let arguments = ["--no-sheets", "--crops", scratch.path("one")]
        #expect(try find("one.csv", arguments).status == 0)
        #expect(try find("one.csv", arguments).status == 73)

        let forced = try find("one.csv", arguments + ["--force"])

        #expect(forced.status == 0 && forced.output.contains("7 up to date"), "\(forced.output)")
    }

    @Test("Given --json, the crops' figures stand among the others")
    func onePassJSON() throws {
        struct Figures: Decodable {
            struct Crops: Decodable {
                let crops: Int
                let made: Int
                let upToDate: Int
            }
            let photographs: Int
            let crops: Crops
        }
        let command = try find(
            "one.csv", ["--tolerate", "0.2", "--json", "--crops", scratch.path("one")])
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let figures = try decoder.decode(Figures.self, from: Data(command.output.utf8))
        #expect(figures.photographs == 7 && figures.crops.crops == 7)
        #expect(figures.crops.made == 7 && figures.crops.upToDate == 0)
    }

    @Test("Given what cannot be cropped, it is said before any photograph is looked at")
    func onePassRefusals() throws {
        let idle = try find("x.csv", ["--margin", "0.2"])
        #expect(idle.status == 64 && idle.errors.contains("--crops"))
        let crops = ["--crops", scratch.path("x")]
        #expect(try find("x.csv", crops + ["--quality", "0"]).status == 64)
        let classless = try find("x.csv", crops + ["--box", "fluke"])
        #expect(classless.status == 65 && classless.errors.contains("the classes are fin"))
        for force in [[], ["--force"]] {
            let foreign = try find("x.csv", ["--crops", photographs] + force)
            #expect(foreign.status == 73)
            #expect(foreign.errors.contains("holds no crops of an earlier run"))
        }
        for output in ["x", "x/crops.csv", "x/deep/y.csv"] {
            let inside = try find(output, crops)
            #expect(inside.status == 64 && inside.errors.contains("outside of the --crops folder"))
        }
        #expect(!FileManager.default.fileExists(atPath: scratch.path("x")))
        #expect(!FileManager.default.fileExists(atPath: scratch.path("x.csv.found")))
    }
}
