import GoldenSupport
import Testing
import Torch

func selection(_ inputs: StateDictionary, _ results: inout OperatorResults) throws {
    let x = try inputs.required("x")
    let y = try inputs.required("y")
    let mask = try inputs.required("mask")
    let columns = try inputs.required("columns")
    let chosen = try inputs.required("chosen")
    let values = try inputs.required("values")
    results["where"] = Tensor.where(mask, x, y)
    results["where_number"] =
        call("where", "ScalarOther", .tensor(mask), .tensor(x), .double(0))[0]
    results["gather"] = x.gather(1, columns)
    results["take_along_dim"] =
        call("take_along_dim", "", .tensor(x), .tensor(x.sort(1).indices), .int(1))[0]
    results["scatter"] = Tensor.zeros([3, 5]).scatterInPlace(1, columns, values)
    results["scatter_number"] =
        call(
            "scatter", "value", .tensor(Tensor.zeros([3, 5])), .int(1), .tensor(columns),
            .double(1))[0]
    results["scatter_add"] = x.clone().scatterAddInPlace(1, columns, values)
    results["index_select_0"] = x.indexSelect(0, chosen)
    results["index_select_1"] = x.indexSelect(1, chosen)
    results["index_add"] =
        call("index_add", "", .tensor(x), .int(0), .tensor(chosen), .tensor(y))[0]
    results["masked_select"] = x.maskedSelect(mask)
    results["masked_fill"] = x.maskedFill(mask, -1.0)
    results["one_hot"] = call("one_hot", "", .tensor(chosen), .int(4))[0]
    results["embedding"] =
        call("embedding", "", .tensor(y.transpose()), .tensor(columns))[0]
}

func shaping(_ inputs: StateDictionary, _ results: inout OperatorResults) throws {
    let x = try inputs.required("x")
    let y = try inputs.required("y")
    let v = try inputs.required("v")
    results["cat_1"] = Tensor.cat([x, y], 1)
    results["stack_0"] = Tensor.stack([x, x + 1])
    results["stack_last"] = Tensor.stack([x, x * 2], -1)
    results["reshape"] = x.reshape(4, -1)
    results["flatten_1"] = x.flatten(1)
    results["permute"] = x.permute(2, 0, 1)
    results["transpose"] = x.transpose(0, 2)
    results["squeeze"] = y.squeeze(1)
    results["unsqueeze"] = v.unsqueeze(0)
    results["expand"] = y.expand([2, 3, 4])
    results["repeat"] = y.repeated(1, 2, 3)
    results["repeat_interleave"] =
        call("repeat_interleave", "self_int", .tensor(v), .int(2))[0]
    results["roll"] = x.roll(1, 2)
    results["roll_both"] = call("roll", "", .tensor(x), .ints([1, -1]), .ints([1, 2]))[0]
    results["flip"] = x.flip(1, 2)
    results["rot90"] = call("rot90", "", .tensor(x), .int(1), .ints([1, 2]))[0]
    results[several: "split"] = x.split(2, 1)
    results[several: "chunk"] = call("chunk", "", .tensor(x), .int(3), .int(2))
    results[several: "unbind"] = x.unbind(1)
    results["narrow"] = call("narrow", "", .tensor(x), .int(2), .int(1), .int(2))[0]
    results["tile"] = v.repeated(2, 2)
    results["pad"] = x.pad([1, 2, 0, 1], value: 0.5)
    results["pad_reflect"] = call("reflection_pad1d", "", .tensor(x), .ints([1, 2]))[0]
    results["unfold"] = call("unfold", "", .tensor(x), .int(2), .int(2), .int(1))[0]
    results[several: "meshgrid"] = call(
        "meshgrid", "indexing", .tensors([v, Tensor.arange(0..<2, dtype: .float32)]),
        .string("ij"))
    results["diagonal_matrix"] = call("diag", "", .tensor(v))[0]
}
