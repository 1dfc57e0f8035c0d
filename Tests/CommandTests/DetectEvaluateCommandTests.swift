import Foundation
import Imaging
import Testing

@Suite struct DetectEvaluateCommandTests {
    private let scratch: ScratchFolder
    private let truths: String
    private let detections: String

    /// Given three boxes in two photographs, of which a detector finds two, and one where there is nothing.
    init() throws {
        scratch = try ScratchFolder()
        truths = scratch.path("truths.csv")
        detections = scratch.path("found.csv")
        try write(
            [
                "photograph,boxes,width,height,split",
                "a.png,10 10 30 30 pixels fin - hand; 100 10 120 30 pixels fin - hand,200,100,train",
                "b.png,0.5 0.1 0.95 0.9 fractions fluke - hand,200,100,validation",
            ], to: truths)
        try write(
            [
                "photograph,boxes",
                "a.png,10 10 30 30 pixels fin 0.9 net; 60 60 80 80 pixels fin 0.3 net",
                "b.png,100 10 190 90 pixels fluke 0.8 net",
            ], to: detections)
        for name in ["a.png", "b.png"] {
            try PixelImage(
                size: ImageSize(width: 200, height: 100),
                filledWith: Pixel(red: 9, green: 90, blue: 200)
            ).write(to: scratch.path(name))
        }
    }

    private func write(_ lines: [String], to path: String) throws {
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    }

    private func evaluate(_ arguments: String...) throws -> Command {
        try Command(["detect", "evaluate", truths, detections] + arguments)
    }

    @Test("Given two tables, the figures are printed, by class and by size")
    func text() throws {
        let command = try evaluate()
        #expect(command.status == 0 && command.errors.isEmpty, "\(command.errors)")
        #expect(
            command.output == """
                judged      2 photographs with 3 boxes, by 3 detections
                COCO        mAP@0.5 0.752, mAP@0.5:0.95 0.752, mAP@0.75 0.752
                confidence  0.800, where F1 is best: precision 1.000, recall 0.750, F1 0.833 at IoU 0.5
                boxes       2 found, 1 missed, 0 detections of nothing

                class  boxes  detections  AP@0.5  AP@0.5:0.95  precision  recall     F1
                fin        2           2   0.505        0.505      1.000   0.500  0.667
                fluke      1           1   1.000        1.000      1.000   1.000  1.000

                size                    boxes  AP@0.5  AP@0.5:0.95  recall
                all                         3   0.752        0.752   0.750
                small                       2   0.505        0.505   0.500
                medium                      1   1.000        1.000   1.000
                large                       0       –            –       –
                under 3 % of the width      0       –            –       –
                3–9 % of the width          0       –            –       –
                over 9 % of the width       3   0.752        0.752   0.750

                """)
        let low = try evaluate("--confidence", "0.1", "--split", "train")
        #expect(low.output.contains("judged      1 photographs with 2 boxes, by 2 detections"))
        #expect(low.output.contains("confidence  0.100: precision 0.500, recall 0.500"))
        let loose = try evaluate("--iou", "0.6", "--ignore-classes")
        #expect(loose.output.contains("at IoU 0.6"))
        #expect(loose.output.contains("\nanimal      3           3"))
    }

    @Test("Given no picture's size, shares of the width are left out, and all else is judged")
    func unknownSizes() throws {
        for path in [truths, detections] {
            try write(
                ["photograph,boxes", "gone.png,10 10 30 30 pixels fin 0.9 net"], to: path)
        }
        let command = try evaluate()
        #expect(command.status == 0 && command.output.contains("mAP@0.5 1.000"))
        #expect(!command.output.contains("of the width"))
    }

    @Test("Given --json, the figures are complete, and curves come where they are asked for")
    func json() throws {
        struct Report: Decodable {
            struct Figures: Decodable {
                struct COCO: Decodable {
                    let averagePrecision50: Double
                    let averagePrecisionLarge: Double?
                }
                let coco: COCO
                let truthCount: Int
            }
            struct Curves: Decodable {
                struct Class: Decodable { let precisions: [Double] }
                let classes: [Class]
            }
            let figures: Figures
            let curves: Curves?
        }
        let plain = try JSONDecoder().decode(
            Report.self, from: Data(try evaluate("--json").output.utf8))
        #expect(plain.figures.truthCount == 3 && plain.curves == nil)
        #expect(abs(plain.figures.coco.averagePrecision50 - (51.0 / 101 + 1) / 2) < 1e-9)
        #expect(plain.figures.coco.averagePrecisionLarge == nil)
        let full = try JSONDecoder().decode(
            Report.self, from: Data(try evaluate("--json", "--curves").output.utf8))
        #expect(full.curves?.classes.map(\.precisions.count) == [101, 101])
    }

    @Test("Given --html, the page shows what is missed")
    func page() throws {
        let path = scratch.path("page.html")
        let command = try evaluate("--html", path)
        #expect(command.status == 0)
        let html = try String(contentsOfFile: path, encoding: .utf8)
        #expect(html.contains("fin, 20 × 20 px, 10.0 % of the width: not found (a.png)"))
        #expect(html.components(separatedBy: "data:image/jpeg;base64,").count - 1 == 2)

        let again = try evaluate("--html", path)
        #expect(again.status == 73 && again.errors.contains("page.html: exists already"))
        #expect(try evaluate("--html", path, "--force").status == 0)
    }

    @Test("Given a photograph whose size cannot be read, it is skipped, listed and counted")
    func skipping() throws {
        try write(
            [
                "photograph,boxes,width,height", "a.png,10 10 30 30 pixels fin - hand,200,100",
                "gone.png,0 0 0.5 0.5 fractions fin - hand,,",
            ], to: truths)
        let command = try evaluate()
        #expect(command.status == 0, "\(command.errors)")
        #expect(command.output.contains("judged      1 photographs with 1 boxes"))
        let end = command.output.components(separatedBy: "\n\n").last ?? ""
        #expect(
            end.hasPrefix("skipped     1 photographs whose size cannot be read:\n  \(truths): "))
        #expect(end.contains("'gone.png' has boxes in fractions"))
        #expect(!command.errors.contains("gone.png"))

        struct Report: Decodable { let skipped: [String] }
        let json = try evaluate("--json")
        let report = try JSONDecoder().decode(Report.self, from: Data(json.output.utf8))
        #expect(report.skipped.count == 1 && report.skipped[0].contains("gone.png"))
    }

    @Test("Given detections of other classes alone, the error tells the classes of either side")
    func otherClasses() throws {
        try write(
            ["photograph,boxes", "a.png,10 10 30 30 pixels 0 0.9 net"], to: detections)
        let command = try evaluate()
        #expect(command.status == 65 && command.output.isEmpty)
        #expect(
            command.errors.contains(
                "\(detections): no box is of a class that \(truths) has: found 0, expected fin, fluke"
            ))
        #expect(command.errors.contains("--ignore-classes"))
        #expect(try evaluate("--ignore-classes").status == 0)
        // A detector that finds nothing is judged, too.
        try write(["photograph,boxes", "a.png,"], to: detections)
        #expect(try evaluate().status == 0)
    }

    @Test("Given photographs or classes of one side alone, warnings name them")
    func warnings() throws {
        try write(
            [
                "photograph,boxes",
                "a.png,10 10 30 30 pixels boat 0.9 net;1 1 3 3 pixels fin 0.1 net",
                "c.png,60 60 80 80 pixels fin 0.3 net",
            ], to: detections)
        let command = try evaluate()
        #expect(command.status == 0)
        #expect(
            command.errors.contains(
                "warning: 1 photographs are not among the detections: nothing was found in them: b.png"
            ))
        #expect(
            command.errors.contains(
                "warning: 1 photographs of the detections are not among the true ones: they take no "
                    + "part: c.png"))
        #expect(command.errors.contains("no true box has take no part: boat (1)"))
        #expect(command.output.contains("0 found, 3 missed, "))
    }

    @Test("Given bad usage, damaged or missing files, errors name them, and the exit code is right")
    func refusals() throws {
        #expect(try evaluate("--confidence", "1.5").status == 64)
        #expect(try evaluate("--iou", "0").status == 64)
        #expect(try evaluate("--curves").status == 64)
        #expect(try evaluate("--html", scratch.path("no/page.html")).status == 73)
        let nobody = try evaluate("--split", "test")
        #expect(nobody.status == 65)
        #expect(nobody.errors.contains("\(truths): expected boxes to judge by, found none in test"))

        try write(["photograph,boxes", "a.png,10 10 30 pixels fin 0.9 net"], to: detections)
        let malformed = try evaluate()
        #expect(
            malformed.status == 65 && malformed.errors.contains("\(detections):2: expected boxes"))
        try write(["photograph,boxes", "x.png,10 10 30 30 pixels fin 0.9 net"], to: detections)
        let others = try evaluate()
        #expect(others.status == 65 && others.errors.contains("no photograph is one of"))
        let missing = try Command("detect", "evaluate", truths, scratch.path("nothing"))
        #expect(missing.status == 66)
        try write(["photograph,boxes", "c.png,0 0 0.5 0.5 fractions fin - hand"], to: truths)
        try write(["photograph,boxes", "c.png,"], to: detections)
        let unsized = try evaluate()
        #expect(unsized.status == 66 && unsized.errors.contains("its size cannot be read"))
    }
}
