/// A format that tensors can be written in.
public enum WeightFileFormat: String, CaseIterable, Sendable {
    /// `.safetensors`.
    case safetensors
    /// A PyTorch state dictionary, `.pth` or `.pt`.
    case torch
    /// One tensor as NumPy writes it, `.npy`.
    case numPy

    /// The format that a path's ending names.
    public init?(ending path: String) {
        switch path.split(separator: ".").last.map({ $0.lowercased() }) {
        case "safetensors": self = .safetensors
        case "pth", "pt": self = .torch
        case "npy": self = .numPy
        default: return nil
        }
    }
}
