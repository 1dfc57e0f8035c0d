import Datasets
import Imaging
import Testing

@testable import Pipeline

@Suite struct BoxFaultsTests {
    private func faults(_ labels: [BoxLabel]) -> BoxFaults {
        let table = PhotographTable(root: "", photographs: [CropSamples.row("a.jpg", labels)])
        var options = CropSamples.options
        options.selection.leastConfidence = 0.25
        let plan = CropPlan(table, options: options)
        return BoxFaults(
            of: plan.sources[0], size: ImageSize(width: 3000, height: 2000), limits: ReviewLimits())
    }

    private func label(
        _ left: Double, _ top: Double, _ right: Double, _ bottom: Double,
        _ confidence: Double? = nil, className: String = "fin"
    ) -> BoxLabel {
        BoxLabel(
            Box(left: left, top: top, right: right, bottom: bottom), className: className,
            confidence: confidence, origin: "test")
    }

    @Test("Given one sure box in the open, there is nothing to look at")
    func nothing() {
        #expect(faults([label(100, 100, 400, 300, 0.9)]).reasons.isEmpty)
        #expect(faults([label(100, 100, 400, 300)]).reasons.isEmpty)
    }

    @Test("Given a fault, it is named, in words too")
    func each() {
        let cases: [([BoxLabel], ReviewReason, String)] = [
            ([], .noBox, "no box"),
            (
                [label(100, 100, 400, 300, 0.1), label(1, 1, 9, 9, 0.2)], .noBox,
                "no box, the most confident one has 0.20"
            ),
            ([label(3100, 100, 3200, 300)], .outside, "1 of 1 boxes lie outside"),
            ([label(100, 100, 400, 300, 0.31)], .doubtful, "confidence 0.31"),
            ([label(100, 100, 140, 131.5)], .tiny, "40 × 32 pixels"),
            ([label(2, 100, 400, 300)], .edge, "touches the left edge"),
            ([label(100, 3, 2998, 1998)], .edge, "touches the upper and right and lower edge"),
        ]
        for (labels, reason, detail) in cases {
            let found = faults(labels).reasons
            #expect(found.map(\.reason) == [reason] && found.map(\.detail) == [detail])
        }
    }

    @Test("Given boxes that overlap, those of one class are reported, the gravest reason first")
    func overlapping() {
        let large = label(100, 100, 500, 300)
        let inside = label(200, 150, 300, 250)

        #expect(faults([large, inside]).reasons.map(\.reason) == [.overlapping, .several])
        #expect(
            faults([large, label(200, 150, 300, 250, className: "body")]).reasons.map(\.reason)
                == [.several])
        #expect(
            faults([large, label(450, 100, 850, 300)]).reasons.map(\.reason) == [.several])
    }
}
