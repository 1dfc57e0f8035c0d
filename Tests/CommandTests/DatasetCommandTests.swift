import Foundation
import Testing

@Suite struct DatasetCommandTests {
    private let scratch: ScratchFolder
    private let train: String

    /// Given a table of six photographs of three animals.
    init() throws {
        scratch = try ScratchFolder()
        train = scratch.path("train.csv")
        let text = """
            image,species,individual_id,box
            a1.jpg,kiler_whale,a,1 2 30 40
            a2.jpg,kiler_whale,a,
            a3.jpg,killer_whale,a,
            b1.jpg,beluga,b,5 5 5 9
            b2.jpg,beluga,b,
            c1.jpg,beluga,c,

            """
        try Data(text.utf8).write(to: URL(fileURLWithPath: train))
    }

    @Test func inspectCounts() throws {
        let command = try Command("dataset", "inspect", train)

        #expect(command.status == 0)
        #expect(command.errors.isEmpty)
        #expect(
            command.output == """
                format       happywhale
                root         \(scratch.url.path)
                photographs  6
                individuals  3
                boxes        1 in 1 photographs

                species       count
                beluga            3
                killer_whale      3

                box class  count
                animal         1

                split  count
                train      6

                photographs each  individuals
                               1            1
                               2            1
                             3–4            1

                findings
                emptyBox: \(train):5: a box of (5, 5, 5, 9) has no area: left out

                """)
    }

    @Test func inspectGivesJSON() throws {
        struct Summary: Decodable {
            struct Finding: Decodable {
                var kind: String
                var line: Int
            }
            var photographs: Int
            var species: [String: Int]
            var findings: [Finding]
        }
        let command = try Command("dataset", "inspect", train, "--json", "--keep-species")

        let summary = try JSONDecoder().decode(Summary.self, from: Data(command.output.utf8))
        #expect(summary.photographs == 6)
        #expect(summary.species == ["beluga": 3, "killer_whale": 1, "kiler_whale": 2])
        #expect(summary.findings.map(\.line) == [5])
    }

    @Test func convertWritesATableThatReadsBack() throws {
        let output = scratch.path("table.csv")

        let command = try Command(
            "dataset", "convert", train, output, "--to", "csv", "--class", "fin")

        #expect(command.status == 0)
        #expect(command.output == "\(output): 6 photographs, 1 boxes\n")
        #expect(
            command.errors
                == "warning: emptyBox: \(train):5: a box of (5, 5, 5, 9) has no area: left out\n")
        let text = try String(contentsOfFile: output, encoding: .utf8)
        #expect(
            text.hasPrefix(
                "photograph,individual,species,boxes,width,height,split,side,date,encounter\n"
                    + "a1.jpg,a,killer_whale,1 2 30 40 pixels fin - happywhale,,,train,,,\n"))
        #expect(try Command("dataset", "inspect", output).output.contains("format       table\n"))
    }

    @Test func convertDoesNotReplaceUnlessForced() throws {
        let output = scratch.path("out.json")
        try Data("precious".utf8).write(to: URL(fileURLWithPath: output))

        let refused = try Command("dataset", "convert", train, output, "--to", "coco")

        #expect(refused.status == 73)
        #expect(refused.errors.contains("exists already"))
        #expect(try String(contentsOfFile: output, encoding: .utf8) == "precious")
        #expect(
            try Command("dataset", "convert", train, output, "--to", "coco", "--force").status == 0)
        #expect(try Command("dataset", "inspect", output).output.contains("format       coco\n"))
    }

    @Test("Given a format without classes and confidences, convert names what it leaves out")
    func convertNamesWhatIsLeftOut() throws {
        let output = scratch.path("out.csv")

        let command = try Command("dataset", "convert", train, output, "--to", "tensorflow")

        #expect(command.status == 0)
        #expect(
            command.errors.hasSuffix(
                "note: tensorflow has no place for individuals, species, splits\n"))
        let text = try String(contentsOfFile: output, encoding: .utf8)
        #expect(
            text.hasPrefix("filename,width,height,class,xmin,ymin,xmax,ymax\na1.jpg,,,animal,1,"))
        #expect(
            try Command("dataset", "convert", train, output, "--to", "xml").errors.contains(
                "happywhale or wildlife"))
    }

    @Test func splitWritesPartsAndCounts() throws {
        let output = scratch.path("split.csv")

        let command = try Command(
            "dataset", "split", train, output, "--method", "folds", "--folds", "2")

        #expect(command.status == 0)
        #expect(
            command.output == """
                part    database  individuals  queries  individuals  new   share  species  unused
                fold-0         3            2        3            3    1  33.3 %        2       0
                fold-1         3            3        3            2    0   0.0 %        2       0

                """)
        let text = try String(contentsOfFile: output, encoding: .utf8)
        #expect(text.contains("fold-0") && text.contains("fold-1"))

        let open = try Command(
            "dataset", "split", train, scratch.path("open.csv"), "--method", "open", "--new-share",
            "0.34", "--query-share", "0", "--json")
        #expect(open.output.contains("\"newIndividuals\" : 1"))
    }

    @Test func exitCodesTellWhatIsWrong() throws {
        let ragged = scratch.path("ragged.csv")
        try Data("image,species,individual_id\na.jpg,x\n".utf8)
            .write(to: URL(fileURLWithPath: ragged))
        let output = scratch.path("x.csv")

        let command = try Command("dataset", "inspect", ragged)
        #expect(command.status == 65)
        #expect(command.errors == "error: \(ragged):2: expected 3 fields, found 2\n")
        #expect(try Command("dataset", "inspect", scratch.path("nothing")).status == 66)
        #expect(try Command("dataset", "inspect", train, "--strict").status == 65)
        #expect(try Command("dataset", "inspect", train, "--format", "excel").status == 64)
        #expect(
            try Command("dataset", "convert", train, scratch.path("no/x.csv"), "--to", "csv").status
                == 73)
        // Pixels need a size to become fractions.
        #expect(
            try Command("dataset", "convert", train, scratch.path("yolo"), "--to", "yolo").status
                == 65)
        for arguments in [
            ["--method", "groups"],
            ["--method", "folds", "--folds", "1"], ["--method", "closed", "--query-share", "2"],
            ["--method", "folds", "--new-share", "1"],
        ] {
            #expect(try Command(["dataset", "split", train, output] + arguments).status == 64)
        }
    }

    @Test(arguments: ["inspect", "convert", "split"])
    func helpShowsExamples(name: String) throws {
        let help = try Command("dataset", name, "--help")

        #expect(help.status == 0)
        #expect(help.output.contains("Examples:"))
    }
}
