import Foundation
import Torch

/// One process of a group, for `ProcessGroupTests`: `worker SCENARIO RANK SIZE PORT`.
///
/// Rank 0 is given port 0 and prints the port that it got, on a line of its own.
@main
enum ProcessGroupWorker {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let scenario = Scenario(rawValue: arguments[1]),
            let rank = Int(arguments[2]), let size = Int(arguments[3]),
            let port = UInt16(arguments[4])
        else {
            print("usage: worker SCENARIO RANK SIZE PORT")
            exit(64)
        }
        do {
            try run(scenario, rank: rank, size: size, port: port)
        } catch {
            print("error: \(error)")
            exit(1)
        }
    }

    enum Scenario: String {
        /// Every collective, with results that prove themselves.
        case collectives
        /// The last process is killed before the others reduce.
        case death
        /// The last process sleeps through the timeout.
        case delay
    }

    static func run(_ scenario: Scenario, rank: Int, size: Int, port: UInt16) throws {
        let timeout: Duration = .seconds(scenario == .collectives ? 60 : 3)
        let store = try TCPStore(
            host: "127.0.0.1", port: port, size: size, isServer: rank == 0, timeout: .seconds(60))
        if rank == 0 {
            print(store.port)
            fflush(nil)
        }
        let group = try ProcessGroup(
            .gloo, store: store, rank: rank, size: size, address: "127.0.0.1", timeout: timeout)
        try group.barrier()
        let isLast = rank == size - 1
        switch scenario {
        case .collectives:
            try collectives(in: group)
        case .death:
            if isLast { kill(getpid(), SIGKILL) }
            try group.allReduce(Tensor.ones([1000]))
        case .delay:
            if isLast { sleep(8) }
            try group.allReduce(Tensor.ones([1000]))
        }
        print("done")
    }

    static func collectives(in group: ProcessGroup) throws {
        let rank = Float(group.rank)
        func reduced(_ reduction: ProcessGroup.Reduction) throws -> [Float] {
            let tensor = Tensor([rank + 1, 10 * (rank + 1)])
            try group.allReduce(tensor, reduction)
            return tensor.array()
        }
        print("sum", try reduced(.sum))
        print("average", try reduced(.average))
        print("product", try reduced(.product))
        print("minimum", try reduced(.minimum))
        print("maximum", try reduced(.maximum))
        let matrix = Tensor.zeros([2, 2])
        matrix[.all, 1] = Tensor([rank, 1])
        try group.allReduce(matrix[.all, 1])
        print("column", matrix.array(of: Float.self))
        let sent = Tensor([rank, rank])
        try group.broadcast(sent, from: group.size - 1)
        print("broadcast", sent.array(of: Float.self))
        let gathered = try group.allGather(Tensor([[rank, -rank]].flatMap { $0 }, shape: [1, 2]))
        print("gathered", Tensor.cat(gathered).array(of: Float.self))
        try group.barrier()
    }
}
