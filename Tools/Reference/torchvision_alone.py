"""torchvision without its binary operators, which are not there for every build of torch."""

import torch

# Kept for as long as the process runs: the operators vanish with it.
operators = torch.library.Library("torchvision", "DEF")
for operator in ("nms", "qnms"):
    operators.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")


def suppress(boxes, scores, threshold):
    """Greedy suppression, as torchvision documents it: indices of the boxes kept, best score first.

    A box goes where its intersection over union with a better one that is kept exceeds `threshold`; of equal scores,
    the earlier box counts as better.
    """
    left, top, right, bottom = boxes.unbind(1)
    areas = (right - left) * (bottom - top)
    order, kept = scores.sort(stable=True, descending=True).indices, []
    while len(order):
        best, order = order[0], order[1:]
        kept.append(best)
        width = (right[order].minimum(right[best]) - left[order].maximum(left[best])).clamp(min=0)
        height = (bottom[order].minimum(bottom[best]) - top[order].maximum(top[best])).clamp(min=0)
        shared = width * height
        order = order[~((shared / (areas[best] + areas[order] - shared)).double() > threshold)]
    return torch.stack(kept) if kept else torch.empty(0, dtype=torch.int64)


import torchvision  # noqa: E402

torchvision.ops.nms = suppress
