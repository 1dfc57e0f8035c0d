"""Losses and the gradient with respect to their input."""

import torch
import torch.nn.functional as F

from goldens import Goldens

goldens = Goldens("losses")


def sigmoid_focal_loss(input, target, *, alpha, gamma, reduction):
    """The focal loss of Lin et al. 2017 (equation 5), on logits; a negative alpha weighs nothing."""
    probability = torch.sigmoid(input)
    entropy = F.binary_cross_entropy_with_logits(input, target, reduction="none")
    right = probability * target + (1 - probability) * (1 - target)
    loss = entropy * (1 - right) ** gamma
    if alpha >= 0:
        loss = (alpha * target + (1 - alpha) * (1 - target)) * loss
    return {"none": loss, "mean": loss.mean(), "sum": loss.sum()}[reduction]


def case(name, loss, input, target, weights={}, **options):
    input = input.clone().requires_grad_()
    tensors = {"input": input, "target": target} | weights
    output = loss(input, target, **weights, **options)
    cotangent = torch.randn(output.shape)
    output.backward(cotangent)
    tensors |= {"output": output, "gradient_output": cotangent, "gradient.input": input.grad}
    goldens.write(name, tensors, {"loss": loss.__name__} | options)


def cross_entropy(
    name, *, shape=(5, 7), soft=False, weighted=False, ignored=(), reduction="mean", **options
):
    name = f"cross_entropy_{name}"
    goldens.seed(name)
    options = {"reduction": reduction, "label_smoothing": 0.0, "ignore_index": -100} | options
    input = torch.randn(shape) * 3
    if soft:
        target = torch.randn(shape).softmax(1)
    else:
        target = torch.randint(shape[1], (shape[0], *shape[2:]))
        for position in ignored:
            target[position] = options["ignore_index"]
    weights = {"weight": torch.rand(shape[1]) + 0.5} if weighted else {}
    case(name, F.cross_entropy, input, target, weights, **options)


for reduction in ("none", "mean", "sum"):
    cross_entropy(reduction, reduction=reduction)
    cross_entropy(f"soft_{reduction}", soft=True, reduction=reduction)
    cross_entropy(f"weight_{reduction}", weighted=True, reduction=reduction)
    cross_entropy(
        f"everything_{reduction}",
        weighted=True,
        ignored=(1, 3),
        label_smoothing=0.1,
        reduction=reduction,
    )
cross_entropy("label_smoothing", label_smoothing=0.1)
cross_entropy("soft_label_smoothing", soft=True, label_smoothing=0.1)
cross_entropy("soft_weight", soft=True, weighted=True)
cross_entropy("ignore_index", ignored=(0, 2))
cross_entropy("ignore_index_2", ignored=(4,), ignore_index=2)
cross_entropy("map", shape=(2, 4, 3, 2), ignored=((0, 1, 1),))

HARD_LOGITS = torch.tensor([[-1000.0, -100, -20, -1e-4], [0.0, 1e-4, 20, 100], [1000.0, -1000, 3, -3]])
HARD_TARGETS = torch.tensor([[1.0, 0, 1, 0], [0.5, 1, 0, 0], [1, 0, 1, 1]])

for reduction in ("none", "mean", "sum"):
    for weights in ((), ("weight",), ("pos_weight",), ("weight", "pos_weight")):
        name = "_".join(["binary_cross_entropy", *weights, reduction])
        goldens.seed(name)
        case(
            name,
            F.binary_cross_entropy_with_logits,
            torch.randn(3, 5) * 3,
            torch.rand(3, 5),
            {weight: torch.rand(5) + 0.5 for weight in weights},
            reduction=reduction,
        )
    for alpha in (0.25, -1.0):
        name = f"focal_{reduction}" if alpha >= 0 else f"focal_no_alpha_{reduction}"
        goldens.seed(name)
        case(
            name,
            sigmoid_focal_loss,
            torch.randn(3, 5) * 3,
            torch.randint(2, (3, 5)).float(),
            alpha=alpha,
            gamma=2.0,
            reduction=reduction,
        )
    for name, loss, options in (
        ("mean_squared_error", F.mse_loss, {}),
        ("smooth_l1", F.smooth_l1_loss, {"beta": 1.0}),
        ("smooth_l1_beta_half", F.smooth_l1_loss, {"beta": 0.5}),
    ):
        name = f"{name}_{reduction}"
        goldens.seed(name)
        case(name, loss, torch.randn(3, 5), torch.randn(3, 5), reduction=reduction, **options)

goldens.seed("binary_cross_entropy_hard")
case(
    "binary_cross_entropy_hard",
    F.binary_cross_entropy_with_logits,
    HARD_LOGITS,
    HARD_TARGETS,
    reduction="none",
)
goldens.seed("focal_hard")
case(
    "focal_hard",
    sigmoid_focal_loss,
    HARD_LOGITS,
    HARD_TARGETS.round(),
    alpha=0.25,
    gamma=2.0,
    reduction="none",
)
