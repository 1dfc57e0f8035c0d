"""EfficientNet-B0 in PyTorch and timm, and in engines that only run networks: the peers of `NetworksBenchmark`.

`make FILE` writes the weights, images and labels that all start from; `step FILE` measures a training step, `infer FILE`
a pass over the images in evaluation mode, in PyTorch or in the `--engine` named. `--fused` gives AdamW in its fused form,
which is not PyTorch's default. Settings of the memory allocator come from outside, as MALLOC_ variables of the
environment.
"""

import argparse
import contextlib
import json
import statistics
import sys
import tempfile
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
    parser.add_argument("action", choices=["make", "step", "infer"])
    parser.add_argument("file")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--size", type=int, default=224)
    parser.add_argument("--layout", choices=["contiguous", "channels-last"], default="contiguous")
    parser.add_argument("--autocast", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--warm-up", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--engine", choices=["pytorch", "onnxruntime", "openvino"], default="pytorch")
    parser.add_argument("--fused", action="store_true")
    parser.add_argument("--profile", action="store_true", help="print where the time of two steps goes")
    return parser.parse_args()


def make(options):
    torch.manual_seed(2)
    network = timm.create_model("tf_efficientnet_b0")
    images = torch.randn(options.batch, 3, options.size, options.size)
    take_statistics(network, images)
    weights = network.state_dict() | {"images": images}
    weights["labels"] = torch.randint(0, 1000, (options.batch,))
    save_file(weights, options.file)


def take_statistics(network, images):
    """Running statistics as training leaves them: with those of a fresh network, scores vanish."""
    norms = [module for module in network.modules() if isinstance(module, torch.nn.BatchNorm2d)]
    for norm in norms:
        norm.momentum = 1
    with torch.no_grad():
        network.train()(images)
    for norm in norms:
        norm.num_batches_tracked.zero_()


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


def network_and_images(options):
    weights = load_file(options.file)
    images = weights.pop("images")
    del weights["labels"]
    network = timm.create_model("tf_efficientnet_b0").eval()
    network.load_state_dict(weights)
    return network, images


def pytorch(options):
    """A function that gives the scores."""
    layout = torch.channels_last if options.layout == "channels-last" else torch.contiguous_format
    network, images = network_and_images(options)
    network.to(memory_format=layout)
    images = images.contiguous(memory_format=layout)

    def scores():
        context = torch.autocast("cpu", torch.bfloat16) if options.autocast else contextlib.nullcontext()
        with torch.inference_mode(), context:
            return network(images).float().numpy()

    return scores


def onnxruntime(options):
    import onnxruntime as engine

    network, images = network_and_images(options)
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/network.onnx"
        with contextlib.redirect_stdout(sys.stderr):
            torch.onnx.export(network, (images,), file, dynamo=True)
        settings = engine.SessionOptions()
        settings.intra_op_num_threads = options.threads
        session = engine.InferenceSession(file, settings, providers=["CPUExecutionProvider"])
    inputs = {session.get_inputs()[0].name: images.numpy()}
    return lambda: session.run(None, inputs)[0]


def openvino(options):
    import openvino as engine

    network, images = network_and_images(options)
    model = engine.convert_model(network, example_input=images, input=[list(images.shape)])
    compiled = engine.compile_model(model, "CPU", {
        "INFERENCE_PRECISION_HINT": "bf16" if options.autocast else "f32", "PERFORMANCE_HINT": "LATENCY",
        "INFERENCE_NUM_THREADS": options.threads,
    })
    request, pixels = compiled.create_infer_request(), images.numpy()
    return lambda: request.infer([pixels], share_inputs=True)[0]


def infer(options):
    torch.set_num_threads(options.threads)
    scores = {"pytorch": pytorch, "onnxruntime": onnxruntime, "openvino": openvino}[options.engine](options)
    first = scores()
    warm = sum(timed(scores) for _ in range(options.warm_up))
    count = max(3, int(options.seconds * options.warm_up / warm))
    start = time.process_time()
    times = [timed(scores) for _ in range(count)]
    processor_seconds = time.process_time() - start
    print(json.dumps({
        "measurement": "inference", "engine": options.engine, "layout": options.layout, "autocast": options.autocast,
        "scores": [float(score) for score in first[0]], "images_per_second": len(first) / statistics.median(times),
        "processor_milliseconds_per_image": processor_seconds * 1000 / count / len(first), "passes": times,
    }))


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
    {"make": make, "step": step, "infer": infer}[options.action](options)


if __name__ == "__main__":
    main()
