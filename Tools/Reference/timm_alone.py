"""timm without torchvision's binary operators, which it does not need."""

import torchvision_alone  # noqa: F401
import timm

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
