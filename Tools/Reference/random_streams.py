"""Seeded random streams, the exact values in the order in which they are drawn, and the state afterwards.

Normal values come by another path for 16 elements and more, so both lengths are drawn.
"""

import torch

from goldens import Goldens

goldens = Goldens("random_streams")

# Key, function, arguments. A draw of `bernoulli` and `multinomial` gets its probabilities as a tensor.
DRAWS = [
    ("rand", "rand", {"size": [3, 5]}),
    ("randn_small", "randn", {"size": [3]}),
    ("randn", "randn", {"size": [4, 5]}),
    ("randint", "randint", {"low": 0, "high": 10, "size": [3, 7]}),
    ("randint_negative", "randint", {"low": -5, "high": 6, "size": [11]}),
    ("randint_large", "randint", {"low": 0, "high": 2**40, "size": [5]}),
    ("randperm", "randperm", {"n": 17}),
    ("bernoulli", "bernoulli", {"p": 0.3, "size": [4, 9]}),
    ("bernoulli_probabilities", "bernoulli_probabilities", {"size": [3, 5]}),
    ("multinomial", "multinomial", {"num_samples": 7, "replacement": True, "size": [5]}),
    ("multinomial_distinct", "multinomial", {"num_samples": 3, "replacement": False, "size": [5]}),
    ("normal", "normal", {"mean": 2.0, "std": 0.5, "size": [5, 7]}),
    ("uniform", "uniform", {"low": -1.0, "high": 3.0, "size": [7]}),
    ("exponential", "exponential", {"lambd": 2.0, "size": [7]}),
    ("rand_float64", "rand", {"size": [5], "dtype": "float64"}),
    ("randn_float64", "randn", {"size": [5], "dtype": "float64"}),
    ("rand_last", "rand", {"size": [2]}),
]


def probabilities(size):
    count = torch.Size(size).numel()
    return (torch.arange(1, count + 1) / (count + 1)).reshape(size)


def draw(function, generator, size=None, dtype="float32", **options):
    generated = {"generator": generator}
    match function:
        case "rand" | "randn":
            return getattr(torch, function)(size, dtype=getattr(torch, dtype), **generated)
        case "randint":
            return torch.randint(options["low"], options["high"], size, **generated)
        case "randperm":
            return torch.randperm(options["n"], **generated)
        case "bernoulli":
            return torch.empty(size).bernoulli_(options["p"], **generated)
        case "bernoulli_probabilities":
            return torch.bernoulli(probabilities(size), **generated)
        case "multinomial":
            return torch.multinomial(probabilities(size), **options, **generated)
        case "normal":
            return torch.empty(size).normal_(options["mean"], options["std"], **generated)
        case "uniform":
            return torch.empty(size).uniform_(options["low"], options["high"], **generated)
        case "exponential":
            return torch.empty(size).exponential_(options["lambd"], **generated)


for name, seed, generator in (
    ("default_42", 42, torch.default_generator),
    ("generator_7", 7, torch.Generator()),
    ("generator_0", 0, torch.Generator()),
    ("generator_large", 2**40 + 3, torch.Generator()),
):
    generator.manual_seed(seed)
    tensors = {"state_before": generator.get_state()}
    for key, function, options in DRAWS:
        tensors[key] = draw(function, generator, **options)
    tensors["probabilities_3_5"] = probabilities([3, 5])
    tensors["probabilities_5"] = probabilities([5])
    tensors["state_after"] = generator.get_state()
    order = [{"key": key, "function": function} | options for key, function, options in DRAWS]
    goldens.write(name, tensors, {"seed": seed, "order": order})

for key, function, options in DRAWS:  # each on its own, right after seeding
    generator = torch.Generator().manual_seed(42)
    tensors = {"output": draw(function, generator, **options)}
    goldens.write(f"alone_{key}", tensors, {"seed": 42, "function": function} | options)
