// Squeeze-and-excitation as one recorded function.
//
// The pooled means and what is computed from them are small; images are passed over twice on the way
// forward and twice on the way back, where libtorch's operators take two or three times as many.
#include "SqueezeExcitation.hpp"

#include <ATen/ops/empty.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/sigmoid.h>
#include <c10/core/impl/LocalDispatchKeySet.h>
#include <torch/csrc/autograd/custom_function.h>

#include <array>

#include "Activations.hpp"
#include "Processor.hpp"
#include "RecordedGradients.hpp"
#include "Shim.hpp"
#include "Slices.hpp"

#define CTORCH_KERNELS "SqueezeExcitationKernels.hpp"
#include "Processors.hpp"

using ctorch::ExciteArguments;
using ctorch::ExciteOperation;
using ctorch::floats;
using torch::autograd::variable_list;

namespace {

/// Weight and bias of the layer that narrows, then of the one that widens.
using Layers = std::array<at::Tensor, 4>;

/// Factors `[N, C]` from means `[N, C]`.
at::Tensor factors_of(
    const at::Tensor &means, const Layers &layers, ctorch_activation activation) {
    const auto product = [](const at::Tensor &input, const at::Tensor &weight,
                            const at::Tensor &bias) {
        return at::linear(input, weight.flatten(1), bias);
    };
    const auto squeezed = ctorch::activated(product(means, layers[0], layers[1]), activation);
    return at::sigmoid(product(squeezed, layers[2], layers[3]));
}

/// The same by libtorch's own operators.
at::Tensor plain(const at::Tensor &input, const Layers &layers, ctorch_activation activation) {
    const auto factors = factors_of(input.mean({2, 3}), layers, activation);
    return input.mul(factors.unsqueeze(-1).unsqueeze(-1).to(input.scalar_type()));
}

void run(ExciteOperation operation, const at::Tensor &images, ExciteArguments arguments) {
    arguments.operation = operation;
    arguments.images = images.size(0);
    arguments.channels = images.size(1);
    arguments.pixels = images.size(2) * images.size(3);
    arguments.shortened = images.scalar_type() == at::kBFloat16;
    CTORCH_PICK(excite)(arguments);
}

at::Tensor image_like(const at::Tensor &input) {
    return at::empty(input.sizes(), input.options(), at::MemoryFormat::ChannelsLast);
}

at::Tensor table_for(const at::Tensor &input) {
    return at::empty({input.size(0), input.size(1)}, input.options().dtype(at::kFloat));
}

class SqueezeExcitation : public torch::autograd::Function<SqueezeExcitation> {
public:
    static at::Tensor forward(
        torch::autograd::AutogradContext *context, const at::Tensor &input, const at::Tensor &first,
        const at::Tensor &second, const at::Tensor &third, const at::Tensor &fourth,
        int64_t activation) {
        // Small products: in full precision they cost less than the conversions would.
        const c10::impl::ExcludeDispatchKeyGuard inFull(c10::DispatchKey::AutocastCPU);
        auto means = table_for(input);
        ExciteArguments arguments{};
        arguments.input = input.const_data_ptr();
        arguments.table = means.mutable_data_ptr<float>();
        run(ExciteOperation::sums, input, arguments);
        means.div_(input.size(2) * input.size(3));
        const auto factors = factors_of(
            means, {first, second, third, fourth}, static_cast<ctorch_activation>(activation));
        auto result = image_like(input);
        arguments.factors = floats(factors);
        arguments.result = result.mutable_data_ptr();
        run(ExciteOperation::scale, input, arguments);
        context->save_for_backward({input, first, second, third, fourth, means});
        context->saved_data["activation"] = activation;
        return result;
    }

    static variable_list backward(
        torch::autograd::AutogradContext *context, variable_list gradients) {
        const c10::impl::ExcludeDispatchKeyGuard inFull(c10::DispatchKey::AutocastCPU);
        const auto saved = context->get_saved_variables();
        const auto &input = saved[0];
        const auto activation =
            static_cast<ctorch_activation>(context->saved_data["activation"].toInt());
        if (c10::GradMode::is_enabled()) {
            auto results = ctorch::recorded_gradients(
                plain(input, {saved[1], saved[2], saved[3], saved[4]}, activation),
                {saved.begin(), saved.begin() + 5}, gradients);
            results.resize(6);
            return results;
        }
        const auto gradient = gradients[0].contiguous(at::MemoryFormat::ChannelsLast);
        auto ofFactors = table_for(input);
        ExciteArguments arguments{};
        arguments.input = input.const_data_ptr();
        arguments.gradient = gradient.const_data_ptr();
        arguments.table = ofFactors.mutable_data_ptr<float>();
        run(ExciteOperation::productSums, input, arguments);

        // What lies between means and factors is small, so it is computed again, recorded.
        const at::AutoGradMode recording(true);
        const auto leaf = [&](int i) { return saved[i].detach().requires_grad_(); };
        const Layers layers = {leaf(1), leaf(2), leaf(3), leaf(4)};
        const auto means = leaf(5);
        const auto factors = factors_of(means, layers, activation);
        auto found = torch::autograd::grad(
            {factors}, {means, layers[0], layers[1], layers[2], layers[3]}, {ofFactors});

        const auto terms = found[0].div(input.size(2) * input.size(3)).contiguous();
        auto ofInput = image_like(input);
        arguments.factors = floats(factors);
        arguments.terms = floats(terms);
        arguments.result = ofInput.mutable_data_ptr();
        run(ExciteOperation::inputGradient, input, arguments);
        return {ofInput, found[1], found[2], found[3], found[4], {}};
    }
};

bool is_covered(const at::Tensor &input, const Layers &layers) {
    for (const auto &layer : layers) {
        if (!layer.device().is_cpu() || layer.scalar_type() != at::kFloat) {
            return false;
        }
    }
    return input.device().is_cpu() && input.dim() == 4 && input.numel() > 0 &&
        input.is_contiguous(at::MemoryFormat::ChannelsLast) &&
        layers[0].size(1) == input.size(1) && layers[2].size(0) == input.size(1) &&
        (input.scalar_type() == at::kFloat || input.scalar_type() == at::kBFloat16);
}

}  // namespace

ctorch_tensor ctorch_squeeze_excite(
    ctorch_tensor input, ctorch_tensor reduce_weight, ctorch_tensor reduce_bias,
    ctorch_tensor expand_weight, ctorch_tensor expand_bias, ctorch_activation activation) {
    return ctorch::guarded<ctorch_tensor>(nullptr, [&] {
        const auto images = ctorch::shared(input);
        const Layers layers = {
            ctorch::shared(reduce_weight), ctorch::shared(reduce_bias),
            ctorch::shared(expand_weight), ctorch::shared(expand_bias)};
        return ctorch::owned(
            is_covered(images, layers)
                ? SqueezeExcitation::apply(
                      images, layers[0], layers[1], layers[2], layers[3],
                      static_cast<int64_t>(activation))
                : plain(images, layers, activation));
    });
}
