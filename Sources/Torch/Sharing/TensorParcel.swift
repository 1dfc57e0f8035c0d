import Synchronization

/// Hands tensors from one thread to another without a copy.
///
/// The sender gives them up, and the receiver takes them once:
///
/// ```swift
/// let parcel = TensorParcel([images, labels])
/// Task { let batch = parcel.take() }
/// ```
public final class TensorParcel: Sendable {
    private let content: Mutex<Content>

    // Unchecked: what comes in was sent, and leaves once.
    private struct Content: @unchecked Sendable {
        var tensors: [Tensor]?
    }

    /// Packs tensors that the caller must not use any more.
    public init(_ tensors: consuming sending [Tensor]) {
        content = Mutex(Content(tensors: tensors))
    }

    /// Takes the tensors out; a second time is a programming error.
    public func take() -> sending [Tensor] {
        let taken = content.withLock { content -> Content in
            defer { content.tensors = nil }
            return content
        }
        guard let tensors = taken.tensors else {
            fatalError("a tensor parcel was taken twice")
        }
        nonisolated(unsafe) let sent = tensors
        return sent
    }
}
