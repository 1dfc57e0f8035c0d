"""DOLG's neck (arXiv 2108.02927), transcribed from the formulas, on maps of two sizes; without dropout.

`local`, `global` are the maps, `parameter.<name>` and `buffer.<name>` the neck before the call, `output` its result,
`gradient.<name>` the gradients given `gradient_output`. `component.<name>`: the orthogonal component alone.
"""

import torch
import torch.nn.functional as F
from torch import nn

from goldens import Goldens, randomize, snapshot

goldens = Goldens("dolg")


class GeM(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.p = nn.Parameter(torch.empty(channels).uniform_(2, 4))

    def forward(self, map):
        power = self.p[None, :, None, None]
        return map.clamp(min=1e-6).pow(power).mean((2, 3)).pow(1 / self.p)


class MultiAtrous(nn.Module):
    def __init__(self, inputs, width):
        super().__init__()
        self.branches = nn.ModuleList(
            nn.Conv2d(inputs, width // 2, 3, padding=gap, dilation=gap) for gap in (3, 6, 9)
        )
        self.fusion = nn.Conv2d(width // 2 * 3, width, 1)

    def forward(self, map):
        return F.relu(self.fusion(torch.cat([branch(map) for branch in self.branches], 1)))


class SpatialAttention(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv = nn.Conv2d(width, width, 1, bias=False)
        self.bn = nn.BatchNorm2d(width)
        self.score = nn.Conv2d(width, 1, 1)

    def forward(self, map):
        features = self.bn(self.conv(map))
        return F.softplus(self.score(F.relu(features))) * F.normalize(features, dim=1)


class Projection(nn.Module):
    def __init__(self, inputs, width):
        super().__init__()
        self.linear = nn.Linear(inputs, width, bias=False)
        self.bn = nn.BatchNorm1d(width)

    def forward(self, features):
        return self.bn(self.linear(features))


def orthogonal_component(local, descriptor):
    """Pixel by pixel: l − (l·g / g·g) g."""
    inner = torch.einsum("nchw,nc->nhw", local, descriptor)
    share = inner / (descriptor * descriptor).sum(1)[:, None, None]
    return local - torch.einsum("nhw,nc->nchw", share, descriptor)


class DOLG(nn.Module):
    def __init__(self, local_channels, global_channels, width, embedding):
        super().__init__()
        self.local = MultiAtrous(local_channels, width)
        self.attention = SpatialAttention(width)
        self.global_conv = nn.Conv2d(global_channels, width, 1, bias=False)
        self.global_bn = nn.BatchNorm2d(width)
        self.global_pool = GeM(width)
        self.pool = GeM(2 * width)
        self.projection = Projection(2 * width, embedding)

    def forward(self, local_map, global_map):
        local = self.attention(self.local(local_map))
        descriptor = self.global_pool(F.silu(self.global_bn(self.global_conv(global_map))))
        component = orthogonal_component(local, descriptor)
        fused = torch.cat([component, descriptor[:, :, None, None].expand_as(component)], 1)
        return self.projection(self.pool(fused))


def case(name, training):
    goldens.seed(name)
    neck = randomize(DOLG(6, 5, 8, 7)).train(training)
    maps = {"local": torch.randn(5, 6, 7, 9).requires_grad_(), "global": torch.randn(5, 5, 4, 3).requires_grad_()}
    tensors = snapshot("parameter", neck.named_parameters()) | snapshot("buffer", neck.named_buffers())
    cotangent = torch.randn(5, 7)
    output = neck(maps["local"], maps["global"])
    output.backward(cotangent)
    tensors |= {**maps, "output": output, "gradient_output": cotangent}
    tensors |= {f"gradient.{name}": map.grad for name, map in maps.items()}
    tensors |= {f"gradient.parameter.{name}": value.grad for name, value in neck.named_parameters()}
    tensors |= snapshot("buffer_after", neck.named_buffers())
    config = {"local_channels": 6, "global_channels": 5, "width": 8, "embedding": 7, "training": training}
    goldens.write(name, tensors, config)


def component():
    goldens.seed("component")
    local, descriptor = torch.randn(3, 4, 5, 6).requires_grad_(), torch.randn(3, 4).requires_grad_()
    cotangent = torch.randn(local.shape)
    output = orthogonal_component(local, descriptor)
    output.backward(cotangent)
    tensors = {
        "local": local,
        "descriptor": descriptor,
        "output": output,
        "gradient_output": cotangent,
        "gradient.local": local.grad,
        "gradient.descriptor": descriptor.grad,
    }
    goldens.write("component", tensors, {})


case("training", True)
case("evaluation", False)
component()
