// A convolution forward and backward: enough to see that a libtorch loads and computes.

#include <ATen/core/Tensor.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/full.h>
#include <ATen/ops/sum.h>

#include <cstdio>

int main() {
    auto images = at::full({2, 3, 8, 8}, 1.0);
    auto weight = at::full({4, 3, 3, 3}, 0.5).requires_grad_();
    auto sum = at::conv2d(images, weight).sum();
    sum.backward();

    double forward = sum.item<double>();                 // 2 · 4 · 6 · 6 outputs of 27 · 0.5
    double backward = weight.grad().sum().item<double>();  // 108 weights, each over 2 · 6 · 6 ones
    std::printf("forward %g, backward %g\n", forward, backward);
    return forward == 3888 && backward == 7776 ? 0 : 1;
}
