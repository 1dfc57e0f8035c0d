"""Pooling: average, maximum, adaptive, and the generalised mean (Radenović et al. 2018)."""

import torch
import torch.nn.functional as F

from goldens import Goldens, record

goldens = Goldens("pooling")


class GeM(torch.nn.Module):
    """The p-mean over the picture; p is learnt, one for all (`channels` None) or one per channel."""

    def __init__(self, p, eps, channels=None):
        super().__init__()
        start = torch.full((channels or 1,), float(p))
        if channels:
            start += torch.rand(channels)
        self.p = torch.nn.Parameter(start)
        self.eps = eps

    def forward(self, input):
        p = self.p.view(1, -1, 1, 1)
        return F.adaptive_avg_pool2d(input.clamp(min=self.eps).pow(p), 1).pow(1 / p)


def case(name, layer, size=(9, 11), **options):
    goldens.seed(name)
    module = layer(**options)
    record(goldens, name, module, torch.randn(2, 3, *size), {"layer": layer.__name__} | options)


def average(name, **options):
    defaults = {"padding": [0, 0], "ceil_mode": False, "count_include_pad": True}
    case(f"average_{name}", torch.nn.AvgPool2d, **(defaults | options))


def maximum(name, **options):
    defaults = {"padding": [0, 0], "dilation": [1, 1], "ceil_mode": False}
    case(f"max_{name}", torch.nn.MaxPool2d, **(defaults | options))


average("2", kernel_size=[2, 2], stride=[2, 2])
average("3_padding_counted", kernel_size=[3, 3], stride=[2, 2], padding=[1, 1])
average(
    "3_padding_not_counted", kernel_size=[3, 3], stride=[2, 2], padding=[1, 1], count_include_pad=False
)
average("2_ceil", kernel_size=[2, 2], stride=[2, 2], ceil_mode=True)
average("rectangular", kernel_size=[3, 2], stride=[1, 2], padding=[1, 0])
maximum("2", kernel_size=[2, 2], stride=[2, 2])
maximum("3_padding", kernel_size=[3, 3], stride=[2, 2], padding=[1, 1])
maximum("5_padding_stride_1", kernel_size=[5, 5], stride=[1, 1], padding=[2, 2])
maximum("2_ceil", kernel_size=[2, 2], stride=[2, 2], ceil_mode=True)
maximum("dilation_2", kernel_size=[3, 3], stride=[1, 1], padding=[1, 1], dilation=[2, 2])
for kind, layer in (("average", torch.nn.AdaptiveAvgPool2d), ("max", torch.nn.AdaptiveMaxPool2d)):
    case(f"adaptive_{kind}_1", layer, output_size=[1, 1])
    case(f"adaptive_{kind}_3_2", layer, output_size=[3, 2], size=(7, 9))
case("gem", GeM, p=3.0, eps=1e-6)
case("gem_per_channel", GeM, p=3.0, eps=1e-6, channels=3)
