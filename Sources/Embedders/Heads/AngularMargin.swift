import Torch

/// The cosines of samples with their own classes, made smaller as if their angles were wider by a margin.
struct AngularMargin {
    /// cos θ, `[N, 1]`.
    let cosine: Tensor
    /// m, `[N, 1]`.
    let margin: Tensor

    /// cos(θ + m).
    var widened: Tensor {
        // The derivative of the sine has no bound at angle 0; from an angle of 0.001 on, it is exact.
        let sine = (1 - cosine * cosine).clamp(min: 1e-6).sqrt()
        return cosine * margin.cos() - sine * margin.sin()
    }

    /// cos(θ + m); where θ + m exceeds π, and this would rise again, `cos θ − m sin m` goes on falling.
    var monotone: Tensor {
        Tensor.where(
            cosine .> -margin.cos(), widened, cosine - margin * margin.sin())
    }

    /// cos(θ + m) for angles below 90°, cos θ beyond.
    var easy: Tensor { Tensor.where(cosine .> 0, widened, cosine) }
}
