#if os(Linux)
import Foundation
import Testing
import Torch

/// This process's memory in bytes.
private func residentBytes() throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    let pages = try #require(Int(text.split(separator: " ")[1]))
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
}

/// Calls in every way that the library has: typed, boxed, lists, gradients, errors.
private func callOperators(times: Int) {
    let a = Tensor.ones([256])
    let weight = Tensor.ones([256]).requiringGrad()
    let add = Operator("aten::add", "Tensor")
    for _ in 0..<times / 10 {
        _ = a + a
        _ = a * 2.0
        _ = a[3..<9, .newAxis]
        _ = a.split(100)
        _ = a.sort()
        _ = a.array(of: Float.self)
        _ = a.bytes()
        (a * weight).sum().backward()
        _ = try? add.call([.tensor(a), .tensor(a[..<3])])
        _ = add.schema
    }
    weight.grad = nil
}

// In a process of its own, since memory is counted for a process.
@Suite struct LeakTests {
    @Test("A hundred thousand operators leave no memory behind")
    func operatorsLeaveNothing() async {
        await #expect(processExitsWith: .success) {
            callOperators(times: 10_000)
            let before = try residentBytes()
            callOperators(times: 100_000)
            let growth = try residentBytes() - before
            // One leaked tensor of 256 floats per operator would be a hundred megabytes, one
            // leaked handle per kind of call two.
            #expect(growth < 1_500_000, "memory grew by \(growth) bytes")
        }
    }
}
#endif
