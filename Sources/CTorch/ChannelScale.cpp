// Images times one factor per image and channel, as squeeze-and-excitation ends.
#include "ChannelScale.hpp"

#include <ATen/ops/empty.h>
#include <ATen/ops/mul.h>
#include <torch/csrc/autograd/custom_function.h>

#include "Processor.hpp"
#include "RecordedGradients.hpp"
#include "Shim.hpp"
#include "Slices.hpp"

#define CTORCH_KERNELS "ChannelScaleKernels.hpp"
#include "Processors.hpp"

using ctorch::ChannelScaleArguments;

namespace {

class ChannelScale : public torch::autograd::Function<ChannelScale> {
public:
    static at::Tensor forward(
        torch::autograd::AutogradContext *context, const at::Tensor &input,
        const at::Tensor &factors) {
        context->save_for_backward({input, factors});
        const auto table = factors.to(at::kFloat).contiguous();
        auto result = at::empty(input.sizes(), input.options(), at::MemoryFormat::ChannelsLast);
        CTORCH_PICK(channel_scale)(arguments_of(input, table, result));
        return result;
    }

    static torch::autograd::variable_list backward(
        torch::autograd::AutogradContext *context, torch::autograd::variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const auto &input = saved[0], &factors = saved[1];
        if (c10::GradMode::is_enabled()) {
            // The pass is recorded itself: by libtorch's operators, which have second derivatives.
            return ctorch::recorded_gradients(
                at::mul(input, factors), {input, factors}, gradients);
        }
        const auto gradient = gradients[0].contiguous(at::MemoryFormat::ChannelsLast);
        const auto table = factors.to(at::kFloat).contiguous();
        auto ofInput = at::empty(input.sizes(), input.options(), at::MemoryFormat::ChannelsLast);
        auto ofFactors = at::empty(factors.sizes(), table.options());
        auto arguments = arguments_of(input, table, ofInput);
        arguments.gradient = gradient.const_data_ptr();
        arguments.factorGradients = ofFactors.mutable_data_ptr<float>();
        CTORCH_PICK(channel_scale)(arguments);
        return {ofInput, ofFactors.to(factors.scalar_type())};
    }

private:
    static ChannelScaleArguments arguments_of(
        const at::Tensor &input, const at::Tensor &table, at::Tensor &result) {
        ChannelScaleArguments arguments{};
        arguments.images = input.size(0);
        arguments.channels = input.size(1);
        arguments.pixels = input.size(2) * input.size(3);
        arguments.shortened = input.scalar_type() == at::kBFloat16;
        arguments.input = input.const_data_ptr();
        arguments.result = result.mutable_data_ptr();
        arguments.factors = table.const_data_ptr<float>();
        return arguments;
    }
};

bool is_covered(const at::Tensor &input, const at::Tensor &factors) {
    return input.device().is_cpu() && factors.device().is_cpu() && input.dim() == 4 &&
        factors.dim() == 4 && factors.numel() == input.size(0) * input.size(1) &&
        factors.size(0) == input.size(0) && factors.size(1) == input.size(1) &&
        input.numel() > 0 && input.is_contiguous(at::MemoryFormat::ChannelsLast) &&
        input.scalar_type() == factors.scalar_type() &&
        (input.scalar_type() == at::kFloat || input.scalar_type() == at::kBFloat16);
}

}  // namespace

ctorch_tensor ctorch_scale_channels(ctorch_tensor input, ctorch_tensor factors) {
    return ctorch::guarded<ctorch_tensor>(nullptr, [&] {
        const auto images = ctorch::shared(input), scales = ctorch::shared(factors);
        return ctorch::owned(
            is_covered(images, scales) ? ChannelScale::apply(images, scales)
                                       : at::mul(images, scales));
    });
}
