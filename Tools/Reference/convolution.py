"""Conv2d, with PyTorch's padding and with TensorFlow's asymmetric "same" padding."""

import math

import torch
import torch.nn.functional as F

from goldens import Goldens, record

goldens = Goldens("convolution")


class SameConv2d(torch.nn.Conv2d):
    """Pads so that the output is ceil(input / stride), the odd pixel on the right and the bottom."""

    def forward(self, input):
        padding = []
        for axis in (1, 0):  # F.pad starts from the last dimension
            size, stride = input.shape[2 + axis], self.stride[axis]
            span = (self.kernel_size[axis] - 1) * self.dilation[axis] + 1
            total = max((math.ceil(size / stride) - 1) * stride + span - size, 0)
            padding += [total // 2, total - total // 2]
        return super().forward(F.pad(input, padding))


def case(name, *, channels, kernel_size, size=(9, 11), same=False, **options):
    goldens.seed(name)
    config = {
        "in_channels": channels[0],
        "out_channels": channels[1],
        "kernel_size": kernel_size,
        "stride": [1, 1],
        "padding": [0, 0],
        "dilation": [1, 1],
        "groups": 1,
        "bias": True,
    } | options
    layer = (SameConv2d if same else torch.nn.Conv2d)(**config)
    if same:
        config["padding"] = "same"
    record(goldens, name, layer, torch.randn(2, channels[0], *size), config)


case("plain", channels=(3, 5), kernel_size=[3, 3])
case("pointwise", channels=(4, 7), kernel_size=[1, 1], bias=False)
case("stride_2", channels=(3, 4), kernel_size=[3, 3], stride=[2, 2], padding=[1, 1])
case("groups", channels=(6, 9), kernel_size=[3, 3], padding=[1, 1], groups=3)
case("depthwise_5", channels=(5, 5), kernel_size=[5, 5], padding=[2, 2], groups=5, bias=False)
case("depthwise_multiplier", channels=(3, 6), kernel_size=[3, 3], groups=3)
case("dilation_3", channels=(3, 4), kernel_size=[3, 3], padding=[3, 3], dilation=[3, 3])
case("no_bias", channels=(3, 4), kernel_size=[3, 3], padding=[1, 1], bias=False)
case(
    "rectangular",
    channels=(3, 4),
    kernel_size=[3, 5],
    stride=[2, 1],
    padding=[0, 2],
    dilation=[1, 2],
)
for kernel in (3, 5):
    for parity, size in (("odd", (9, 11)), ("even", (8, 10)), ("mixed", (8, 11))):
        case(
            f"same_{kernel}_stride_2_{parity}",
            channels=(3, 4),
            kernel_size=[kernel, kernel],
            stride=[2, 2],
            bias=False,
            size=size,
            same=True,
        )
case("same_3_stride_1", channels=(3, 4), kernel_size=[3, 3], same=True)
case("same_5_depthwise", channels=(4, 4), kernel_size=[5, 5], stride=[2, 2], groups=4, same=True)
case("same_3_dilation_2", channels=(3, 4), kernel_size=[3, 3], stride=[2, 2], dilation=[2, 2], same=True)
case("same_1_stride_2", channels=(3, 4), kernel_size=[1, 1], stride=[2, 2], same=True)
