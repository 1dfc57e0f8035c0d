/// The numbers in COCO's definition of mean average precision.
///
/// Lin et al., Microsoft COCO: Common Objects in Context (2014), and cocodataset.org, "Detection evaluation".
public enum COCODefinition {
    /// From which intersection over union on a truth counts as found: .50, .55 … .95.
    public static let overlaps = spaced(from: 0.5, through: 0.95, count: 10)
    /// The recalls at which precision is read: 0, .01 … 1.
    public static let recalls = spaced(from: 0, through: 1, count: 101)
    /// How many detections of a class count in each photograph, the surest first.
    static let detectionLimits = [1, 10, 100]
    /// The largest of these; detections beyond take no part at all.
    static let detectionLimit = 100

    /// Evenly spaced numbers, in the last bit as the reference computes them.
    private static func spaced(from first: Double, through last: Double, count: Int) -> [Double] {
        let step = (last - first) / Double(count - 1)
        return (0..<count - 1).map { first + Double($0) * step } + [last]
    }
}
