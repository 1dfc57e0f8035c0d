/// How the losses of samples become one.
public enum Reduction: Int, Sendable {
    /// They stay apart.
    case none = 0
    /// Their mean.
    case mean = 1
    /// Their sum.
    case sum = 2
}
