"""A network under `torch.autocast("cpu", dtype=torch.bfloat16)`: the type and values of every output."""

import torch
import torch.nn.functional as F

from goldens import Goldens, randomize, snapshot

goldens = Goldens("autocast")
goldens.seed("network")

network = torch.nn.ModuleDict(
    {
        "conv": torch.nn.Conv2d(3, 8, 3, stride=2, padding=1, bias=False),
        "bn": torch.nn.BatchNorm2d(8),
        "linear": torch.nn.Linear(8, 5),
    }
)
randomize(network)
input = torch.randn(3, 3, 9, 7).requires_grad_()
target = torch.randint(5, (3,))
tensors = {"input": input, "target": target}
tensors |= snapshot("parameter", network.named_parameters())
tensors |= snapshot("buffer", network.named_buffers())

outputs = {}
with torch.autocast("cpu", dtype=torch.bfloat16):
    outputs["conv"] = network["conv"](input)
    outputs["bn"] = network["bn"](outputs["conv"])
    outputs["silu"] = F.silu(outputs["bn"])
    outputs["mean"] = outputs["silu"].mean((2, 3))
    outputs["linear"] = network["linear"](outputs["mean"])
    outputs["loss"] = F.cross_entropy(outputs["linear"], target)
outputs["loss"].backward()

tensors |= snapshot("output", outputs.items())
tensors["gradient.input"] = input.grad
tensors |= {f"gradient.parameter.{name}": value.grad for name, value in network.named_parameters()}
tensors |= snapshot("buffer_after", network.named_buffers())
config = {
    "layers": {
        "conv": "Conv2d(3, 8, kernel_size=3, stride=2, padding=1, bias=False)",
        "bn": "BatchNorm2d(8)",
        "silu": "silu",
        "mean": "mean over dimensions 2 and 3",
        "linear": "Linear(8, 5)",
        "loss": "cross_entropy",
    },
    "dtypes": {name: str(value.dtype).removeprefix("torch.") for name, value in outputs.items()},
}
goldens.write("network", tensors, config)
