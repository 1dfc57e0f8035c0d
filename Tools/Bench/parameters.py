"""What each tiny parameter costs in PyTorch's fused forms: the peer of `FoundationBenchmark parameters`."""

import json
import statistics
import time

import torch
from torch import nn
from torch.optim import swa_utils

LAYERS, ROUNDS = 500, 51


def measure(what, body, before=lambda: None):
    times = []
    for _ in range(ROUNDS + 1):
        before()
        start = time.perf_counter()
        body()
        times.append(time.perf_counter() - start)
    microseconds = statistics.median(times[1:]) * 1e6 / (2 * LAYERS)
    print(json.dumps({"measurement": "parameters", "what": what, "microseconds": microseconds}))


def main():
    torch.set_num_threads(2)
    network = nn.Sequential(*(nn.BatchNorm1d(8) for _ in range(LAYERS)))
    parameters = list(network.parameters())
    average = swa_utils.AveragedModel(
        network, multi_avg_fn=swa_utils.get_ema_multi_avg_fn(0.999), use_buffers=True)
    optimizer = torch.optim.AdamW(parameters, lr=1e-3, fused=True)
    gradient = torch.ones(8)

    def set_gradients():
        for parameter in parameters:
            parameter.grad = gradient.clone()

    set_gradients()
    measure("clip_gradient_norm", lambda: nn.utils.clip_grad_norm_(parameters, 1))
    measure("adamw_step", optimizer.step)
    measure("moving_average", lambda: average.update_parameters(network))
    measure("zero_grad", optimizer.zero_grad, before=set_gradients)


if __name__ == "__main__":
    main()
