/// The formats that data sets are written in; all but `cocoResults` are read too.
public enum ExportFormat: String, Sendable, CaseIterable {
    /// Flukeprint's own table as CSV, which holds everything.
    case table
    /// YOLO's text files in a folder.
    case yolo
    /// COCO's JSON.
    case coco
    /// COCO's list of a detector's results, which `pycocotools` compares with a COCO file.
    case cocoResults = "coco-results"
    /// Pascal VOC's XML files in a folder.
    case voc
    /// A table with a row per box and the columns `filename`, `class`, `xmin` to `ymax`.
    case tensorflow
    /// A table of a detector's boxes with the columns `bbox` and `conf`.
    case detectorBoxes = "detector-boxes"
    /// The table of Kaggle's Happywhale competition with the column `box`.
    case happywhale
    /// The `metadata.csv` of wildlife-datasets.
    case wildlife

    /// The format of a name, `csv` being another one of `table`.
    public init?(name: String) {
        self.init(rawValue: name == "csv" ? "table" : name)
    }

    /// Whether a folder is written, and not a file.
    public var isFolder: Bool { self == .yolo || self == .voc }

    /// What the format has a place for.
    public var contents: Set<TableContent> {
        switch self {
        case .table: Set(TableContent.allCases)
        case .yolo: [.classes, .confidences, .splits]
        case .coco:
            [.classes, .confidences, .individuals, .species, .splits, .sides, .dates, .encounters]
        case .cocoResults: [.classes, .confidences]
        case .voc, .tensorflow: [.classes]
        case .detectorBoxes: [.confidences, .individuals, .species, .furtherColumns]
        case .happywhale: [.individuals, .species]
        case .wildlife:
            [.individuals, .species, .splits, .sides, .dates, .encounters, .furtherColumns]
        }
    }
}
