import CTorch

/// What libtorch says went wrong.
public struct TorchError: Error, CustomStringConvertible, Sendable {
    /// libtorch's own message.
    public let message: String

    /// An error with a message of the caller's.
    public init(_ message: String) {
        self.message = message
    }

    /// The message.
    public var description: String { message }

    /// The error of the call that just failed on this thread.
    static var last: TorchError { TorchError(String(cString: ctorch_error())) }
}

/// Takes ownership of a result, or throws what libtorch said.
func owned(_ handle: ctorch_tensor?) throws -> Tensor {
    guard let handle else { throw TorchError.last }
    return Tensor(owning: handle)
}

/// Throws what libtorch said when a call did not succeed.
func check(_ succeeded: Bool) throws {
    if !succeeded { throw TorchError.last }
}

/// Takes ownership of a result of an operator that only a caller's mistake can make fail.
///
/// The message must reach the user in release builds too, where preconditions print nothing.
@inline(__always)
func result(_ handle: ctorch_tensor?) -> Tensor {
    guard let handle else { stop(TorchError.last) }
    return Tensor(owning: handle)
}

/// Ends the process with libtorch's message.
@inline(never)
func stop(_ error: TorchError) -> Never {
    fatalError(error.message)
}
