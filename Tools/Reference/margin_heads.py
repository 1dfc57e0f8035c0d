"""Heads that tell classes apart: the loss, and its gradients with respect to embeddings and class directions.

`arcface`, `subcenter` and their variants are pytorch-metric-learning's; it wants margins in degrees, and holds
directions as columns, which are stored here as rows. What it does not have is transcribed from the papers' formulas.
`config` holds the margin in radians. Computed in float64, as angles near 0 lose digits in float32, on both sides. In CurricularFace's file, `t` is the running cosine before the first of two
batches, `t_after.<n>` after each. Soft targets are three `classes` of each sample with their `shares`, `[N, 3]`.
"""

import math

import torch
import torch.nn.functional as F
from pytorch_metric_learning import losses, reducers

from goldens import Goldens

goldens = Goldens("margin_heads")

CLASSES, WIDTH, SAMPLES = 7, 6, 12

torch.set_default_dtype(torch.float64)


def batch(directions):
    """Embeddings of all lengths, among them some right on their class's direction and some opposite to it."""
    labels = torch.randint(CLASSES, (SAMPLES,))
    embeddings = torch.randn(SAMPLES, WIDTH) * torch.empty(SAMPLES, 1).uniform_(0.1, 10)
    own = directions.detach()[labels * (len(directions) // CLASSES)]
    embeddings[:3] = 2 * own[:3] + 0.1 * embeddings[:3] / embeddings[:3].norm(dim=1, keepdim=True)
    embeddings[3:6] = -3 * own[3:6] + 0.2 * embeddings[3:6] / embeddings[3:6].norm(dim=1, keepdim=True)
    return embeddings.requires_grad_(), labels


def write(name, config, embeddings, labels, directions, loss, extra=None, gradient=None):
    loss.backward()
    tensors = {
        "embeddings": embeddings,
        "labels": labels,
        "weight": directions,
        "loss": loss,
        "gradient.embeddings": embeddings.grad,
        "gradient.weight": directions.grad if gradient is None else gradient(),
    } | (extra or {})
    goldens.write(name, tensors, config | {"classes": CLASSES, "width": WIDTH})


def from_library(name, make, scale, margin, sub_centers=1):
    goldens.seed(name)
    options = {"num_classes": CLASSES, "embedding_size": WIDTH, "margin": math.degrees(margin), "scale": scale}
    head = make(**options)
    directions = head.W.detach().T.clone()
    embeddings, labels = batch(directions)
    config = {"scale": scale, "margin": margin, "sub_centers": sub_centers}
    write(
        name, config, embeddings, labels, directions, head(embeddings, labels),
        gradient=lambda: head.W.grad.T,
    )


def cosines(embeddings, directions):
    return F.normalize(embeddings) @ F.normalize(directions).T


def replaced(logits, labels, targets):
    """The logits with each sample's own class replaced."""
    return logits.scatter(1, labels[:, None], targets[:, None])


def easy():
    goldens.seed("easy")
    scale, margin = 30.0, 0.3
    directions = torch.randn(CLASSES, WIDTH).requires_grad_()
    embeddings, labels = batch(directions)
    cosine = cosines(embeddings, directions)
    own = cosine[torch.arange(SAMPLES), labels]
    target = torch.where(own > 0, torch.cos(torch.acos(own) + margin), own)
    loss = F.cross_entropy(scale * replaced(cosine, labels, target), labels)
    write("easy", {"scale": scale, "margin": margin, "easy": True}, embeddings, labels, directions, loss)


def dynamic():
    """Margins by frequency, `m = a n^-b + c`, with labels smoothed and samples weighted."""
    goldens.seed("dynamic")
    scale = 30.0
    counts = torch.tensor([1, 2, 3, 10, 50, 200, 1000])
    margins = 0.5 * counts.double().pow(-0.25) + 0.05
    directions = torch.randn(CLASSES, WIDTH).requires_grad_()
    embeddings, labels = batch(directions)
    weights = torch.rand(SAMPLES)
    cosine = cosines(embeddings, directions)
    own = cosine[torch.arange(SAMPLES), labels]
    margin = margins[labels]
    target = torch.where(
        own > torch.cos(math.pi - margin),
        torch.cos(torch.acos(own) + margin),
        own - margin * torch.sin(math.pi - margin),
    )
    logits = scale * replaced(cosine, labels, target)
    each = F.cross_entropy(logits, labels, reduction="none", label_smoothing=0.1)
    loss = (each * weights).mean()
    extra = {"weights": weights, "counts": counts, "margins": margins}
    config = {"scale": scale, "label_smoothing": 0.1}
    write("dynamic", config, embeddings, labels, directions, loss, extra)


def curricular():
    """CurricularFace (arXiv 2004.00288), equations 5 to 8, with the same fallback as ArcFace's."""
    goldens.seed("curricularface")
    scale, margin, momentum = 30.0, 0.5, 0.01
    t = torch.full((1,), 0.2)
    extra = {"t": t.clone()}
    directions = torch.randn(CLASSES, WIDTH).requires_grad_()
    total = 0
    for step in (1, 2):
        embeddings, labels = batch(directions)
        cosine = cosines(embeddings, directions).clamp(-1, 1)
        own = cosine[torch.arange(SAMPLES), labels]
        widened = own * math.cos(margin) - (1 - own**2).sqrt() * math.sin(margin)
        target = torch.where(
            own > math.cos(math.pi - margin), widened, own - margin * math.sin(math.pi - margin)
        )
        t = momentum * own.detach().mean() + (1 - momentum) * t
        weighed = torch.where(cosine > widened[:, None], cosine * (t + cosine), cosine)
        loss = F.cross_entropy(scale * replaced(weighed, labels, target), labels)
        total = total + loss
        extra |= {f"t_after.{step}": t, f"labels.{step}": labels, f"embeddings.{step}": embeddings.detach().clone()}
    config = {"scale": scale, "margin": margin, "momentum": momentum}
    write("curricularface", config, embeddings, labels, directions, total, extra)


def mixed():
    """Mixup of a softmax head: `share` of the loss by the labels, the rest by those that were mixed in."""
    goldens.seed("mixed")
    directions = torch.randn(CLASSES, WIDTH).requires_grad_()
    bias = torch.randn(CLASSES)
    embeddings, labels = batch(directions)
    others, share = torch.randint(CLASSES, (SAMPLES,)), torch.rand(SAMPLES)
    logits = embeddings @ directions.T + bias
    each = F.cross_entropy(logits, labels, reduction="none", label_smoothing=0.1) * share
    each = each + F.cross_entropy(logits, others, reduction="none", label_smoothing=0.1) * (1 - share)
    extra = {"bias": bias, "others": others, "share": share}
    write("mixed", {"label_smoothing": 0.1}, embeddings, labels, directions, each.mean(), extra)


def several():
    """Three classes that each sample may be of, and their shares."""
    classes = torch.stack([torch.randperm(CLASSES)[:3] for _ in range(SAMPLES)])
    return classes, torch.rand(SAMPLES, 3).softmax(dim=1)


def soft_arcface():
    """The library's losses by each of three classes, added by their shares, and samples weighted."""
    name, scale, margin = "soft_arcface", 30.0, 0.3
    goldens.seed(name)
    head = losses.ArcFaceLoss(
        num_classes=CLASSES, embedding_size=WIDTH, margin=math.degrees(margin), scale=scale,
        reducer=reducers.DoNothingReducer(),
    )
    directions = head.W.detach().T.clone()
    embeddings, _ = batch(directions)
    classes, shares = several()
    weights = torch.rand(SAMPLES)
    each = sum(head(embeddings, classes[:, k])["loss"]["losses"] * shares[:, k] for k in range(3))
    extra = {"classes": classes, "shares": shares, "weights": weights}
    write(
        name, {"scale": scale, "margin": margin}, embeddings, classes[:, 0], directions,
        (each * weights).mean(), extra, gradient=lambda: head.W.grad.T,
    )


def soft_softmax():
    """PyTorch's cross-entropy with probabilities as targets."""
    goldens.seed("soft_softmax")
    directions = torch.randn(CLASSES, WIDTH).requires_grad_()
    bias = torch.randn(CLASSES)
    embeddings, _ = batch(directions)
    classes, shares = several()
    probabilities = torch.zeros(SAMPLES, CLASSES).scatter(1, classes, shares)
    loss = F.cross_entropy(embeddings @ directions.T + bias, probabilities, label_smoothing=0.1)
    extra = {"bias": bias, "classes": classes, "shares": shares}
    write("soft_softmax", {"label_smoothing": 0.1}, embeddings, classes[:, 0], directions, loss, extra)


def sub_center(**options):
    return losses.SubCenterArcFaceLoss(sub_centers=3, **options)


from_library("arcface", losses.ArcFaceLoss, 30.0, 0.3)
from_library("arcface_wide", losses.ArcFaceLoss, 64.0, 0.5)
from_library("subcenter", sub_center, 30.0, 0.3, sub_centers=3)
easy()
dynamic()
curricular()
mixed()
soft_arcface()
soft_softmax()
