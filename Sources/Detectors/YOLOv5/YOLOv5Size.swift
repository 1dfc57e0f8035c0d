/// The published sizes of YOLOv5: one network, deeper and wider (Jocher et al., release 6.0; doi 10.5281/zenodo.5563715).
public enum YOLOv5Size: String, Sendable, Codable, CaseIterable {
    /// 1.9 million weights.
    case nano = "yolov5n"
    /// 7.2 million weights.
    case small = "yolov5s"
    /// 21.2 million weights.
    case medium = "yolov5m"
    /// 46.5 million weights.
    case large = "yolov5l"
    /// 86.7 million weights.
    case extraLarge = "yolov5x"

    /// What repeats of bottlenecks are multiplied by.
    public var depth: Double {
        switch self {
        case .nano, .small: 1.0 / 3
        case .medium: 2.0 / 3
        case .large: 1
        case .extraLarge: 4.0 / 3
        }
    }

    /// What channels are multiplied by.
    public var width: Double {
        switch self {
        case .nano: 0.25
        case .small: 0.5
        case .medium: 0.75
        case .large: 1
        case .extraLarge: 1.25
        }
    }

    /// A number of repeats, scaled: rounded, and at least 1.
    func repeats(_ count: Int) -> Int {
        max(1, Int((Double(count) * depth).rounded(.toNearestOrEven)))
    }

    /// A number of channels, scaled: rounded up to a multiple of 8.
    func channels(_ count: Int) -> Int {
        Int((Double(count) * width / 8).rounded(.up)) * 8
    }
}
