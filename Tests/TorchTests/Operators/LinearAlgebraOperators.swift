import GoldenSupport
import Testing
import Torch

func linearAlgebra(_ inputs: StateDictionary, _ results: inout OperatorResults) throws {
    let a = try inputs.required("a")
    let b = try inputs.required("b")
    let v = try inputs.required("v")
    let p = try inputs.required("p")
    let q = try inputs.required("q")
    let s = try inputs.required("s")
    let d = try inputs.required("d")
    let r = try inputs.required("r")
    let outer = call("outer", "", .tensor(v), .tensor(v))[0]
    results["matmul"] = a.matmul(b)
    results["matmul_vector"] = a.matmul(v)
    results["dot"] = v.matmul(v)
    results["matmul_broadcast"] = p.matmul(b)
    results["mm"] = call("mm", "", .tensor(a), .tensor(b))[0]
    results["bmm"] = p.batchMatmul(q)
    results["addmm"] =
        call(
            "addmm", "", .tensor(Tensor.ones([4])), .tensor(a), .tensor(b), .double(0.5),
            .int(2))[0]
    results["baddbmm"] =
        call("baddbmm", "", .tensor(Tensor.ones([2, 3, 4])), .tensor(p), .tensor(q))[0]
    results["outer"] = outer
    results["einsum_matmul"] = Tensor.einsum("ij,jk->ik", a, b)
    results["einsum_batch"] = Tensor.einsum("nij,njk->nik", p, q)
    results["einsum_trace"] = Tensor.einsum("ii->", s)
    results["einsum_bilinear"] = Tensor.einsum("bi,ij,bj->b", a, outer, a)
    results["transpose"] = a.transpose()
    results["singular_values"] = a.svd().s
    results["eigenvalues"] = d.eigh().values
    results["cholesky"] = try d.cholesky()
    results["solve"] = try s.solve(r)
    results["inverse"] = try s.inverse()
    results["determinant"] = s.determinant()
    results["least_squares"] = call("linalg_lstsq", "", .tensor(b), .tensor(v))[0]
    results["cdist"] = call("cdist", "", .tensor(a), .tensor(p))[0]
    results["cosine_similarity"] =
        call("cosine_similarity", "", .tensor(a), .tensor(v), .int(1))[0]
    results["upper_triangle"] = call("triu", "", .tensor(s), .int(1))[0]
    results["lower_triangle"] = call("tril", "", .tensor(s))[0]
    results["diagonal"] = call("diagonal", "", .tensor(s))[0]
    results["trace"] = call("trace", "", .tensor(s))[0]
}

func interpolation(_ inputs: StateDictionary, _ results: inout OperatorResults) throws {
    let x = OperatorArgument.tensor(try inputs.required("x"))
    let twice = OperatorArgument.doubles([2, 2])
    results["nearest_scale"] = call("upsample_nearest2d", "vec", x, .none, twice)[0]
    results["nearest_size"] = call("upsample_nearest2d", "vec", x, .ints([3, 11]), .none)[0]
    results["bilinear_scale"] =
        call("upsample_bilinear2d", "vec", x, .none, .bool(false), twice)[0]
    results["bilinear_size"] =
        call("upsample_bilinear2d", "vec", x, .ints([8, 4]), .bool(false), .none)[0]
    results["bilinear_corners"] =
        call("upsample_bilinear2d", "vec", x, .ints([8, 4]), .bool(true), .none)[0]
    results["bilinear_antialias"] =
        call("_upsample_bilinear2d_aa", "vec", x, .ints([2, 3]), .bool(false), .none)[0]
    results["bicubic_size"] =
        call("upsample_bicubic2d", "vec", x, .ints([8, 4]), .bool(false), .none)[0]
    results["area"] = call("adaptive_avg_pool2d", "", x, .ints([2, 3]))[0]
}
