import CTorch

/// The order of a tensor's elements in memory.
public enum MemoryFormat: Int32, Sendable {
    /// Row-major: the last dimension varies fastest.
    case contiguous = 0
    /// Whatever the source has.
    case preserve = 1
    /// `[N, C, H, W]` with channels varying fastest, which convolutions on a CPU run faster on.
    case channelsLast = 2
}
