"""What `str(tensor)` says, as one JSON list.

Elements are strings, in row-major order, or an arithmetic sequence (`start`, `step`) where there are many.
"""

import json
import pathlib
import sys

import torch

nan, inf = float("nan"), float("inf")
cases = []


def case(name, tensor, sequence=None, device=None):
    """`sequence` is (start, step) of a tensor too large to list."""
    gradient = None
    if tensor.grad_fn is not None:
        gradient = f"grad_fn=<{tensor.grad_fn.name()}>"
    elif tensor.requires_grad:
        gradient = "requires_grad=True"
    entry = {
        "name": name,
        "shape": list(tensor.shape),
        "dtype": str(tensor.dtype).removeprefix("torch."),
        "device": device,
        "gradient": gradient,
        "text": str(tensor),
    }
    if sequence:
        start, step = sequence
        made = start + step * torch.arange(tensor.numel(), dtype=torch.float64)
        assert torch.equal(made.reshape(tensor.shape).to(tensor.dtype), tensor)
        entry |= {"start": start, "step": step}
    else:
        entry["elements"] = [repr(value) for value in tensor.flatten().tolist()]
    cases.append(entry)


def floats(name, values, dtype=torch.float32):
    case(name, torch.tensor(values, dtype=dtype))


def sequence(name, shape, start=0, step=1, dtype=torch.float32):
    count = torch.Size(shape).numel()
    values = start + step * torch.arange(count, dtype=torch.float64)
    case(name, values.reshape(shape).to(dtype), (start, step))


def backward(name, tensor, label):
    """The tensor with a gradient function whose name is `label` and "Backward"."""
    function = type(
        label,
        (torch.autograd.Function,),
        {
            "forward": staticmethod(lambda context, value: value.clone()),
            "backward": staticmethod(lambda context, gradient: gradient),
        },
    )
    case(name, function.apply(tensor.requires_grad_()))


# Floats: fixed or scientific, whole or not, and what nan and inf do to both.
for name, values in {
    "zeros": [0, 0],
    "negative zero": [-0.0],
    "negative zero among fractions": [-0.0, 1.5],
    "whole": [1, -2, 30],
    "fractions": [0.5, -0.25, 12.125],
    "rounded up to another digit": [99.99999, 1],
    "rounded half to even": [0.00005, 0.00015, 0.00025, 0.5, 1.00005],
    "whole, ratio 1000": [1, 1000],
    "whole, ratio over 1000": [1, 1001],
    "fractions, ratio 1000": [0.5, 500],
    "fractions, ratio over 1000": [0.5, 500.5],
    "ratio over 1000 only in double precision": [0.7, 700],
    "ratio 1000 only after rounding": [0.3, 300],
    "whole, largest fixed": [1e8],
    "whole, scientific": [100000008.0],
    "largest fixed fraction": [123456.5],
    "smallest fixed": [1.1e-4, 1e-3],
    "smallest fixed, rounded below": [1e-4],
    "scientific small": [9.9e-5],
    "scientific with zero": [0, 1e-5],
    "scientific negative": [-1e20, 1],
    "scientific with nan and infinities": [1e10, 0, nan, inf, -inf],
    "subnormal": [1e-45],
    "whole with nan": [nan, 1],
    "whole with infinities": [inf, -inf, 5, 100],
    "fraction with nan": [nan, 0.5],
    "fraction with infinities": [0.5, -inf, inf],
    "zero with nan": [0, nan],
    "only nan": [nan, nan],
    "only infinities": [inf, -inf],
    "whole, wide": [1e7, 123456, 20000],
}.items():
    floats(name, values)
floats("float64 whole", [2.0**24 + 1], torch.float64)
floats("float64 fractions", [0.1, 1 / 3], torch.float64)
floats("float64 three-digit exponent", [1e300, 1e-300, -1e100], torch.float64)
floats("float64 subnormal", [1e-320], torch.float64)
floats("float16", [65504, 1.0009765625, -0.0001], torch.float16)
floats("float16 subnormal", [6e-8, 1], torch.float16)
floats("bfloat16", [3.14159, 100], torch.bfloat16)
floats("bfloat16 whole", [0, 99840, 299008], torch.bfloat16)
floats("bfloat16 scientific", [1e38, 1], torch.bfloat16)

# Integers and truth values.
for name, values, dtype in (
    ("int64", [1, -20, 300], torch.int64),
    ("int64 extremes", [2**63 - 1, -(2**63), 0], torch.int64),
    ("int64 beyond double precision", [2**53 + 1, 2**62 + 1], torch.int64),
    ("int32", [1, -2], torch.int32),
    ("int16", [-32768, 32767], torch.int16),
    ("int8", [-128, 127], torch.int8),
    ("uint8", [0, 255], torch.uint8),
    ("bool", [True, False], torch.bool),
    ("bool all true", [True, True], torch.bool),
    ("bool matrix", [[True, False, True], [False, False, False]], torch.bool),
):
    case(name, torch.tensor(values, dtype=dtype))

# No dimension.
for name, value, dtype in (
    ("scalar", 3.14159, torch.float32),
    ("scalar whole", -4, torch.float32),
    ("scalar zero", 0, torch.float32),
    ("scalar nan", nan, torch.float32),
    ("scalar negative infinity", -inf, torch.float32),
    ("scalar scientific", 1e10, torch.float32),
    ("scalar float64", 0.1, torch.float64),
    ("scalar int64", -7, torch.int64),
    ("scalar bool", False, torch.bool),
    ("scalar uint8", 200, torch.uint8),
):
    case(name, torch.tensor(value, dtype=dtype))

# Nothing in it.
for shape, dtype in (
    ([0], torch.float32),
    ([0, 3], torch.float32),
    ([2, 0, 3], torch.float32),
    ([1001, 0], torch.float32),
    ([0], torch.int64),
    ([0], torch.bool),
    ([0, 2], torch.float64),
    ([0, 10**9, 10**9, 1, 1, 1, 1, 1, 1, 1, 1], torch.int16),
):
    name = f"empty {'x'.join(map(str, shape))} {str(dtype).removeprefix('torch.')}"
    case(name, torch.zeros(shape, dtype=dtype))
case("empty with gradient", torch.zeros(0, 3, requires_grad=True))

# Brackets and wrapping.
sequence("matrix", [2, 3], 0.5, -1.25)
sequence("one by one", [1, 1])
sequence("column", [4, 1], dtype=torch.int64)
sequence("three dimensions", [2, 3, 4], -3)
sequence("four dimensions", [2, 2, 2, 2])
sequence("five dimensions", [2, 1, 2, 2, 1], 0.25, 0.5)
sequence("ten dimensions", [1] * 10, 0.5)
sequence("wrapped vector", [100], dtype=torch.int64)
sequence("wrapped whole floats", [47])
sequence("wrapped fractions", [33], -1, 0.125)
sequence("wrapped zeros", [61], 0, 0)
sequence("wrapped matrix", [3, 22])
sequence("wrapped, exactly full lines", [2, 24], 100)
sequence("wrapped, deep", [1, 1, 1, 1, 1, 1, 40], dtype=torch.int64)
sequence("wrapped wide integers", [2, 8], 2**52, dtype=torch.int64)
sequence("largest in full", [1000])
sequence("largest matrix in full", [40, 25], dtype=torch.int64)
sequence("one element a line", [1] * 63 + [2], 2.0**-30, 2.0**-31, torch.float64)
floats("wrapped nans", [nan] * 40)
floats("wrapped nans and ones", [nan, 1] * 20)
floats("wrapped negative zeros", [-0.0] * 30)
case("wrapped bools", torch.arange(31) % 3 == 0)
case("wrapped bools all true", torch.ones(31, dtype=torch.bool))

# Summaries.
sequence("summary vector", [1001])
sequence("summary integers", [1001], dtype=torch.int64)
sequence("summary vector, scientific", [2000], 0.5, 1)
sequence("summary wide integers", [2000], 2**52, dtype=torch.int64)
sequence("summary wrapped", [3, 2000], 1e300, -1e297, torch.float64)
sequence("summary rows", [2000, 2], 0, 0)
sequence("summary columns", [3, 700], 0, 0.25)
sequence("summary both", [40, 50], dtype=torch.int32)
sequence("summary six rows in full", [6, 200])
sequence("summary seven rows", [7, 200])
sequence("summary three dimensions", [7, 7, 30])
sequence("summary six by six", [6, 6, 30], 0, 0)
sequence("summary four dimensions", [2, 8, 8, 9], dtype=torch.int64)
sequence("summary first", [8, 2, 2, 50])
sequence("summary million", [100, 100, 100])
sequence("summary width from shown", [1003], -501, 1)
case("summary bool", torch.zeros(2, 900, dtype=torch.bool), (0, 0))
sequence("summary with dtype", [1001], 0, 0, torch.float64)
case("summary with gradient", torch.zeros(2000, requires_grad=True), (0, 0))

# Suffixes, and where they no longer fit in a line.
case("requires gradient", torch.ones(2, requires_grad=True))
case("gradient function", torch.ones(2, requires_grad=True) * 2)
case("gradient function, scalar", (torch.ones(2, requires_grad=True) * 1.5).sum())
case("dtype and gradient", torch.ones(2, 2, dtype=torch.float64, requires_grad=True))
case("dtype and gradient wrapped", torch.ones(13, dtype=torch.float64, requires_grad=True))
case("gradient wrapped", torch.full((2, 3), 0.5, requires_grad=True).repeat(1, 2)[:, :5].sin())
for count in range(11, 20):
    case(f"float64 of {count}", torch.ones(count, dtype=torch.float64))
for length in range(30, 42):  # names that end just before and just past the end of the line
    backward(f"vector, name of {length}", torch.ones(3), "F" * length)
    backward(f"matrix, name of {length}", torch.ones(2, 3), "F" * length)
    backward(f"scalar, name of {length + 8}", torch.tensor(1.5), "F" * (length + 8))
    backward(f"after dtype, name of {length - 14}", torch.ones(2).double(), "F" * (length - 14))
    backward(f"after wrapped dtype, name of {length}", torch.ones(15).double(), "F" * length)
backward("gradient name longer than a line", torch.ones(2), "F" * 90)
for count in range(14, 18):  # on a last line of its own
    tensor = torch.ones(18 + count, dtype=torch.float64, requires_grad=True)
    case(f"wrapped float64 with gradient of {count}", tensor)

# PyTorch names a device that is not the default one. Here the default is said to be another than the CPU.
default_device = torch._C._get_default_device
torch._C._get_default_device = lambda: "another"
case("device", torch.ones(2), device="cpu")
case("device and dtype", torch.ones(2, dtype=torch.float16), device="cpu")
case("device, scalar", torch.tensor(2), device="cpu")
case("device, empty", torch.zeros(0, 3, dtype=torch.float64), device="cpu")
case("device, dtype and gradient", torch.ones(9, dtype=torch.float64).requires_grad_(), device="cpu")
case("device wrapped", torch.ones(17, dtype=torch.float64).requires_grad_(), device="cpu")
torch._C._get_default_device = default_device

if len(sys.argv) != 2:
    sys.exit(f"usage: {sys.argv[0]} OUTPUT_FOLDER")
folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
lines = ",\n".join(json.dumps(entry, sort_keys=True) for entry in cases)
(folder / "printing.json").write_text(f"[\n{lines}\n]\n")
