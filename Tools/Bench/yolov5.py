"""YOLOv5 by the package of that name in PyTorch, and in OpenVINO: the peers of Flukeprint's detectors.

`inference` measures the network, norms folded, and the suppression of boxes; `training` a step as the package's trainer
makes it: forward, loss, backward, clipping, SGD and the average of weights; `crops FOLDER` all that it takes from
photographs in a folder to crops: OpenCV's decoding, the package's letterbox, the network, suppression, JPEG by Pillow.

Weights, images and targets are drawn from a seed; `make FILE` writes them, `--file FILE` reads them instead, the first
`--batch` images: the weights by the package's names, `images` [N, 3, size, size] from 0 to 1 in steps of 1/255, which
Flukeprint takes as bytes, and `targets` [n, 6] (image, class, center and size of a box in fractions). Statistics of
norms are those of the images, and the head is shifted so that `--candidates` boxes per image come above the threshold
of confidence, 0.25; boxes overlap by at most 0.45. `make FILE --photographs FOLDER` fits the weights to photographs
instead and writes these alone, with the description that makes the file a model of Flukeprint's, for `crops` on both
sides.

The weights of the head are not the package's: it starts so that nothing is found. Settings of the memory allocator come
from outside, as MALLOC_ variables of the environment.
"""

import argparse
import functools
import json
import math
import pathlib
import statistics
import sys
import tempfile
import time
import warnings

# In place of this folder, where this file hides the package.
sys.path[0] = str(pathlib.Path(__file__).resolve().parent.parent / "Reference")

import cv2
import numpy
import torch
import yaml
from PIL import Image
from safetensors.torch import load_file, save_file
from torch.nn import functional
from torchvision_alone import torchvision
from yolov5_alone import network_of, yolo

# Not at the top: the package's other modules need what yolov5_alone puts in place.
from yolov5.utils.augmentations import letterbox  # isort: skip
from yolov5.utils.general import non_max_suppression, scale_boxes  # isort: skip
from yolov5.utils.loss import ComputeLoss  # isort: skip
from yolov5.utils.torch_utils import ModelEMA, smart_optimizer  # isort: skip

CONFIDENCE, OVERLAP = 0.25, 0.45
MARGIN = 0.1


def parsed():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["make", "inference", "training", "crops"])
    parser.add_argument("path", nargs="?", help="the file to make, or the folder of photographs to crop")
    parser.add_argument("--file", help="weights, images and targets from `make`, or weights alone for `crops`")
    parser.add_argument("--photographs", help="the folder of photographs that `make` fits weights to, for `crops`")
    parser.add_argument("--model", choices=[f"yolov5{size}" for size in "nsmlx"], default="yolov5s")
    parser.add_argument("--classes", type=int, default=1)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--size", type=int, default=640)
    parser.add_argument("--candidates", type=int, default=300, help="boxes above the threshold, per image")
    parser.add_argument("--most", type=int, default=300, help="detections per image, the best ones")
    parser.add_argument("--layout", choices=["contiguous", "channels_last"], default="contiguous")
    parser.add_argument("--dtype", choices=["float32", "bfloat16"], default="float32")
    parser.add_argument("--engine", choices=["torch", "openvino"], default="torch")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--warm-up", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=5)
    options = parser.parse_args()
    if (options.path is None) == (options.action in ("make", "crops")):
        parser.error(f"{options.action}: {'a path is needed' if options.path is None else 'no path is taken'}")
    if options.action == "training" and options.dtype != "float32":
        parser.error("training: float32 only, as the package trains on a CPU")
    return options


def suppress(boxes, scores, threshold):
    """torchvision's greedy suppression, whose operator is not there for every build of torch; nearly as fast."""
    order = scores.argsort(stable=True, descending=True)
    left, top, right, bottom = boxes[order].float().numpy().T.copy()
    shared = numpy.maximum(0, numpy.minimum(right[:, None], right) - numpy.maximum(left[:, None], left))
    shared *= numpy.maximum(0, numpy.minimum(bottom[:, None], bottom) - numpy.maximum(top[:, None], top))
    areas = (right - left) * (bottom - top)
    apart = shared <= threshold * (areas[:, None] + areas - shared)
    alive, kept = numpy.ones(len(order), bool), []
    for index in range(len(order)):
        if alive[index]:
            kept.append(index)
            alive &= apart[index]
    return order[kept]


torchvision.ops.nms = suppress


def images_of(options):
    """Soft shapes with some noise, from 0 to 1 in steps of 1/255, as if read from a file."""
    shapes = functional.interpolate(
        torch.rand(options.batch, 3, options.size // 32, options.size // 32), size=options.size, mode="bilinear")
    return ((shapes + 0.1 * torch.randn_like(shapes)).clamp(0, 1) * 255).round() / 255


def drawn(options):
    torch.manual_seed(2)
    network = network_of(options.model[-1], options.classes)
    for layer in network.model[-1].m:
        torch.nn.init.normal_(layer.weight, std=layer.in_channels**-0.5)
    images = images_of(options)
    count = 4 * options.batch
    targets = torch.cat([
        torch.randint(options.batch, (count, 1)).float(), torch.randint(options.classes, (count, 1)).float(),
        0.1 + 0.8 * torch.rand(count, 2), 0.05 + 0.3 * torch.rand(count, 2),
    ], 1)
    calibrate(network, images[:4], options.candidates)
    return network, images, targets


@torch.no_grad()
def calibrate(network, images, candidates):
    """Takes the norms' statistics from `images`, and shifts the head so that each has `candidates`."""
    norms = [module for module in network.modules() if isinstance(module, torch.nn.BatchNorm2d)]
    for norm in norms:
        momentum, norm.momentum = norm.momentum, 1
    network.train()(images)
    for norm in norms:
        norm.momentum = momentum
        norm.num_batches_tracked.zero_()
    head = network.model[-1]
    # All classes are near 1, so that objectness decides.
    biases = [layer.bias.view(head.na, -1) for layer in head.m]
    for bias in biases:
        bias[:, 5:] = 6
    objectness = torch.cat([map[..., 4].flatten() for map in network.eval()(images)[1]])
    least = objectness.topk(candidates * len(images)).values[-1]
    for bias in biases:
        bias[:, 4] += math.log(CONFIDENCE / (1 - CONFIDENCE)) + 0.005 - least


def loaded(options):
    """The network in evaluation mode, images and targets."""
    if options.file is None:
        return drawn(options)
    tensors = load_file(options.file)
    images, targets = tensors.pop("images", None), tensors.pop("targets", None)
    if images is not None:
        images, targets = images[:options.batch], targets[targets[:, 0] < options.batch]
    network = network_of(options.model[-1], options.classes)
    network.load_state_dict(tensors)
    return network.eval(), images, targets


def make(options):
    if options.photographs is None:
        network, images, targets = drawn(options)
        save_file(network.state_dict() | {"images": images, "targets": targets}, options.path)
        return
    network = fitted(photographs_in(options.photographs), options)
    description = {
        "architecture": options.model, "classes": [f"class {number}" for number in range(options.classes)],
        "size": options.size, "tile": 0, "tileOverlap": 0.2, "results": {},
    }
    save_file(network.state_dict(), options.path, {"detector": json.dumps(description)})


def layout(options):
    return torch.channels_last if options.layout == "channels_last" else torch.contiguous_format


def convolutions(network):
    return [module for module in network.modules() if isinstance(module, torch.nn.Conv2d)]


def arranged(network, options):
    """In the layout asked for: one by one, as the head's grids have no such layout."""
    for module in convolutions(network):
        module.to(memory_format=layout(options))
    return network


def in_torch(network, options):
    """A function from images to predictions."""
    network = arranged(network.fuse(), options)
    # Norms are gone and all weights are convolutions', converted once; else autocast would do so in each pass.
    half = options.dtype == "bfloat16"
    for module in convolutions(network) if half else []:
        module.bfloat16()
    context = functools.partial(torch.autocast, "cpu", torch.bfloat16, enabled=half)

    def predictions(images):
        with context():
            return network(images)[0].float()

    return predictions


def in_openvino(network, options, images):
    import openvino as engine

    network.fuse().model[-1].export = True
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore", torch.jit.TracerWarning)
        network(images)
        model = engine.convert_model(network, example_input=images, input=[list(images.shape)])
    compiled = engine.compile_model(model, "CPU", {
        "INFERENCE_PRECISION_HINT": "bf16" if options.dtype == "bfloat16" else "f32", "PERFORMANCE_HINT": "LATENCY",
        "INFERENCE_NUM_THREADS": options.threads,
    })
    request = compiled.create_infer_request()
    return lambda images: torch.from_numpy(request.infer([images.numpy()], share_inputs=True, share_outputs=True)[0])


def suppressed(predictions, options):
    return non_max_suppression(predictions, CONFIDENCE, OVERLAP, max_det=options.most)


def timed(body):
    start = time.perf_counter()
    result = body()
    return time.perf_counter() - start, result


@torch.inference_mode()
def inference(options):
    network, images, _ = loaded(options)
    if options.engine == "torch":
        images = images.contiguous(memory_format=layout(options))
        predict = in_torch(network, options)
    else:
        predict = in_openvino(network, options, images)
    passes, networks = [], []

    def detect():
        seconds, predictions = timed(lambda: predict(images))
        networks.append(seconds)
        return predictions, suppressed(predictions, options)

    predictions, detections = detect()
    warm = sum(timed(detect)[0] for _ in range(options.warm_up))
    count = max(3, int(options.seconds * options.warm_up / warm))
    networks.clear()
    start = time.process_time()
    passes = [timed(detect)[0] for _ in range(count)]
    processor_seconds = time.process_time() - start
    print(json.dumps({
        "measurement": "detection", "model": options.model, "size": images.shape[-1], "batch": len(images),
        "engine": options.engine, "layout": options.layout, "dtype": options.dtype,
        "candidates": [int((image[:, 4] > CONFIDENCE).sum()) for image in predictions],
        "detections": [len(found) for found in detections],
        "scores": detections[0][:10, 4].tolist(),
        "images_per_second": len(images) / statistics.median(passes),
        "network_images_per_second": len(images) / statistics.median(networks),
        "processor_milliseconds_per_image": processor_seconds * 1000 / count / len(images), "passes": passes,
    }))


def training(options):
    network, images, targets = loaded(options)
    network = arranged(network.train(), options)
    images = images.contiguous(memory_format=layout(options))
    with open(pathlib.Path(yolo.__file__).parents[1] / "data" / "hyps" / "hyp.scratch-low.yaml") as file:
        network.hyp = hyperparameters = yaml.safe_load(file)
    # As the package scales them.
    hyperparameters["cls"] *= options.classes / 80
    hyperparameters["obj"] *= (options.size / 640) ** 2
    optimizer = smart_optimizer(
        network, "SGD", hyperparameters["lr0"], hyperparameters["momentum"], hyperparameters["weight_decay"])
    average, loss = ModelEMA(network), ComputeLoss(network)

    def step():
        total, _ = loss(network(images), targets)
        total.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), max_norm=10.0)
        optimizer.step()
        optimizer.zero_grad()
        average.update(network)
        return total.item()

    first_loss = step()
    warm = sum(timed(step)[0] for _ in range(options.warm_up))
    count = max(3, int(options.seconds * options.warm_up / warm))
    times = [timed(step)[0] for _ in range(count)]
    print(json.dumps({
        "measurement": "training", "model": options.model, "size": images.shape[-1], "batch": len(images),
        "layout": options.layout, "first_loss": first_loss,
        "images_per_second": len(images) / statistics.median(times), "steps": times,
    }))


def prepared(photograph, size):
    """[1, 3, H, W] from 0 to 1, the longest side `size`, padded to multiples of 32."""
    pixels = letterbox(photograph, size, stride=32)[0]
    pixels = numpy.ascontiguousarray(pixels.transpose(2, 0, 1)[::-1])
    return torch.from_numpy(pixels)[None].float() / 255


def with_margin(box, width, height):
    left, top, right, bottom = box
    across, down = MARGIN * (right - left), MARGIN * (bottom - top)
    return (max(0, round(left - across)), max(0, round(top - down)), min(width, round(right + across)),
            min(height, round(bottom + down)))


def photographs_in(folder):
    return sorted(file for file in pathlib.Path(folder).iterdir() if file.suffix.lower() in (".jpg", ".jpeg"))


def fitted(files, options):
    """A fresh network that finds `--candidates` boxes in each of some photographs."""
    torch.manual_seed(2)
    network = network_of(options.model[-1], options.classes)
    some = [prepared(cv2.imread(str(file)), options.size) for file in files[:: max(1, len(files) // 8)]]
    some = [images for images in some if images.shape == some[0].shape]
    calibrate(network, torch.cat(some), options.candidates)
    return network


@torch.inference_mode()
def crops(options):
    files = photographs_in(options.path)
    network = fitted(files, options) if options.file is None else loaded(options)[0]
    predict = in_torch(network, options)
    predict(prepared(cv2.imread(str(files[0])), options.size).contiguous(memory_format=layout(options)))
    written = pixels = 0
    with tempfile.TemporaryDirectory() as folder:
        start, processor = time.perf_counter(), time.process_time()
        for file in files:
            photograph = cv2.imread(str(file))
            images = prepared(photograph, options.size).contiguous(memory_format=layout(options))
            (found,) = suppressed(predict(images), options)
            height, width = photograph.shape[:2]
            for box in scale_boxes(images.shape[2:], found[:, :4], (height, width)).tolist():
                left, top, right, bottom = with_margin(box, width, height)
                if left < right and top < bottom:
                    crop = photograph[top:bottom, left:right, ::-1]
                    Image.fromarray(crop).save(f"{folder}/{file.stem}-{written}.jpg", quality=95)
                    written += 1
                    pixels += (right - left) * (bottom - top)
        seconds, processor = time.perf_counter() - start, time.process_time() - processor
    print(json.dumps({
        "measurement": "crops", "model": options.model, "size": options.size, "layout": options.layout,
        "dtype": options.dtype, "photographs": len(files), "crops": written, "megapixels": pixels / 1e6,
        "seconds": seconds,
        "photographs_per_second": len(files) / seconds,
        "processor_milliseconds_per_photograph": processor * 1000 / len(files),
    }))


def main():
    options = parsed()
    torch.set_num_threads(options.threads)
    {"make": make, "inference": inference, "training": training, "crops": crops}[options.action](options)


if __name__ == "__main__":
    main()
