import CTorch
import Foundation

/// Processes that compute together, on one machine or several.
///
/// Every process calls the same operations in the same order, with tensors of the same shape and
/// element type. Each call waits for the others, and throws when a process has died or the timeout
/// has passed; the group is then of no more use. A tensor that is not contiguous is copied.
///
/// ```swift
/// let store = try TCPStore(host: "127.0.0.1", port: 29500, size: 2, isServer: rank == 0)
/// let group = try ProcessGroup(.gloo, store: store, rank: rank, size: 2)
/// try group.allReduce(gradient, .average)
/// ```
public final class ProcessGroup {
    /// What carries the data.
    public enum Backend: String, Sendable {
        /// Gloo, over TCP between CPUs.
        case gloo
        /// NCCL, between GPUs; only in a build with CUDA.
        case nccl
    }

    /// How values of several processes become one.
    public enum Reduction: Sendable {
        /// Their sum.
        case sum
        /// Their mean.
        case average
        /// Their product.
        case product
        /// The least of them.
        case minimum
        /// The greatest of them.
        case maximum
    }

    /// This process's place, from 0.
    public let rank: Int
    /// How many processes there are.
    public let size: Int
    private let handle: ctorch_process_group
    private let store: TCPStore

    /// Joins a group; returns when all processes have.
    ///
    /// - Parameters:
    ///   - backend: what carries the data.
    ///   - store: where the processes meet.
    ///   - rank: this process's place, from 0.
    ///   - size: how many processes there are.
    ///   - address: with Gloo, the name or address that this process's peers reach it at; the one that
    ///     this machine's own name stands for, if left out.
    ///   - timeout: how long any operation may wait for the others.
    /// - Throws: `TorchError` where the others do not join in time, or the build lacks the backend.
    public init(
        _ backend: Backend, store: TCPStore, rank: Int, size: Int, address: String? = nil,
        timeout: Duration = .seconds(1800)
    ) throws {
        precondition((0..<size).contains(rank), "rank \(rank) of \(size) processes")
        let milliseconds = Int64(timeout / .milliseconds(1))
        let handle =
            switch backend {
            case .gloo:
                ctorch_process_group_gloo(
                    store.handle, Int32(rank), Int32(size), address, milliseconds)
            case .nccl:
                ctorch_process_group_nccl(store.handle, Int32(rank), Int32(size), milliseconds)
            }
        guard let handle else { throw TorchError.last }
        self.handle = handle
        self.rank = rank
        self.size = size
        self.store = store
    }

    /// Joins the group that the environment describes as `torchrun` does: `MASTER_ADDR`,
    /// `MASTER_PORT`, `RANK` and `WORLD_SIZE`.
    ///
    /// - Throws: `TorchError` where a variable is missing or no number, or the others do not join.
    public convenience init(
        _ backend: Backend, environment: [String: String], timeout: Duration = .seconds(1800)
    ) throws {
        func value(_ name: String) throws -> String {
            guard let text = environment[name], !text.isEmpty else {
                throw TorchError("the environment variable \(name) is needed to join a group")
            }
            return text
        }
        func number<Number: FixedWidthInteger>(_ name: String) throws -> Number {
            let text = try value(name)
            guard let number = Number(text) else {
                throw TorchError("the environment variable \(name) is no number: '\(text)'")
            }
            return number
        }
        let rank: Int = try number("RANK")
        let size: Int = try number("WORLD_SIZE")
        guard (0..<max(size, 0)).contains(rank) else {
            throw TorchError("RANK \(rank) is not below WORLD_SIZE \(size)")
        }
        let store = try TCPStore(
            host: value("MASTER_ADDR"), port: number("MASTER_PORT"), size: size,
            isServer: rank == 0, timeout: timeout)
        try self.init(backend, store: store, rank: rank, size: size, timeout: timeout)
    }

    deinit {
        ctorch_process_group_release(handle)
    }

    /// Replaces the tensor, in every process, by all processes' tensors reduced.
    ///
    /// - Throws: `TorchError` where a process has died or is late.
    public func allReduce(_ tensor: Tensor, _ reduction: Reduction = .sum) throws {
        try writing(tensor) { dense in
            try check(ctorch_all_reduce(handle, dense.handle, reduction.code))
            // Gloo has no average, so that the sum is divided.
            if reduction == .average { dense.divideInPlace(size) }
        }
    }

    /// Replaces the tensor, in every process, by the one of the process `root`.
    ///
    /// - Throws: `TorchError` where a process has died or is late.
    public func broadcast(_ tensor: Tensor, from root: Int = 0) throws {
        try writing(tensor) { dense in
            try check(ctorch_broadcast(handle, dense.handle, Int32(root)))
        }
    }

    /// Hands `body` the tensor, or a copy in row-major order that is written back: what crosses is
    /// memory as it lies, whatever the strides say.
    private func writing(_ tensor: Tensor, _ body: (Tensor) throws -> Void) rethrows {
        try noGrad {
            let dense = tensor.detached().contiguous()
            try body(dense)
            if tensor.isContiguous() {
                ctorch_note_write(tensor.handle)
            } else {
                tensor.copy(from: dense)
            }
        }
    }

    /// The tensors of all processes, by rank.
    ///
    /// - Throws: `TorchError` where a process has died or is late.
    public func allGather(_ tensor: Tensor) throws -> [Tensor] {
        let source = tensor.detached().contiguous()
        let gathered = (0..<size).map { _ in Tensor.empty(like: source) }
        let handles: [ctorch_tensor?] = gathered.map { $0.handle }
        try check(ctorch_all_gather(handle, source.handle, handles, Int32(size)))
        return gathered
    }

    /// Waits until all processes have come here.
    ///
    /// - Throws: `TorchError` where a process has died or is late.
    public func barrier() throws {
        try check(ctorch_barrier(handle))
    }
}

extension ProcessGroup.Reduction {
    /// c10d's number for the reduction; an average crosses as a sum.
    fileprivate var code: Int32 {
        switch self {
        case .sum, .average: ctorch_reduce_sum.rawValue
        case .product: ctorch_reduce_product.rawValue
        case .minimum: ctorch_reduce_minimum.rawValue
        case .maximum: ctorch_reduce_maximum.rawValue
        }
    }
}
