import Foundation
import GoldenSupport
import Testing
import Torch

/// The golden's indices.
private struct Indices {
    let mask, rows, plane, idx, idx2, negative, grid, column, row: Tensor

    init(_ tensors: StateDictionary) throws {
        mask = try tensors.required("mask")
        rows = try tensors.required("rows_mask")
        plane = try tensors.required("plane_mask")
        idx = try tensors.required("idx")
        idx2 = try tensors.required("idx2")
        negative = try tensors.required("negative")
        grid = try tensors.required("grid")
        column = try tensors.required("column")
        row = try tensors.required("row")
    }
}

private typealias Reading = @Sendable (Tensor, Indices) -> Tensor
private typealias Assignment = @Sendable (Tensor, Indices) -> Void

private let readings: [String: Reading] = [
    "integer": { x, _ in x[1] },
    "integer_negative": { x, _ in x[-1] },
    "integers": { x, _ in x[1, 2] },
    "element": { x, _ in x[1, 2, 3] },
    "element_negative": { x, _ in x[-1, -2, -3] },
    "all_then_integer": { x, _ in x[.all, 2] },
    "last_dimension": { x, _ in x[.all, .all, -1] },
    "range": { x, _ in x[1..<3] },
    "range_from": { x, _ in x[2...] },
    "range_to": { x, _ in x[..<2] },
    "range_negative": { x, _ in x[(-3)..<(-1)] },
    "range_past_end": { x, _ in x[2..<99] },
    "range_empty": { x, _ in x[.every(1, from: 3, to: 1)] },
    "ranges": { x, _ in x[1...2, 2..<4, ...4] },
    "step": { x, _ in x[.every(2)] },
    "step_from_to": { x, _ in x[.all, .every(3, from: 1, to: 5)] },
    "step_last": { x, _ in x[.ellipsis, .every(2, from: 1)] },
    "ellipsis": { x, _ in x[.ellipsis, 0] },
    "ellipsis_middle": { x, _ in x[1, .ellipsis, 2] },
    "ellipsis_alone": { x, _ in x[.ellipsis] },
    "new_axis": { x, _ in x[.all, .newAxis] },
    "new_axis_first": { x, _ in x[.newAxis] },
    "new_axis_last": { x, _ in x[.ellipsis, .newAxis] },
    "new_axis_mixed": { x, _ in x[1, .newAxis, .all, 2..<4] },
    "mask": { x, i in x[i.mask] },
    "mask_rows": { x, i in x[i.rows] },
    "mask_plane": { x, i in x[i.plane] },
    "mask_then_range": { x, i in x[i.rows, 1..<3] },
    "indices": { x, i in x[i.idx] },
    "indices_negative": { x, i in x[i.negative] },
    "indices_second": { x, i in x[.all, i.idx] },
    "indices_last": { x, i in x[.ellipsis, i.idx2] },
    "indices_grid": { x, i in x[i.grid] },
    "indices_apart": { x, i in x[i.idx, .all, i.idx2] },
    "indices_together": { x, i in x[i.idx, i.idx] },
    "indices_all": { x, i in x[i.idx, i.idx, i.idx2] },
    "indices_after_range": { x, i in x[1..<3, i.idx, i.idx2] },
    "indices_broadcast": { x, i in x[i.column, i.idx] },
    "indices_and_integer": { x, i in x[i.idx, 2] },
    "integer_range_indices": { x, i in x[0, .all, i.idx2] },
    "integer_middle_indices": { x, i in x[.all, 1, i.idx2] },
]

private let assignments: [String: Assignment] = [
    "integer": { x, _ in x[1] = Tensor(Float(0.5)) },
    "element": { x, _ in x[1, 2, 3] = Tensor(Float(-1)) },
    "range": { x, _ in x[1..<3] = Tensor(Float(-2)) },
    "range_step": { x, _ in x[.all, .every(2)] = Tensor(Float(-3)) },
    "row": { x, i in x[2, 3] = i.row },
    "row_broadcast": { x, i in x[1..<3, 1..<4] = i.row },
    "ellipsis": { x, _ in x[.ellipsis, 0] = Tensor(Float(-4)) },
    "mask": { x, i in x[i.mask] = Tensor(Float(-5)) },
    "mask_rows": { x, i in x[i.rows] = i.row },
    "indices": { x, i in x[i.idx] = Tensor(Float(-6)) },
    "indices_second": { x, i in x[.all, i.idx] = i.row },
    "indices_apart": { x, i in x[i.idx, .all, i.idx2] = Tensor(Float(-7)) },
    "indices_together": { x, i in x[i.idx2 % 4, i.idx2 % 5] = i.row },
    "add": { x, _ in x[1] += 100.0 },
    "multiply_range": { x, _ in x[.ellipsis, 1..<3] *= -1.0 },
]

@Suite struct IndexingTests {
    private struct Configuration: Decodable {
        var reads, assignments: [String: String]
    }

    @Test("Subscripts read what PyTorch's read", arguments: Golden.all("indexing", in: .module))
    func reads(_ golden: Golden) throws {
        let expressions = try golden.configuration(Configuration.self).reads
        let tensors = try golden.tensors()
        let x = try tensors.required("x")
        let indices = try Indices(tensors)
        #expect(Set(readings.keys) == Set(expressions.keys))
        for (key, read) in readings {
            expect(
                read(x, indices), equals: try tensors.required("read.\(key)"), within: 0,
                "\(key) (\(expressions[key] ?? "?"))")
        }
    }

    @Test(
        "Subscripts write what PyTorch's write", arguments: Golden.all("indexing", in: .module))
    func writes(_ golden: Golden) throws {
        let statements = try golden.configuration(Configuration.self).assignments
        let tensors = try golden.tensors()
        let indices = try Indices(tensors)
        #expect(Set(assignments.keys) == Set(statements.keys))
        for (key, assign) in assignments {
            let x = try tensors.required("x").clone()
            assign(x, indices)
            expect(
                x, equals: try tensors.required("assigned.\(key)"), within: 0,
                "\(key) (\(statements[key] ?? "?"))")
        }
    }

    @Test("Integers, slices and new axes give views of the same memory")
    func views() {
        let x = Tensor.zeros([4, 5])
        let view = x[1..<3, .newAxis, -1]
        #expect(view.sharesStorage(with: x))
        view.fill(7)
        #expect(x.sum().item() == 14)
        #expect(x[1, 4].item() == 7)
    }

    @Test("Tensors of indices and masks give copies")
    func copies() {
        let x = Tensor.zeros([4, 5])
        let copy = x[Tensor([0, 2])]
        #expect(!copy.sharesStorage(with: x))
        copy.fill(7)
        #expect(x.sum().item() == 0)
    }

    @Test("Negative bounds count from the end")
    func negativeBounds() {
        let x = Tensor.arange(0..<6)
        #expect(x[(-2)...].array(of: Int.self) == [4, 5])
        #expect(x[..<(-4)].array(of: Int.self) == [0, 1])
        #expect(x[...(-2)].array(of: Int.self) == [0, 1, 2, 3, 4])
        #expect(x[...(-1)].count == 6)
        #expect(x[(-3)...(-1)].array(of: Int.self) == [3, 4, 5])
    }

    @Test("What is assigned is converted to the tensor's type")
    func assignmentConverts() {
        let x = Tensor.zeros([3])
        x[0] = Tensor(2)
        x[Tensor([false, true, false])] = Tensor(3.5)
        #expect(x.dtype == .float32)
        #expect(x.array(of: Float.self) == [2, 3.5, 0])
    }

    @Test("An assignment to part of a tensor is recorded")
    func assignmentIsRecorded() {
        let source = Tensor.ones([2]).requiringGrad()
        let x = Tensor.zeros([3])
        x[1...] = source * 3
        x.sum().backward()
        #expect(source.grad?.array(of: Float.self) == [3, 3])
    }
}
