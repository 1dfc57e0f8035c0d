import Datasets
import Detectors

/// Two data sets brought together: the boxes that people drew, and those that a detector found in the same photographs.
///
/// Photographs are the same that have the same path below their roots; else those whose file name stands once in
/// either data set. Several rows of a photograph become one. Boxes are brought to pixels of the true boxes' pictures.
public struct BoxPairing: Sendable {
    /// A data set, and how errors call it.
    public struct Source: Sendable {
        /// The path that the data set was read from.
        public let path: String
        /// The photographs with their boxes.
        public let table: PhotographTable

        /// A data set.
        public init(_ table: PhotographTable, path: String) {
            self.table = table
            self.path = path
        }
    }

    /// The photographs that are judged, in the order of the true boxes.
    public let photographs: [EvaluatedPhotograph]
    /// Photographs that the detections do not name: nothing was found in them.
    public let undetected: [String]
    /// Photographs that only the detections name: they take no part.
    public let unknown: [String]
    /// Why photographs are left out whose boxes are in fractions of a size that cannot be read.
    public let unsized: [DatasetError]

    /// Whether any picture's size is known, so that boxes can be told apart by their share of the width.
    public var hasSizes: Bool { photographs.contains { $0.size != nil } }

    /// Brings two data sets together.
    ///
    /// - Parameters:
    ///   - splits: the parts that are judged, by the true boxes' data set; empty for all.
    ///   - ignoresClasses: whether all boxes shall be of one class.
    /// - Throws: `DatasetError` where there are no photographs or no true boxes, the data sets share no photograph or no
    ///   class, or all boxes are in fractions of pictures whose size is neither told nor to be read.
    public init(
        truths: Source, detections: Source, splits: [String] = [], ignoresClasses: Bool = false
    ) throws {
        let places = PhotographPlaces(truths.table, detections.table)
        let wanted = Set(splits)
        let judged = places.truths.filter { photograph in
            wanted.isEmpty || photograph.split.map { wanted.contains($0.rawValue) } ?? false
        }
        guard judged.contains(where: { !$0.boxes.isEmpty }) else {
            throw DatasetError(
                path: truths.path,
                problem: "expected boxes to judge by, found none"
                    + (splits.isEmpty ? "" : " in \(splits.joined(separator: ", "))"))
        }
        guard !places.shared.isEmpty || places.detections.isEmpty else {
            throw DatasetError(
                path: detections.path,
                problem: "no photograph is one of \(truths.path): found "
                    + "'\(places.detections[0].path)', expected such as '\(judged[0].path)'",
                advice: "name photographs alike, by the path below the folder of photographs")
        }
        if !ignoresClasses {
            try Self.checkClasses(
                of: judged,
                and: judged.compactMap { places.shared[$0.path] }
                    .map { places.detections[$0] }, truths.path, detections.path)
        }
        var photographs: [EvaluatedPhotograph] = []
        var undetected: [String] = []
        var unsized: [DatasetError] = []
        for truth in judged {
            let detection = places.shared[truth.path].map { places.detections[$0] }
            do throws(DatasetError) {
                let boxes = try SizedBoxes(truth, detection, truths, detections)
                photographs.append(boxes.photograph(ignoresClasses: ignoresClasses))
                if detection == nil { undetected.append(truth.path) }
            } catch {
                unsized.append(error)
            }
        }
        if let error = unsized.first, photographs.allSatisfy(\.truths.isEmpty) { throw error }
        self.photographs = photographs
        self.undetected = undetected
        self.unsized = unsized
        let used = Set(places.shared.values)
        unknown = places.detections.indices.filter { !used.contains($0) }
            .map { places.detections[$0].path }
    }

    /// Looks whether any detection is of a class that true boxes have: one class may be called by two names.
    ///
    /// - Parameters:
    ///   - judged: the photographs that are judged, with their true boxes.
    ///   - paired: those of the detections that they are the same as.
    private static func checkClasses(
        of judged: [Photograph], and paired: [Photograph], _ truths: String, _ detections: String
    ) throws {
        let expected = PhotographTable(root: "", photographs: judged).boxClasses
        let found = PhotographTable(root: "", photographs: paired).boxClasses
        guard !found.isEmpty, Set(expected).isDisjoint(with: found) else { return }
        throw DatasetError(
            path: detections,
            problem:
                "no box is of a class that \(truths) has: found \(listed(found)), expected "
                + listed(expected),
            advice:
                "--class names the classes of boxes that have none, --ignore-classes takes all as one"
        )
    }

    private static func listed(_ classes: [String]) -> String {
        classes.prefix(10).joined(separator: ", ")
            + (classes.count > 10 ? " and \(classes.count - 10) more" : "")
    }
}
