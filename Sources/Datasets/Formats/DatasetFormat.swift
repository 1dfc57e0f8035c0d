/// The formats of annotations that are read.
public enum DatasetFormat: String, Sendable, Codable, CaseIterable {
    /// Flukeprint's own table as CSV, which holds everything.
    case table
    /// The tables of Kaggle's Happywhale competition: `train.csv`, `test.csv`, `sample_submission.csv`
    /// and pseudo-labels.
    case happywhale
    /// A table of a detector's boxes with the columns `bbox` and `conf`.
    case detectorBoxes = "detector-boxes"
    /// The `metadata.csv` of wildlife-datasets.
    case wildlife
    /// A table with a row per box and the columns `filename`, `class`, `xmin` to `ymax`.
    case tensorflow
    /// YOLO's text files, with or without a `data.yaml`.
    case yolo
    /// COCO's JSON.
    case coco
    /// Pascal VOC's XML files.
    case voc
    /// One folder of photographs per individual.
    case individuals
    /// Photographs of which nothing is known.
    case photographs

    /// The importer.
    var importer: any DatasetImporter.Type {
        switch self {
        case .table: CommonTableFormat.self
        case .happywhale: HappywhaleFormat.self
        case .detectorBoxes: DetectorBoxesFormat.self
        case .wildlife: WildlifeFormat.self
        case .tensorflow: TensorFlowFormat.self
        case .yolo: YOLOFormat.self
        case .coco: COCOFormat.self
        case .voc: PascalVOCFormat.self
        case .individuals: IndividualFoldersFormat.self
        case .photographs: PhotographFolderFormat.self
        }
    }
}

/// Reads one format.
protocol DatasetImporter {
    /// Whether a source looks like this format; cheap.
    static func recognises(_ source: DatasetSource) -> Bool

    /// Reads all of it; findings go to the context.
    static func read(
        _ source: DatasetSource, _ context: inout ImportContext
    ) throws -> PhotographTable
}
