import CTorch

/// The libtorch that this process runs on.
public enum Runtime {
    /// The version of libtorch, such as `2.13.0`.
    public static var version: String { String(cString: ctorch_loaded_version()) }

    /// How libtorch was built: compilers, BLAS, instruction sets.
    public static var buildConfiguration: String { String(cString: ctorch_build_configuration()) }

    /// Whether process groups over NCCL are part of this build.
    public static var hasNCCL: Bool { ctorch_has_nccl() }

    /// Whether the processor multiplies `bfloat16` in hardware, twice as fast as `float32`.
    public static var multipliesBfloat16: Bool { ctorch_multiplies_bfloat16() }

    /// Threads that one operator may use, at least 1.
    ///
    /// It holds for the calling thread, and for threads that have not called an operator yet: set it
    /// before any work, or in each worker.
    public static var threads: Int {
        get { Int(ctorch_threads()) }
        set {
            precondition(newValue >= 1, "an operator needs at least one thread")
            guard ctorch_set_threads(Int32(newValue)) else { stop(TorchError.last) }
        }
    }
}
