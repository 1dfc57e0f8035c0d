/// The four figures by which a training is followed, as YOLOv5 prints them after every epoch.
public struct DetectionFigures: Sendable, Codable, Equatable {
    /// The mean of the classes' precisions at the confidence with the best F1; 0 without detections.
    public let precision: Double
    /// The mean of the classes' recalls there.
    public let recall: Double
    /// COCO's mAP@0.5.
    public let averagePrecision50: Double
    /// COCO's mAP@0.5:0.95.
    public let averagePrecision: Double

    /// Judges photographs; without truths all figures are 0.
    public init(of photographs: [EvaluatedPhotograph]) {
        self.init(BoxEvaluation(of: photographs).figures)
    }

    /// The four among all figures.
    public init(_ figures: BoxFigures) {
        precision = figures.best.precision ?? 0
        recall = figures.best.recall ?? 0
        averagePrecision50 = figures.coco.averagePrecision50 ?? 0
        averagePrecision = figures.coco.averagePrecision ?? 0
    }

    /// What YOLOv5 chooses the best epoch by: a tenth of mAP@0.5 and nine tenths of mAP@0.5:0.95.
    public var fitness: Double { 0.1 * averagePrecision50 + 0.9 * averagePrecision }
}
