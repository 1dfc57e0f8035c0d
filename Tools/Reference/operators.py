"""Spot values of operators. `config.expressions` tells, per output, the PyTorch expression that made it."""

import torch
import torch.nn.functional as F

from goldens import Goldens

goldens = Goldens("operators")


def case(name, inputs, expressions):
    """Evaluates each expression over the inputs' names; several results become `output.<key>.<index>`."""
    tensors, kept = dict(inputs), {}
    for key, expression in expressions.items():
        result = eval(expression, {"torch": torch, "F": F}, dict(inputs))
        kept[key] = expression
        if isinstance(result, torch.Tensor):
            tensors[f"output.{key}"] = result
        else:
            tensors |= {f"output.{key}.{index}": value for index, value in enumerate(result)}
    goldens.write(name, tensors, {"expressions": kept})


goldens.seed("arithmetic")
case(
    "arithmetic",
    {
        "x": torch.randn(2, 3, 5),
        "y": torch.randn(3, 1),
        "z": torch.randn(5),
        "i": torch.randint(-9, 10, (3, 5)),
        "j": torch.randint(1, 5, (5,)),
    },
    {
        "add": "x + y",
        "add_vector": "x + z",
        "subtract": "x - y",
        "multiply": "y * z",
        "divide": "x / y",
        "add_number": "x + 2.5",
        "number_minus": "1 - x",
        "number_divided": "1 / x",
        "negative": "-x",
        "power": "x.abs() ** y",
        "power_number": "x ** 3",
        "remainder": "x % z",
        "floor_divide": "torch.floor_divide(x, z)",
        "fmod": "torch.fmod(x, z)",
        "maximum": "torch.maximum(x, z)",
        "minimum": "torch.minimum(x, z)",
        "integer_add": "i + j",
        "integer_divide": "i / j",
        "integer_floor_divide": "i // j",
        "integer_remainder": "i % j",
        "integer_plus_float": "i + z",
        "greater": "x > y",
        "less_equal": "x <= z",
        "equal": "i == j",
        "not_equal": "i != j",
        "and": "(x > 0) & (x < 1)",
        "or": "(x < 0) | (x > 1)",
        "not": "~(x > 0)",
        "addcmul": "torch.addcmul(x, y, z, value=0.5)",
        "lerp": "torch.lerp(x, torch.zeros_like(x), 0.25)",
    },
)

goldens.seed("elementwise")
case(
    "elementwise",
    {"x": torch.randn(3, 7) * 2, "p": torch.rand(3, 7) + 0.1},
    {
        "abs": "x.abs()",
        "exp": "x.exp()",
        "expm1": "x.expm1()",
        "log": "p.log()",
        "log1p": "p.log1p()",
        "log2": "p.log2()",
        "sqrt": "p.sqrt()",
        "rsqrt": "p.rsqrt()",
        "reciprocal": "x.reciprocal()",
        "square": "x.square()",
        "sin": "x.sin()",
        "cos": "x.cos()",
        "tanh": "x.tanh()",
        "atan2": "torch.atan2(x, p)",
        "acos": "(x / 10).acos()",
        "erf": "x.erf()",
        "sigmoid": "x.sigmoid()",
        "sign": "x.sign()",
        "floor": "x.floor()",
        "ceil": "x.ceil()",
        "round": "x.round()",
        "trunc": "x.trunc()",
        "clamp": "x.clamp(-1, 1.5)",
        "clamp_min": "x.clamp(min=0.5)",
        "clamp_max": "x.clamp(max=0.5)",
        "isnan": "x.log().isnan()",
        "nan_to_num": "x.log().nan_to_num(nan=-1.0)",
        "to_int64": "x.to(torch.int64)",
        "to_int8": "x.to(torch.int8)",
        "to_float64": "x.to(torch.float64)",
        "to_float16": "x.to(torch.float16)",
        "to_bfloat16": "x.to(torch.bfloat16)",
        "to_bool": "x.round().to(torch.bool)",
    },
)

goldens.seed("reductions")
case(
    "reductions",
    {"x": torch.randn(3, 4, 5), "i": torch.randint(-9, 10, (3, 5)), "b": torch.rand(3, 4) > 0.3},
    {
        "sum": "x.sum()",
        "sum_1": "x.sum(1)",
        "sum_0_2_kept": "x.sum((0, 2), keepdim=True)",
        "sum_integer": "i.sum()",
        "sum_bool": "b.sum()",
        "mean": "x.mean()",
        "mean_last": "x.mean(-1)",
        "mean_0_1_kept": "x.mean((0, 1), keepdim=True)",
        "product": "x.prod()",
        "product_1": "x.prod(1)",
        "var": "x.var()",
        "var_1": "x.var(1)",
        "var_1_biased": "x.var(1, correction=0)",
        "std": "x.std()",
        "std_0_2": "x.std((0, 2))",
        "std_1_biased_kept": "x.std(1, correction=0, keepdim=True)",
        "max": "x.max()",
        "max_1": "x.max(1)",
        "min": "x.min()",
        "min_0": "x.min(0)",
        "amax_1_2": "x.amax((1, 2))",
        "amin_0_kept": "x.amin(0, keepdim=True)",
        "argmax": "x.argmax()",
        "argmax_1": "x.argmax(1)",
        "argmin_last_kept": "x.argmin(-1, keepdim=True)",
        "all": "b.all()",
        "all_1": "b.all(1)",
        "any": "b.any()",
        "any_0": "b.any(0)",
        "count_nonzero": "b.count_nonzero()",
        "median": "x.median()",
        "median_1": "x.median(1)",
        "quantile": "x.quantile(0.3)",
        "cumsum_1": "x.cumsum(1)",
        "cumprod_2": "x.cumprod(2)",
        "logsumexp_1": "x.logsumexp(1)",
        "softmax_1": "x.softmax(1)",
        "log_softmax_last": "x.log_softmax(-1)",
        "norm": "torch.linalg.vector_norm(x)",
        "norm_1_dim_1": "torch.linalg.vector_norm(x, 1, 1)",
        "norm_2_last_kept": "torch.linalg.vector_norm(x, 2, -1, keepdim=True)",
        "norm_infinity": "torch.linalg.vector_norm(x, float('inf'))",
        "norm_frobenius": "torch.linalg.matrix_norm(x)",
        "normalize": "F.normalize(x, dim=1)",
        "logsumexp_large": "(x * 1000).logsumexp(1)",
        "softmax_large": "(x * 1000).softmax(1)",
    },
)

goldens.seed("ordering")
case(
    "ordering",
    {
        "x": torch.randn(3, 7),
        "i": torch.tensor([3, 1, 2, 3, 1, 1]),
        "edges": torch.tensor([-1.0, 0.0, 1.0]),
    },
    {
        "sort": "x.sort()",
        "sort_0_descending": "x.sort(0, descending=True)",
        "sort_stable": "i.sort(stable=True)",
        "argsort": "x.argsort()",
        "top_3": "x.topk(3)",
        "top_2_smallest_0": "x.topk(2, dim=0, largest=False)",
        "kthvalue": "x.kthvalue(3)",
        "unique": "torch.unique(i, return_inverse=True, return_counts=True)",
        "bincount": "i.bincount(minlength=6)",
        "searchsorted": "torch.searchsorted(edges, x)",
        "searchsorted_right": "torch.searchsorted(edges, x.round(), right=True)",
        "nonzero": "(x > 0.5).nonzero()",
    },
)

goldens.seed("linear_algebra")
square = torch.randn(4, 4)
case(
    "linear_algebra",
    {
        "a": torch.randn(3, 5),
        "b": torch.randn(5, 4),
        "v": torch.randn(5),
        "p": torch.randn(2, 3, 5),
        "q": torch.randn(2, 5, 4),
        "s": square + 3 * torch.eye(4),
        "d": square @ square.T + torch.eye(4),
        "r": torch.randn(4, 2),
    },
    {
        "matmul": "a @ b",
        "matmul_vector": "a @ v",
        "dot": "v @ v",
        "matmul_broadcast": "p @ b",
        "mm": "torch.mm(a, b)",
        "bmm": "torch.bmm(p, q)",
        "addmm": "torch.addmm(torch.ones(4), a, b, beta=0.5, alpha=2)",
        "baddbmm": "torch.baddbmm(torch.ones(2, 3, 4), p, q)",
        "outer": "torch.outer(v, v)",
        "einsum_matmul": "torch.einsum('ij,jk->ik', a, b)",
        "einsum_batch": "torch.einsum('nij,njk->nik', p, q)",
        "einsum_trace": "torch.einsum('ii->', s)",
        "einsum_bilinear": "torch.einsum('bi,ij,bj->b', a, torch.outer(v, v), a)",
        "transpose": "a.T",
        "singular_values": "torch.linalg.svdvals(a)",
        "eigenvalues": "torch.linalg.eigvalsh(d)",
        "cholesky": "torch.linalg.cholesky(d)",
        "solve": "torch.linalg.solve(s, r)",
        "inverse": "torch.linalg.inv(s)",
        "determinant": "torch.linalg.det(s)",
        "least_squares": "torch.linalg.lstsq(b, v).solution",
        "cdist": "torch.cdist(a, p)",
        "cosine_similarity": "F.cosine_similarity(a, v, dim=1)",
        "upper_triangle": "s.triu(1)",
        "lower_triangle": "s.tril()",
        "diagonal": "s.diagonal()",
        "trace": "s.trace()",
    },
)

goldens.seed("selection")
case(
    "selection",
    {
        "x": torch.randn(3, 5),
        "y": torch.randn(3, 5),
        "mask": torch.rand(3, 5) > 0.5,
        "columns": torch.tensor([[0, 4], [2, 2], [1, 3]]),
        "chosen": torch.tensor([2, 0, 2]),
        "values": torch.randn(3, 2),
    },
    {
        "where": "torch.where(mask, x, y)",
        "where_number": "torch.where(mask, x, 0.0)",
        "gather": "x.gather(1, columns)",
        "take_along_dim": "torch.take_along_dim(x, x.argsort(1), 1)",
        "scatter": "torch.zeros(3, 5).scatter(1, columns, values)",
        "scatter_number": "torch.zeros(3, 5).scatter(1, columns, 1.0)",
        "scatter_add": "x.scatter_add(1, columns, values)",
        "index_select_0": "x.index_select(0, chosen)",
        "index_select_1": "x.index_select(1, chosen)",
        "index_add": "x.index_add(0, chosen, y)",
        "masked_select": "x.masked_select(mask)",
        "masked_fill": "x.masked_fill(mask, -1.0)",
        "one_hot": "F.one_hot(chosen, 4)",
        "embedding": "F.embedding(columns, y.T)",
    },
)

goldens.seed("shaping")
case(
    "shaping",
    {"x": torch.randn(2, 3, 4), "y": torch.randn(2, 1, 4), "v": torch.randn(3)},
    {
        "cat_1": "torch.cat([x, y], 1)",
        "stack_0": "torch.stack([x, x + 1])",
        "stack_last": "torch.stack([x, x * 2], -1)",
        "reshape": "x.reshape(4, -1)",
        "flatten_1": "x.flatten(1)",
        "permute": "x.permute(2, 0, 1)",
        "transpose": "x.transpose(0, 2)",
        "squeeze": "y.squeeze(1)",
        "unsqueeze": "v.unsqueeze(0)",
        "expand": "y.expand(2, 3, 4)",
        "repeat": "y.repeat(1, 2, 3)",
        "repeat_interleave": "v.repeat_interleave(2)",
        "roll": "x.roll(1, 2)",
        "roll_both": "x.roll((1, -1), (1, 2))",
        "flip": "x.flip((1, 2))",
        "rot90": "x.rot90(1, (1, 2))",
        "split": "x.split(2, 1)",
        "chunk": "x.chunk(3, 2)",
        "unbind": "x.unbind(1)",
        "narrow": "x.narrow(2, 1, 2)",
        "tile": "v.tile((2, 2))",
        "pad": "F.pad(x, (1, 2, 0, 1), value=0.5)",
        "pad_reflect": "F.pad(x, (1, 2), mode='reflect')",
        "unfold": "x.unfold(2, 2, 1)",
        "meshgrid": "torch.meshgrid(v, torch.arange(2.0), indexing='ij')",
        "diagonal_matrix": "torch.diag(v)",
    },
)

goldens.seed("interpolation")
case(
    "interpolation",
    {"x": torch.randn(1, 2, 5, 7)},
    {
        "nearest_scale": "F.interpolate(x, scale_factor=2.0, mode='nearest')",
        "nearest_size": "F.interpolate(x, size=(3, 11), mode='nearest')",
        "bilinear_scale": "F.interpolate(x, scale_factor=2.0, mode='bilinear', align_corners=False)",
        "bilinear_size": "F.interpolate(x, size=(8, 4), mode='bilinear', align_corners=False)",
        "bilinear_corners": "F.interpolate(x, size=(8, 4), mode='bilinear', align_corners=True)",
        "bilinear_antialias": "F.interpolate(x, size=(2, 3), mode='bilinear', antialias=True)",
        "bicubic_size": "F.interpolate(x, size=(8, 4), mode='bicubic', align_corners=False)",
        "area": "F.interpolate(x, size=(2, 3), mode='area')",
    },
)

case(
    "creation",
    {},
    {
        "zeros": "torch.zeros(2, 3)",
        "ones_int64": "torch.ones(3, dtype=torch.int64)",
        "full": "torch.full((2, 2), 2.5)",
        "arange": "torch.arange(7)",
        "arange_step": "torch.arange(1.0, 2.0, 0.3)",
        "arange_down": "torch.arange(5, -4, -2)",
        "linspace": "torch.linspace(-1, 2, 7)",
        "logspace": "torch.logspace(-2, 1, 4)",
        "eye": "torch.eye(3, 4)",
        "one_zero": "torch.tensor([True, False])",
    },
)
