import CTorch

/// Where the processes of a group meet: one listens, the others connect to it.
public final class TCPStore: @unchecked Sendable {
    // Unchecked: c10d's stores lock themselves.
    let handle: ctorch_store

    /// The port that the server listens on.
    public let port: UInt16

    /// Opens a store.
    ///
    /// - Parameters:
    ///   - host: the name or address of the process that listens.
    ///   - port: its port; the server may give 0 for any free one.
    ///   - size: how many processes meet.
    ///   - isServer: whether this process is the one that listens.
    ///   - timeout: how long to wait for the server, and for values.
    /// - Throws: `TorchError` where the port is taken, or nobody listens in time.
    public init(
        host: String, port: UInt16, size: Int, isServer: Bool, timeout: Duration = .seconds(300)
    ) throws {
        let handle = ctorch_store_tcp(
            host, port, Int32(size), isServer, Int64(timeout / .milliseconds(1)))
        guard let handle else { throw TorchError.last }
        self.handle = handle
        self.port = ctorch_store_port(handle)
    }

    deinit {
        ctorch_store_release(handle)
    }
}
