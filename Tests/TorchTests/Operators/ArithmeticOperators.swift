import GoldenSupport
import Testing
import Torch

func arithmetic(_ inputs: StateDictionary, _ results: inout OperatorResults) throws {
    let x = try inputs.required("x")
    let y = try inputs.required("y")
    let z = try inputs.required("z")
    let i = try inputs.required("i")
    let j = try inputs.required("j")
    results["add"] = x + y
    results["add_vector"] = x + z
    results["subtract"] = x - y
    results["multiply"] = y * z
    results["divide"] = x / y
    results["add_number"] = x + 2.5
    results["number_minus"] = 1 - x
    results["number_divided"] = 1 / x
    results["negative"] = -x
    results["power"] = x.abs().pow(y)
    results["power_number"] = x.pow(3)
    results["remainder"] = call("remainder", "Tensor", .tensor(x), .tensor(z))[0]
    results["floor_divide"] = call("floor_divide", "", .tensor(x), .tensor(z))[0]
    results["fmod"] = call("fmod", "Tensor", .tensor(x), .tensor(z))[0]
    results["maximum"] = x.maximum(z)
    results["minimum"] = x.minimum(z)
    results["integer_add"] = i + j
    results["integer_divide"] = i / j
    results["integer_floor_divide"] = call("floor_divide", "", .tensor(i), .tensor(j))[0]
    results["integer_remainder"] = call("remainder", "Tensor", .tensor(i), .tensor(j))[0]
    results["integer_plus_float"] = i + z
    results["greater"] = x .> y
    results["less_equal"] = x .<= z
    results["equal"] = i .== j
    results["not_equal"] = i .!= j
    results["and"] = (x .> 0) .& (x .< 1)
    results["or"] = (x .< 0) .| (x .> 1)
    results["not"] = .!(x .> 0)
    results["addcmul"] =
        call("addcmul", "", .tensor(x), .tensor(y), .tensor(z), .double(0.5))[0]
    results["lerp"] = x.clone().lerpInPlace(towards: Tensor.zeros(like: x), weight: 0.25)
}

func elementwise(_ inputs: StateDictionary, _ results: inout OperatorResults) throws {
    let x = try inputs.required("x")
    let p = try inputs.required("p")
    results["abs"] = x.abs()
    results["exp"] = x.exp()
    results["expm1"] = call("expm1", "", .tensor(x))[0]
    results["log"] = p.log()
    results["log1p"] = p.log1p()
    results["log2"] = call("log2", "", .tensor(p))[0]
    results["sqrt"] = p.sqrt()
    results["rsqrt"] = p.rsqrt()
    results["reciprocal"] = 1 / x
    results["square"] = x.pow(2)
    results["sin"] = x.sin()
    results["cos"] = x.cos()
    results["tanh"] = x.tanh()
    results["atan2"] = call("atan2", "", .tensor(x), .tensor(p))[0]
    results["acos"] = (x / 10).acos()
    results["erf"] = call("erf", "", .tensor(x))[0]
    results["sigmoid"] = x.sigmoid()
    results["sign"] = x.sign()
    results["floor"] = x.floor()
    results["ceil"] = x.ceil()
    results["round"] = x.round()
    results["trunc"] = call("trunc", "", .tensor(x))[0]
    results["clamp"] = x.clamp(min: -1, max: 1.5)
    results["clamp_min"] = x.clamp(min: 0.5)
    results["clamp_max"] = x.clamp(max: 0.5)
    results["isnan"] = x.log().isNaN
    results["nan_to_num"] = call("nan_to_num", "", .tensor(x.log()), .double(-1))[0]
    results["to_int64"] = x.to(dtype: .int64)
    results["to_int8"] = x.to(dtype: .int8)
    results["to_float64"] = x.to(dtype: .float64)
    results["to_float16"] = x.to(dtype: .float16)
    results["to_bfloat16"] = x.to(dtype: .bfloat16)
    results["to_bool"] = x.round().to(dtype: .bool)
}

func creation(_ inputs: StateDictionary, _ results: inout OperatorResults) throws {
    results["zeros"] = Tensor.zeros([2, 3])
    results["ones_int64"] = Tensor.ones([3], dtype: .int64)
    results["full"] = Tensor.full([2, 2], 2.5)
    results["arange"] = Tensor.arange(0..<7)
    results["arange_step"] =
        call("arange", "start_step", .double(1), .double(2), .double(0.3))[0]
    results["arange_down"] = call("arange", "start_step", .int(5), .int(-4), .int(-2))[0]
    results["linspace"] = Tensor.linspace(-1, 2, count: 7)
    results["logspace"] = call("logspace", "", .double(-2), .double(1), .int(4))[0]
    results["eye"] = call("eye", "m", .int(3), .int(4))[0]
    results["one_zero"] = Tensor([true, false])
}
