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

    /// Whether any picture's size is known, so that boxes can be told apart by their share of the width.
    public var hasSizes: Bool { photographs.contains { $0.size != nil } }

    /// Brings two data sets together.
    ///
    /// - Parameters:
    ///   - splits: the parts that are judged, by the true boxes' data set; empty for all.
    ///   - ignoresClasses: whether all boxes shall be of one class.
    /// - Throws: `DatasetError` where there are no photographs or no true boxes, the data sets share no photograph,
    ///   or a box is in fractions of a picture whose size is neither told nor to be read.
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
        var undetected: [String] = []
        photographs = try judged.map { truth in
            let detection = places.shared[truth.path].map { places.detections[$0] }
            if detection == nil { undetected.append(truth.path) }
            return try SizedBoxes(truth, detection, truths, detections).photograph(
                ignoresClasses: ignoresClasses)
        }
        self.undetected = undetected
        let used = Set(places.shared.values)
        unknown = places.detections.indices.filter { !used.contains($0) }
            .map { places.detections[$0].path }
    }
}
