import Foundation
import Imaging
import Testing

@Suite struct CropCommandTests {
    private let scratch: ScratchFolder
    private let table: String
    private let crops: String

    /// Given four photographs, of which one has two boxes, one a doubtful one, one none, and one is no photograph.
    init() throws {
        scratch = try ScratchFolder()
        table = scratch.path("boxes.csv")
        crops = scratch.path("crops")
        for name in ["a", "b", "c"] {
            let picture = PixelImage(size: ImageSize(width: 400, height: 300))
            try picture.write(to: scratch.path("\(name).jpg"))
        }
        try Data("damaged".utf8).write(to: URL(fileURLWithPath: scratch.path("d.jpg")))
        let text = """
            image,bbox,conf,individual_id
            a.jpg,[[40 40 140 140] [200 100 300 200]],[0.7 0.8],ada
            b.jpg,[[40 40 140 140]],[0.4],bo
            c.jpg,[],[],
            d.jpg,[[40 40 140 140]],[0.9],

            """
        try Data(text.utf8).write(to: URL(fileURLWithPath: table))
    }

    @Test(
        "Given a detector's table, crop writes crops, their table and what to look at, and counts")
    func crop() throws {
        let command = try Command("crop", table, crops, "--class", "fin", "--tolerate", "0.5")

        #expect(command.status == 0)
        let lines = command.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("skipped    \(scratch.path("d.jpg")): expected a JPEG"))
        #expect(
            lines[1]
                == "to review  4 photographs: 1 unreadable, 1 no-box, 1 doubtful, 1 several")
        #expect(
            lines[2].hasPrefix(
                "\(crops): 3 crops of 3 photographs, 1 kept whole, 1 skipped, 0 up to date, "))
        #expect(command.errors.contains("crop 4/4 photographs, 100 %"))
        for name in ["a.jpg", "contact-sheet.jpg", "crops.csv", "review.csv", "review.html"] {
            #expect(FileManager.default.fileExists(atPath: "\(crops)/\(name)"), "\(name)")
        }
        let inspected = try Command("dataset", "inspect", crops).output
        #expect(inspected.contains("format           table\n"))
        #expect(inspected.contains("individuals      2\n"))
    }

    @Test(
        "Given more bad photographs than are tolerated, all others are cropped before the command fails"
    )
    func tooManyBad() throws {
        let command = try Command("crop", table, crops, "--tolerate", "0")

        #expect(command.status == 65)
        #expect(command.errors.contains("error: 1 of 4 samples could not be made"))
        #expect(command.output.contains("3 crops of 3 photographs"))
    }

    @Test(
        "Given a disk that is full, the error says what to do, and with room again the run goes on")
    func fullDisk() throws {
        let arguments = ["crop", table, crops, "--tolerate", "0.5", "--no-sheets"]

        let full = try Command(arguments, limitingFilesTo: 1)

        #expect(full.status == 73, "\(full.errors)")
        #expect(full.errors.contains(".jpg: cannot be written: "))
        #expect(full.errors.contains("; free some space"))
        let resumed = try Command(arguments)
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(resumed.output.contains("3 crops of 3 photographs"))
    }

    @Test("Given very many bad photographs, some are named, and the list to review holds all")
    func manyBad() throws {
        let rows = (0..<30).map { "gone\($0).jpg,[[1 1 90 90]],[0.9]," }
        let text = "image,bbox,conf,individual_id\n" + rows.joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: URL(fileURLWithPath: table))

        let command = try Command("crop", table, crops, "--no-sheets")

        #expect(command.status == 65)
        #expect(command.output.contains("skipped    10 more; review.csv lists all\n"))
        let review = try String(contentsOfFile: crops + "/review.csv", encoding: .utf8)
        #expect(review.components(separatedBy: "unreadable").count == 31)
    }

    @Test("Given --json, the figures come as JSON, and a second run makes nothing again")
    func json() throws {
        struct Summary: Decodable {
            var crops: Int
            var made: Int
            var upToDate: Int
            var reasons: [String: Int]
            var skipped: [[String: String]]
        }
        func run() throws -> Summary {
            let command = try Command(
                "crop", table, crops, "--boxes", "all", "--no-whole-if-none", "--no-sheets",
                "--crop-format", "png", "--tolerate", "1", "--json")
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(Summary.self, from: Data(command.output.utf8))
        }

        let first = try run()
        let second = try run()

        #expect(first.crops == 3 && first.made == 3 && first.upToDate == 0)
        #expect(second.crops == 3 && second.made == 0 && second.upToDate == 3)
        #expect(first.reasons == ["unreadable": 1, "no-box": 1, "doubtful": 1, "several": 1])
        #expect(second.skipped.count == 1)
        for name in ["a_1.png", "a_2.png", "b.png"] {
            #expect(FileManager.default.fileExists(atPath: "\(crops)/\(name)"), "\(name)")
        }
    }

    @Test("Given what cannot be cropped, it is said what was expected and what to do")
    func refusals() throws {
        let boxless = try Command("crop", scratch.path("a.jpg"), crops)
        #expect(boxless.status == 65)
        #expect(boxless.errors.contains("expected boxes, found none; bring a table with boxes"))

        let classless = try Command("crop", table, crops, "--class", "fin", "--box", "fluke")
        #expect(classless.status == 65)
        #expect(
            classless.errors.contains(
                "expected boxes of the class 'fluke', found none; the classes are fin"))

        let foreign = try Command("crop", table, scratch.url.path)
        #expect(foreign.status == 73)
        #expect(foreign.errors.contains("holds no crops of an earlier run; name another folder"))

        #expect(try Command("crop", scratch.path("gone.csv"), crops).status == 66)
        let edges = try Command("crop", table, crops, "--shortest-edge", "9", "--longest-edge", "9")
        #expect(edges.status == 64)
        #expect(!FileManager.default.fileExists(atPath: crops))
    }
}

/// The real photographs beside the repository.
@Suite(.enabled(if: RealPhotographs.areThere)) struct CropRealPhotographsTests {
    @Test("Given dolphins at sea, each of 103 fins gives a crop of its own at full detail")
    func dolphins() throws {
        let scratch = try ScratchFolder()
        let crops = scratch.path("crops")

        let command = try Command(
            "crop", RealPhotographs.folder + "/dolphins", crops, "--class", "fin", "--boxes", "all",
            "--no-sheets")

        #expect(command.output.contains("103 crops of 90 photographs, 0 kept whole, 0 skipped"))
        let header = try ImageDecoder().header(
            of: ImageFile(path: crops + "/images/IMG_4903.jpg"))
        #expect(header.size == ImageSize(width: 229, height: 226))
    }
}

private enum RealPhotographs {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("shared/data").path
    static let areThere = FileManager.default.fileExists(atPath: folder + "/dolphins")
}
