"""What timm says about each architecture: `channels.<name>` of its stages and its head; the rest in `config.rows`."""

import torch

from goldens import Goldens
from timm_alone import ARCHITECTURES, timm

goldens = Goldens("architectures")

tensors, rows = {}, []
for name in ARCHITECTURES:
    with torch.device("meta"):
        network = timm.create_model(name)
    channels = [stage[-1].feature_info("bottleneck")["num_chs"] for stage in network.blocks]
    tensors[f"channels.{name}"] = torch.tensor(channels + [network.num_features])
    settings = network.default_cfg
    rows.append(
        {
            "name": name,
            "parameters": sum(value.numel() for value in network.parameters()),
            "height": settings["input_size"][1],
            "width": settings["input_size"][2],
            "mean": settings["mean"],
            "standard_deviation": settings["std"],
            "interpolation": {"bicubic": "cubic", "bilinear": "linear"}[settings["interpolation"]],
            "centre_crop": settings["crop_pct"],
            "names": len(network.state_dict()),
        }
    )
goldens.write("timm", tensors, {"rows": rows})
