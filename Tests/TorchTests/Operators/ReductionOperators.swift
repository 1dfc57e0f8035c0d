import GoldenSupport
import Testing
import Torch

func reductions(_ inputs: StateDictionary, _ results: inout OperatorResults) throws {
    let x = try inputs.required("x")
    let i = try inputs.required("i")
    let b = try inputs.required("b")
    results["sum"] = x.sum()
    results["sum_1"] = x.sum(1)
    results["sum_0_2_kept"] = x.sum(0, 2, keepDimensions: true)
    results["sum_integer"] = i.sum()
    results["sum_bool"] = b.sum()
    results["mean"] = x.mean()
    results["mean_last"] = x.mean(-1)
    results["mean_0_1_kept"] = x.mean(0, 1, keepDimensions: true)
    results["product"] = call("prod", "", .tensor(x))[0]
    results["product_1"] = call("prod", "dim_int", .tensor(x), .int(1))[0]
    results["var"] = x.variance()
    results["var_1"] = x.variance(1)
    results["var_1_biased"] = x.variance(1, correction: 0)
    results["std"] = x.standardDeviation()
    results["std_0_2"] = x.standardDeviation(0, 2)
    results["std_1_biased_kept"] = x.standardDeviation(1, correction: 0, keepDimensions: true)
    results["max"] = x.max()
    results[several: "max_1"] = call("max", "dim", .tensor(x), .int(1))
    results["min"] = x.min()
    results[several: "min_0"] = call("min", "dim", .tensor(x), .int(0))
    results["amax_1_2"] = x.max(1, 2)
    results["amin_0_kept"] = x.min(0, keepDimensions: true)
    results["argmax"] = x.argmax()
    results["argmax_1"] = x.argmax(1)
    results["argmin_last_kept"] = x.argmin(-1, keepDimensions: true)
    results["all"] = b.all()
    results["all_1"] = call("all", "dim", .tensor(b), .int(1))[0]
    results["any"] = b.any()
    results["any_0"] = call("any", "dim", .tensor(b), .int(0))[0]
    results["count_nonzero"] = b.countNonzero()
    results["median"] = call("median", "", .tensor(x))[0]
    results[several: "median_1"] = call("median", "dim", .tensor(x), .int(1))
    results["quantile"] = call("quantile", "scalar", .tensor(x), .double(0.3))[0]
    results["cumsum_1"] = x.cumulativeSum(1)
    results["cumprod_2"] = call("cumprod", "", .tensor(x), .int(2))[0]
    results["logsumexp_1"] = x.logSumExp(1)
    results["softmax_1"] = x.softmax(1)
    results["log_softmax_last"] = x.logSoftmax(-1)
    results["norm"] = x.norm()
    results["norm_1_dim_1"] = x.norm(1, order: 1)
    results["norm_2_last_kept"] = x.norm(-1, keepDimensions: true)
    results["norm_infinity"] = x.norm(order: .infinity)
    results["norm_frobenius"] = call("linalg_matrix_norm", "str_ord", .tensor(x))[0]
    results["normalize"] = x.normalized(1)
    results["logsumexp_large"] = (x * 1000).logSumExp(1)
    results["softmax_large"] = (x * 1000).softmax(1)
}

func ordering(_ inputs: StateDictionary, _ results: inout OperatorResults) throws {
    let x = try inputs.required("x")
    let i = try inputs.required("i")
    let edges = try inputs.required("edges")
    func both(_ pair: (values: Tensor, indices: Tensor)) -> [Tensor] {
        [pair.values, pair.indices]
    }
    results[several: "sort"] = both(x.sort())
    results[several: "sort_0_descending"] = both(x.sort(0, descending: true))
    results[several: "sort_stable"] = both(i.sort())
    results["argsort"] = x.sort().indices
    results[several: "top_3"] = both(x.topK(3))
    results[several: "top_2_smallest_0"] = both(x.topK(2, dimension: 0, largest: false))
    results[several: "kthvalue"] = call("kthvalue", "", .tensor(x), .int(3))
    results[several: "unique"] =
        call("_unique2", "", .tensor(i), .bool(true), .bool(true), .bool(true))
    results["bincount"] = call("bincount", "", .tensor(i), .none, .int(6))[0]
    results["searchsorted"] = call("searchsorted", "Tensor", .tensor(edges), .tensor(x))[0]
    results["searchsorted_right"] =
        call(
            "searchsorted", "Tensor", .tensor(edges), .tensor(x.round()), .standard, .bool(true))[0]
    results["nonzero"] = (x .> 0.5).nonzero()
}
