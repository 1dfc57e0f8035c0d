import Foundation
import Testing

@Suite struct SimulateCommandTests {
    private let scratch: ScratchFolder
    private let options = [
        "--individuals", "3", "--photographs", "2", "--size", "96x64", "--seed", "5",
    ]

    init() throws {
        scratch = try ScratchFolder()
    }

    @Test("A small sea is written, with a sheet and a summary, and reads as a data set")
    func writes() throws {
        let sea = scratch.path("sea")
        let sheet = scratch.path("sheet.png")
        let command = try Command(
            ["simulate", sea, "--json", "--sheet", sheet, "--workers", "2"] + options)
        #expect(command.status == 0)
        #expect(command.errors.contains("photographs, 100 %"))
        #expect(FileManager.default.fileExists(atPath: sheet))
        let summary = try #require(
            try JSONSerialization.jsonObject(with: Data(command.output.utf8)) as? [String: Any])
        #expect(summary["individuals"] as? Int == 3)

        let inspected = try Command("dataset", "inspect", sea)
        #expect(inspected.status == 0 && inspected.output.contains("format           table"))
        let again = try Command(["simulate", sea] + options)
        #expect(again.status == 0 && again.output.contains("sea.csv"))
    }

    @Test("On Ctrl-C it ends with 130, and the same command completes the folder")
    func interruption() throws {
        let sea = scratch.path("sea")
        let long = [
            "simulate", sea, "--individuals", "3", "--photographs", "40", "--size", "192x128",
        ]
        let process = try Command.start(long)
        let images = sea + "/images/train"
        while process.isRunning,
            (try? FileManager.default.contentsOfDirectory(atPath: images))?.isEmpty ?? true
        { Thread.sleep(forTimeInterval: 0.005) }
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 130)

        let again = try Command(long)
        #expect(again.status == 0 && again.output.contains("sea.csv"))
    }

    @Test("A sea without animals and photographs is written, and read again")
    func empty() throws {
        let arguments = ["simulate", scratch.path("sea"), "--individuals", "0"]
        for _ in 0..<2 {
            let command = try Command(arguments)
            #expect(command.status == 0 && command.output.contains("photographs  0"))
        }
    }

    @Test("Another sea in the folder, and a folder that cannot be made, leave with 73")
    func refuses() throws {
        let sea = scratch.path("sea")
        #expect(try Command(["simulate", sea] + options).status == 0)
        let other = try Command(["simulate", sea] + options + ["--tail", "0"])
        #expect(other.status == 73)
        #expect(other.errors.contains("the folder holds another sea: tail 0.6, asked for 0;"))
        let below = try Command(["simulate", sea + "/sea.yaml/below"] + options)
        #expect(below.status == 73 && below.errors.contains("Not a directory"))
    }

    @Test(
        "Options out of range are bad usage",
        arguments: [
            ["--size", "12"], ["--species", "unicorn"], ["--difficulty", "9"], ["--workers", "0"],
            ["--photographs", "0"], ["--photographs", "9223372036854775807"],
            ["--individuals", "100001"],
        ])
    func badUsage(arguments: [String]) throws {
        let sea = scratch.path("sea")
        #expect(try Command(["simulate", sea] + arguments).status == 64)
        #expect(!FileManager.default.fileExists(atPath: sea))
    }
}
