import Datasets
import Foundation
import Imaging
import Ranking
import TensorFiles
import Testing

@testable import Pipeline

@Suite struct RunReportTests {
    /// Two wrong ones, two right ones, and an animal that nobody knows.
    private let queries = [
        "doubtful.png bo bo 0.3 new_individual 0.2 al 0.1", "sure.png al al 0.95 bo 0.01",
        "wrong.png al bo 0.2 new_individual 0.1 al 0.1", "worst.png al bo 0.9 new_individual 0.05",
        "stranger.png zoe new_individual 0.6 al 0.2",
    ]

    /// The places of texts in a page, in the order of the page.
    private func order(_ texts: [String], in page: String) -> [String] {
        let places = texts.compactMap { text in
            page.range(of: text).map { (text, $0.lowerBound) }
        }
        return places.sorted { $0.1 < $1.1 }.map(\.0)
    }

    private func count(_ text: String, in page: String) -> Int {
        page.components(separatedBy: text).count - 1
    }

    @Test("Given the truth, wrong answers come first, the surest of them at the top")
    func worstErrorsComeFirst() throws {
        let page = try RunReportFiles(queries).page()

        let names = ["worst.png", "wrong.png", "doubtful.png", "stranger.png", "sure.png"]
        #expect(
            order(names.map { "title=\"\($0)\"" }, in: page).map { $0.dropFirst(7).dropLast() }
                == names.map { Substring($0) })
        #expect(page.contains("5 of 5 photographs"))
    }

    @Test("Given the truth, right and wrong are told by sign as well as by colour")
    func marksHaveSigns() throws {
        let page = try RunReportFiles(queries).page()

        // Once over the card, and once at the answer.
        #expect(count("<b>✓ right</b>", in: page) == 3)
        #expect(count("<b>✗ wrong</b>", in: page) == 2)
        #expect(count("<figure class=\"wrong\">", in: page) == 2)
        #expect(count("✗ 1. bo", in: page) == 2)
        // The right answer of wrong.png stands in its third place; that of worst.png was not given.
        #expect(count("<figure class=\"right\">", in: page) == 4)
        #expect(page.contains("✓ 3. al"))
        #expect(page.contains("the right answer is in place 3"))
        #expect(page.contains("the right answer is not among the five"))
        #expect(page.contains("shows zoe, who is not among the known"))
        #expect(page.contains("an animal that<br>is not among<br>the known"))
        #expect(page.contains("score 0.823, 90 % sure"))
    }

    @Test("Given the truth, known and new individuals are judged apart")
    func figuresAreThere() throws {
        let page = try RunReportFiles(queries).page()

        let cells = { (values: [String]) in
            "<td>\(values[0])</td>"
                + values.dropFirst().map { "<td class=\"number\">\($0)</td>" }.joined()
        }
        #expect(page.contains(cells(["known individuals", "4", "0.583", "50.0 %", "75.0 %"])))
        #expect(page.contains(cells(["new individuals", "1", "1.000", "100.0 %", "100.0 %"])))
        #expect(page.contains(cells(["all", "5", "0.667", "60.0 %", "80.0 %"])))
        #expect(page.contains("MAP@5 to be expected, by the threshold"))
        #expect(page.contains("Reliability"))
        #expect(page.contains("area under ROC"))
        #expect(page.contains("Boxes"))
        #expect(!page.contains("Pseudo-labels"))
    }

    @Test("Given no truth, nothing is marked, and the least sure come first")
    func withoutTruthNothingIsMarked() throws {
        let page = try RunReportFiles(
            queries.map { query in
                let words = query.split(separator: " ")
                return ([words[0], "-"] + words.dropFirst(2)).joined(separator: " ")
            }
        ).page()

        let names = ["wrong.png", "doubtful.png", "stranger.png", "worst.png", "sure.png"]
        #expect(
            order(names.map { "title=\"\($0)\"" }, in: page).map { $0.dropFirst(7).dropLast() }
                == names.map { Substring($0) })
        #expect(!page.contains("✓") && !page.contains("✗"))
        #expect(!page.contains("class=\"right\"") && !page.contains("class=\"wrong\""))
        #expect(page.contains("Nobody has told"))
    }

    @Test("Given names with HTML in them, they are shown as they are")
    func namesAreEscaped() throws {
        let page = try RunReportFiles(
            ["<i>&.png <b>al</b> <b>al</b> 0.9"], callingSecond: "<b>al</b>"
        ).page()

        #expect(!page.contains("<i>") && !page.contains("<b>al"))
        #expect(page.contains("✓ 1. &lt;b&gt;al&lt;/b&gt;"))
        #expect(page.contains("title=\"&lt;i&gt;&amp;.png\""))
    }

    @Test("Given photographs that are gone, the page says so, and shows the others")
    func missingPhotographsAreTold() throws {
        let files = try RunReportFiles(queries)
        for name in ["a0.png", "worst.png"] {
            try FileManager.default.removeItem(atPath: files.photograph(name))
        }

        let page = try files.page()

        // a0.png decides of al, in four places.
        #expect(count("<div class=\"blank\">cannot be shown</div>", in: page) == 5)
        #expect(page.contains("title=\"worst.png\""))
        #expect(page.contains("<img alt=\"b0.png\""))
    }

    @Test("Given boxes, photographs are shown cut to them")
    func picturesAreCut() throws {
        let files = try RunReportFiles(queries)
        let table = try Dataset(contentsOf: files.paths.prepared(.known)).table
        let pictures = RunPictures([table], selection: .init(), margin: 0)

        let element = try #require(pictures.picture(of: "b0.png"))

        let data = try #require(
            element.components(separatedBy: "base64,").last?.split(separator: "\"").first)
        let bytes = try #require(Data(base64Encoded: String(data)))
        let picture = try ImageDecoder().decode(ImageFile(bytes: Array(bytes), name: "b0")).image
        #expect(picture.size == ImageSize(width: 180, height: 180))
        for place in [5, 90, 175] {
            #expect(picture[place, place].red > 150 && picture[place, place].blue < 90)
        }
    }

    @Test("Given a training's log and stages' records, curves and times are shown")
    func curvesAndTimesAreShown() throws {
        let files = try RunReportFiles(queries)
        try files.write(
            files.paths.round(0, fold: 0).log,
            Data("epoch,loss,val_map5\n1.0,3.5,\n2.0,2.5,0.25\n".utf8))
        try AtomicWriting.makeFolder("\(files.paths.folder)/stages")
        for (name, seconds) in [("train-0-0", 125.0), ("rank", 0.25)] {
            var record = StageRecord(key: "")
            record.seconds = seconds
            try record.write(to: "\(files.paths.folder)/stages/\(name).json")
        }

        let page = try files.page(timed: ["train-0-0", "embed-0-0", "rank"])

        #expect(page.contains("Loss"))
        #expect(page.contains("MAP@5 of photographs held out"))
        #expect(page.contains("<td>train-0-0</td><td class=\"number\">2 min 05 s</td>"))
        #expect(page.contains("<td>rank</td><td class=\"number\">0.2 s</td>"))
        #expect(!page.contains("embed-0-0"))
    }

    @Test("Given pseudo-labels, it is told how many there are, and how right by the truth")
    func pseudoLabelsAreJudged() throws {
        let files = try RunReportFiles(queries)
        try files.learn(from: ["sure.png al", "worst.png bo", "doubtful.png bo"])

        let page = try files.page()

        #expect(page.contains("<td>0</td><td class=\"number\">3</td>"))
        #expect(page.contains("66.7 % of 3"))
        #expect(page.contains("href=\"../round-0/fold-0/pseudo-label/report.html\""))
        #expect(page.contains("Pseudo-labels left the MAP@5 at 0.438."))
        #expect(page.contains("and from pseudo-labels"))
    }

    @Test("Given a folder that lacks a stage's file, the error names it")
    func missingStagesAreNamed() throws {
        let files = try RunReportFiles(queries)
        try FileManager.default.removeItem(atPath: files.paths.summary)

        #expect {
            try files.page()
        } throws: { error in
            (error as? TensorFileError)?.path == files.paths.summary
        }
    }
}
