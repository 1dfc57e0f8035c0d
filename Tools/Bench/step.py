"""A training step in PyTorch: the peer of `FoundationBenchmark step`, with the same network, images and weights.

`--fused` gives AdamW in its fused form, which is not PyTorch's default. Settings of the memory allocator come from
outside, as MALLOC_ variables of the environment.
"""

import argparse
import contextlib
import json
import statistics
import time

import torch
from torch import nn
from torch.nn import functional


def block(inputs, outputs):
    return [nn.Conv2d(inputs, outputs, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.SiLU()]


def parsed():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--size", type=int, default=64)
    parser.add_argument("--layout", choices=["contiguous", "channels-last"], default="contiguous")
    parser.add_argument("--autocast", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--warm-up", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.6)
    parser.add_argument("--fused", action="store_true")
    return parser.parse_args()


class Training:
    """A small network that learns one batch of noise by heart."""

    def __init__(self, options):
        torch.set_num_threads(options.threads)
        layout = torch.channels_last if options.layout == "channels-last" else torch.contiguous_format
        # The same draws in the same order as in Swift, from the same stream.
        torch.manual_seed(2)
        self.images = torch.randn(options.batch, 3, options.size, options.size).to(memory_format=layout)
        self.labels = torch.randint(0, 100, (options.batch,))
        self.network = nn.Sequential(
            *block(3, 32), *block(32, 64), *block(64, 128),
            nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(128, 100),
        ).to(memory_format=layout)
        self.optimizer = torch.optim.AdamW(self.network.parameters(), lr=1e-3, fused=options.fused or None)
        self.autocast = options.autocast

    def step(self):
        context = torch.autocast("cpu", torch.bfloat16) if self.autocast else contextlib.nullcontext()
        with context:
            loss = functional.cross_entropy(self.network(self.images), self.labels)
        loss.backward()
        self.optimizer.step()
        self.optimizer.zero_grad()
        return loss

    def time(self, steps):
        start = time.perf_counter()
        for _ in range(steps):
            self.step()
        return time.perf_counter() - start


def main():
    options = parsed()
    training = Training(options)
    first_loss = training.step().item()
    steps = max(1, int(options.seconds * options.warm_up / training.time(options.warm_up)))
    rates = [steps * options.batch / training.time(steps) for _ in range(options.rounds)]
    print(json.dumps({
        "measurement": "step", "layout": options.layout, "autocast": options.autocast, "batch": options.batch,
        "size": options.size, "threads": options.threads, "first_loss": first_loss,
        "images_per_second": statistics.median(rates), "rounds": rates,
    }))


if __name__ == "__main__":
    main()
