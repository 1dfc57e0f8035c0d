"""Exponential moving averages of a network that trains, batch norm's buffers included.

`step_<n>.<name>` is the network's state after training step n, and `average_<n>.<name>` the average's state
after it took that in. PyTorch's average copies the first state that it is given; timm's starts as a copy of
the untrained network, which is kept as `initial.<name>`.
"""

import copy

import torch
import torch.nn.functional as F
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from goldens import Goldens, snapshot

goldens = Goldens("averaging")

DECAY = 0.99
STEPS = 10


class ModelEmaV2:
    """timm's rule: every entry of the state, counters too, is ema = decay * ema + (1 - decay) * value."""

    def __init__(self, network):
        self.module = copy.deepcopy(network)

    @torch.no_grad()
    def update_parameters(self, network):
        for average, value in zip(self.module.state_dict().values(), network.state_dict().values()):
            average.copy_(DECAY * average + (1 - DECAY) * value)


def pytorch(network):
    return AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(DECAY), use_buffers=True)


def case(name, make_average):
    goldens.seed(name)
    network = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.BatchNorm1d(4), torch.nn.Linear(4, 2))
    average = make_average(network)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.5, momentum=0.9)
    tensors = snapshot("initial", network.state_dict().items())
    for step in range(1, STEPS + 1):
        optimizer.zero_grad()
        F.cross_entropy(network(torch.randn(5, 3) * 2), torch.randint(2, (5,))).backward()
        optimizer.step()
        average.update_parameters(network)
        tensors |= snapshot(f"step_{step}", network.state_dict().items())
        tensors |= snapshot(f"average_{step}", average.module.state_dict().items())
    goldens.write(name, tensors, {"decay": DECAY, "steps": STEPS})


case("pytorch", pytorch)
case("timm", ModelEmaV2)
