"""What the generators of whole networks share: weights drawn from torch's seed, and tensors stored in part."""

import math


def randomize(network, gain=None):
    """Draws what a network holds, in the order of its state dictionary.

    Batch norm's `weight` (1 dimension) is uniform in 0.5 … 1.5, every `bias` and `running_mean` normal with deviation
    0.1, `running_var` uniform in 0.5 … 2. All other weights stay where `gain` is left out; else they are normal with
    deviation √(gain(name) / fan-in).
    """
    for name, tensor in network.state_dict().items():
        if name.endswith("running_var"):
            tensor.uniform_(0.5, 2)
        elif name.endswith(("running_mean", "bias")):
            tensor.normal_(0, 0.1)
        elif name.endswith("weight") and tensor.dim() == 1:
            tensor.uniform_(0.5, 1.5)
        elif name.endswith("weight") and gain is not None:
            tensor.normal_(0, math.sqrt(gain(name) / tensor[0].numel()))


def sample(tensor):
    """Every n-th element in row-major order, n being the count over 300, rounded down, and the next odd number where
    that is even."""
    step = max(1, tensor.numel() // 300) | 1
    return tensor.detach().flatten()[::step]
