import Foundation
import Testing

@Suite struct DatasetAugmentCommandTests {
    private let scratch: ScratchFolder
    private let photograph: String

    /// Given a photograph.
    init() throws {
        scratch = try ScratchFolder()
        photograph = scratch.path("photograph.png")
        let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent()
            .appendingPathComponent("ImagingTests/Goldens/small.png")
        try FileManager.default.copyItem(atPath: golden.path, toPath: photograph)
    }

    @Test("Given a photograph, when it is augmented, then a sheet is written, the same for a seed")
    func sheet() throws {
        var bytes: [Data] = []
        for (name, seed) in [("a.png", "1"), ("b.png", "1"), ("c.png", "2")] {
            let output = scratch.path(name)
            let command = try Command(
                "dataset", "augment", photograph, "--preset", "happywhale", "--output", output,
                "--count", "4", "--seed", seed, "--size", "48")
            #expect(command.status == 0)
            #expect(command.output == "\(output): 4 samples of 1 photographs\n")
            bytes.append(try Data(contentsOf: URL(fileURLWithPath: output)))
        }
        #expect(bytes[0] == bytes[1] && bytes[0] != bytes[2])
        #expect(bytes[0].starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }

    @Test("Given a data set with boxes and a printed preset, when augmented, then both are used")
    func configuration() throws {
        let table = scratch.path("table.csv")
        try Data(
            """
            photograph,boxes
            photograph.png,10 5 30 25 pixels fin - test
            photograph.png,
            photograph.png,0 0 20 25 pixels fin - test

            """.utf8
        ).write(to: URL(fileURLWithPath: table))
        let printed = try Command("dataset", "augment", "--preset", "yolov5", "--print")
        #expect(printed.status == 0 && printed.output.contains("- mosaic:"))
        let config = scratch.path("augment.yaml")
        try Data(printed.output.utf8).write(to: URL(fileURLWithPath: config))

        let command = try Command(
            "dataset", "augment", table, "--config", config, "--output", scratch.path("x.jpg"),
            "--count", "4", "--size", "64")

        #expect(command.status == 0)
        // Those with boxes come first, and there are two.
        #expect(command.output.hasSuffix("x.jpg: 4 samples of 2 photographs\n"))
    }

    @Test("Given wrong usage or wrong files, when it runs, then the exit code says which")
    func exitCodes() throws {
        let output = scratch.path("sheet.jpg")
        let bad = scratch.path("bad.yaml")
        try Data("size: 9\nfitt: x\n".utf8).write(to: URL(fileURLWithPath: bad))
        func status(_ arguments: String...) throws -> Int32 {
            try Command(["dataset", "augment"] + arguments).status
        }
        #expect(try status(photograph, "--output", output) == 64)
        #expect(try status(photograph, "--preset", "mild") == 64)
        #expect(try status("--config", bad, "--print") == 64)
        #expect(try status(photograph, "--preset", "wild", "--output", output) == 64)
        #expect(
            try status(photograph, "--preset", "mild", "--output", output, "--count", "0") == 64)
        #expect(
            try status(scratch.path("nothing.jpg"), "--preset", "mild", "--output", output) == 66)
        #expect(
            try status(
                photograph, "--config", scratch.path("no.yaml"), "--output", output) == 66)
        #expect(
            try status(photograph, "--preset", "mild", "--output", scratch.path("no/x.jpg")) == 73)
        let command = try Command(
            "dataset", "augment", photograph, "--config", bad, "--output", output)
        #expect(command.status == 65)
        #expect(command.errors.hasPrefix("error: \(bad):2: found the unknown key 'fitt'"))
        try Data("not a picture".utf8).write(to: URL(fileURLWithPath: output))
        #expect(try status(photograph, "--preset", "mild", "--output", output) == 73)
        #expect(
            try status(photograph, "--preset", "mild", "--output", output, "--force") == 0)
    }
}
