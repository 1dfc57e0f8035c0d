"""Upsample, Flatten and Sequential."""

import torch

from goldens import Goldens, randomize, record

goldens = Goldens("structure")


def case(name, module, shape, config, **options):
    randomize(module)
    record(goldens, name, module, torch.randn(shape), config, **options)


for name, options in (
    ("upsample_nearest", {"scale_factor": 2.0, "mode": "nearest"}),
    ("upsample_bilinear", {"scale_factor": 2.0, "mode": "bilinear", "align_corners": False}),
):
    goldens.seed(name)
    case(name, torch.nn.Upsample(**options), (2, 3, 3, 5), {"layer": "Upsample"} | options)

goldens.seed("flatten")
case("flatten", torch.nn.Flatten(), (2, 3, 2, 3), {"layer": "Flatten"})

for mode in ("training", "eval"):
    name = f"sequential_{mode}"
    goldens.seed(name)
    network = torch.nn.Sequential(
        torch.nn.Conv2d(3, 6, 3, stride=2, padding=1, bias=False),
        torch.nn.BatchNorm2d(6),
        torch.nn.SiLU(),
        torch.nn.AdaptiveAvgPool2d(1),
        torch.nn.Flatten(),
        torch.nn.Linear(6, 4),
    )
    config = {
        "layers": [
            "Conv2d(3, 6, kernel_size=3, stride=2, padding=1, bias=False)",
            "BatchNorm2d(6)",
            "SiLU()",
            "AdaptiveAvgPool2d(1)",
            "Flatten()",
            "Linear(6, 4)",
        ],
        "state_dict_keys": list(network.state_dict()),
    }
    case(name, network, (3, 3, 9, 7), config, training=mode == "training")
