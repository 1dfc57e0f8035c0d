"""The package yolov5 without the many others that it imports and that nothing here calls.

What it imports for pictures, plots, tables, downloads and telemetry is replaced where it is not installed; with all of
it installed, the package computes the same. It is licensed under the AGPL: it is called, and none of it is copied.
"""

import importlib.util
import os
import pathlib
import sys
import tempfile
import types
from unittest import mock

import packaging.version
import torch
import torchvision_alone  # noqa: F401  (before the replacements)

# Else the package makes a folder for settings in the user's own.
os.environ["YOLOV5_CONFIG_DIR"] = tempfile.gettempdir()

if importlib.util.find_spec("pkg_resources") is None:
    sys.modules["pkg_resources"] = types.SimpleNamespace(parse_version=packaging.version.parse)
for package in ("cv2", "matplotlib", "pandas", "psutil", "requests", "seaborn", "ultralytics"):
    if importlib.util.find_spec(package) is None:
        for module in (package, f"{package}.pyplot", f"{package}.utils", f"{package}.utils.checks"):
            sys.modules[module] = mock.MagicMock()

from yolov5.models import yolo  # noqa: E402

yolo.LOGGER.setLevel("WARNING")
# Importing the package changes how tensors are printed, and the number of OpenMP's threads of programs started later.
torch.set_printoptions(profile="default")
os.environ["OMP_NUM_THREADS"] = "1"

SIZES = "nsmlx"
MAPS = ("p3", "p4", "p5")


def network_of(size, classes):
    """YOLOv5 of one of `SIZES` with random weights, from the package's own configuration."""
    return yolo.DetectionModel(pathlib.Path(yolo.__file__).with_name(f"yolov5{size}.yaml"), nc=classes)


def outputs(network, input):
    """Maps, and in evaluation mode predictions, by the names that `flukeprint model forward` gives them."""
    if network.training:
        return dict(zip(MAPS, network(input), strict=True))
    predictions, maps = network(input)
    return dict(zip(MAPS, maps, strict=True)) | {"predictions": predictions}
