"""timm without torchvision, whose binary operators are neither needed nor there for every build of torch."""

import torch

# Kept for as long as the process runs: the operators vanish with it.
operators = torch.library.Library("torchvision", "DEF")
for operator in ("nms", "qnms"):
    operators.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")

import timm  # noqa: E402, F401

ARCHITECTURES = (
    [f"tf_efficientnet_b{number}" for number in range(8)]
    + [f"efficientnet_b{number}" for number in range(8)]
    + [f"tf_efficientnet_lite{number}" for number in range(5)]
)


def outputs(network, input):
    """The maps and scores by the names that `flukeprint model forward` gives them."""
    maps = {}
    hooks = [
        block.register_forward_hook(
            lambda _, __, output, index=index: maps.__setitem__(f"features.{index}", output)
        )
        for index, block in enumerate(network.blocks)
    ]
    maps["head"] = network.forward_features(input)
    for hook in hooks:
        hook.remove()
    maps["logits"] = network.forward_head(maps["head"])
    return maps
