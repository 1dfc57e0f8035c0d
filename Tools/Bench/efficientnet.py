"""EfficientNet-B0's training step in PyTorch and timm: the peer of `NetworksBenchmark training`.

`make FILE` writes the weights, images and labels that both start from; `step FILE` measures. `--fused` gives AdamW in
its fused form, which is not PyTorch's default. Settings of the memory allocator come from outside, as MALLOC_
variables of the environment.
"""

import argparse
import contextlib
import json
import statistics
import time

import torch
from safetensors.torch import load_file, save_file
from torch.nn import functional

# timm imports torchvision, whose binary operators are neither needed nor there for every build of torch. Kept for as
# long as the process runs: the operators vanish with it.
operators = torch.library.Library("torchvision", "DEF")
for operator in ("nms", "qnms"):
    operators.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")

import timm  # noqa: E402


def parsed():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=["make", "step"])
    parser.add_argument("file")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--size", type=int, default=224)
    parser.add_argument("--layout", choices=["contiguous", "channels-last"], default="contiguous")
    parser.add_argument("--autocast", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--warm-up", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--fused", action="store_true")
    parser.add_argument("--profile", action="store_true", help="print where the time of two steps goes")
    return parser.parse_args()


def make(options):
    torch.manual_seed(2)
    weights = timm.create_model("tf_efficientnet_b0").state_dict()
    weights["images"] = torch.randn(options.batch, 3, options.size, options.size)
    weights["labels"] = torch.randint(0, 1000, (options.batch,))
    save_file(weights, options.file)


class Training:
    """A network that learns one batch of noise by heart."""

    def __init__(self, options):
        torch.set_num_threads(options.threads)
        layout = torch.channels_last if options.layout == "channels-last" else torch.contiguous_format
        weights = load_file(options.file)
        self.images = weights.pop("images").contiguous(memory_format=layout)
        self.labels = weights.pop("labels")
        self.network = timm.create_model("tf_efficientnet_b0")
        self.network.load_state_dict(weights)
        self.network.train().to(memory_format=layout)
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


def timed(body):
    start = time.perf_counter()
    body()
    return time.perf_counter() - start


def step(options):
    training = Training(options)
    first_loss = training.step().item()
    warm = sum(timed(training.step) for _ in range(options.warm_up))
    count = max(3, int(options.seconds * options.warm_up / warm))
    times = [timed(training.step) for _ in range(count)]
    print(json.dumps({
        "measurement": "training", "layout": options.layout, "autocast": options.autocast, "first_loss": first_loss,
        "images_per_second": len(training.images) / statistics.median(times), "steps": times,
    }))
    if options.profile:
        with torch.profiler.profile() as profile:
            training.step()
            training.step()
        print(profile.key_averages().table(sort_by="self_cpu_time_total", row_limit=30))


def main():
    options = parsed()
    make(options) if options.action == "make" else step(options)


if __name__ == "__main__":
    main()
