/// How a data set is read.
public struct ImportOptions: Sendable {
    /// The format; `nil` tells it by content.
    public var format: DatasetFormat?
    /// The folder that photographs' paths start from; `nil` finds it.
    public var root: String?
    /// Whether the first fault stops the import, where it would be collected as a `Finding`.
    public var isStrict = false
    /// Whether the competition's misspelt species are mapped to their names; see `HappywhaleSpecies`.
    public var mapsSpecies = true
    /// Classes by number, for YOLO labels without a `data.yaml`; the first also names the boxes of tables
    /// that have no class.
    public var classNames: [String] = []
    /// Whether each photograph is looked for, and reported where it is missing.
    public var checksPhotographs = false

    /// Tells everything by content.
    public init() {}
}
