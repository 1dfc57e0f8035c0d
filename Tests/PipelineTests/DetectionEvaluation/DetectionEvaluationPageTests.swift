import Datasets
import Detectors
import Foundation
import Imaging
import Pipeline
import Testing

@Suite struct DetectionEvaluationPageTests {
    private func label(_ x: Double, _ confidence: Double? = nil, _ name: String = "fin") -> BoxLabel
    {
        BoxLabel(
            Box(x: x, y: 5, width: 20, height: 20), className: name, confidence: confidence,
            origin: "test")
    }

    @Test(
        "Given mistakes of every kind, the page shows each in a picture, and says what cannot be shown"
    )
    func page() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try PixelImage(
            size: ImageSize(width: 400, height: 40), filledWith: Pixel(red: 1, green: 90, blue: 200)
        ).write(to: folder.appendingPathComponent("a.png").path)
        let photographs = [
            EvaluatedPhotograph(
                "a.png", truths: [label(0), label(100), label(200), label(300, nil, "fluke")],
                detections: [label(0, 0.9), label(110, 0.8), label(301, 0.7), label(50, 0.6)]),
            EvaluatedPhotograph("<gone>.png", truths: [label(0)], detections: []),
        ]
        let evaluation = BoxEvaluation(of: photographs, confidence: 0.25)

        let page = DetectionEvaluationPage(
            of: evaluation, photographs: photographs, folder: folder.path)
        let path = folder.appendingPathComponent("boxes.html").path
        try page.write(to: path)

        let html = try String(contentsOfFile: path, encoding: .utf8)
        // One missed, misplaced, misnamed and invented box each, in two pictures, and three charts.
        #expect(html.components(separatedBy: "data:image/jpeg;base64,").count - 1 == 8)
        #expect(html.components(separatedBy: "<svg").count - 1 == 8 + 3)
        #expect(html.contains("&lt;gone&gt;.png: cannot be shown"))
        #expect(html.contains("fin, 20 × 20 px: not found (a.png)"))
        #expect(html.contains("fin 0.80, 20 × 20 px: too far off, IoU 0.33 (a.png)"))
        #expect(html.contains("fin 0.70, 20 × 20 px: is fluke (a.png)"))
        #expect(html.contains("fin 0.60, 20 × 20 px: nothing there (a.png)"))
        #expect(!html.lowercased().contains(">nan"))
        // The whole photograph, and a part that does not leave it.
        #expect(html.contains("viewBox=\"0.0 0.0 400.0 40.0\""))
        #expect(html.contains("viewBox=\"162.0 0.0 96.0 40.0\""))
    }
}
