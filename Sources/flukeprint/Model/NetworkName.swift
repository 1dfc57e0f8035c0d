import ArgumentParser
import Detectors
import Embedders

/// A network that can be run by name: a backbone of embedders, or a detector.
enum NetworkName: ExpressibleByArgument {
    case embedder(Architecture)
    case detector(YOLOv5Size)

    /// The network of that name, if there is one.
    init?(argument: String) {
        if let size = YOLOv5Size(rawValue: argument) {
            self = .detector(size)
        } else if let architecture = try? Architecture(named: argument) {
            self = .embedder(architecture)
        } else {
            return nil
        }
    }

    /// The names, for help and completion.
    static var allValueStrings: [String] {
        Architecture.all.map(\.name) + YOLOv5Size.allCases.map(\.rawValue)
    }
}
