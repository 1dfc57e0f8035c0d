/// One row of a `PhotographTable`: a photograph and what is known about it.
///
/// A photograph of several animals may stand in several rows. What is not known is `nil`, never an empty
/// text.
public struct Photograph: Sendable, Hashable {
    /// The file, relative to the table's root, its folders separated by `/`.
    public var path: String
    /// Who it is.
    public var individual: String?
    /// What it is, such as `humpback_whale`.
    public var species: String?
    /// Where animals, or parts of them, are.
    public var boxes: [BoxLabel]
    /// The picture's size, where the annotations tell it.
    public var size: PictureSize?
    /// The part of the data set.
    public var split: SplitName?
    /// The side that is seen, such as `left` or `right`.
    public var side: String?
    /// When the photograph was taken.
    public var date: PhotographDate?
    /// The encounter (sighting, burst) that it was taken in.
    public var encounter: String?
    /// What stands in the table's further columns, as many as there are; empty where there is nothing.
    public var further: [String]

    /// A photograph of which nothing else is known.
    public init(path: String, further: [String] = []) {
        self.path = path
        self.further = further
        boxes = []
    }
}
