#define USE_C10D_GLOO

#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#ifdef CTORCH_NCCL
#define USE_C10D_NCCL
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif

#include <chrono>
#include <cstdlib>

#include "Shim.hpp"

using ctorch::guarded;
using ctorch::shared;
using ctorch::succeeds;

using Store = c10::intrusive_ptr<c10d::Store>;
using Group = c10::intrusive_ptr<c10d::Backend>;
using Milliseconds = std::chrono::milliseconds;

static c10d::Backend &backend(ctorch_process_group group) {
    return **reinterpret_cast<Group *>(group);
}

static Store &store_of(ctorch_store store) {
    return *reinterpret_cast<Store *>(store);
}

/// Waits for a collective; a peer that fails or is late becomes an exception here.
static void finish(const c10::intrusive_ptr<c10d::Work> &work) {
    work->wait();
}

ctorch_store ctorch_store_tcp(
    const char *host, uint16_t port, int32_t world_size, bool server, int64_t timeout_ms) {
    return guarded<ctorch_store>(nullptr, [&] {
        c10d::TCPStoreOptions options;
        options.port = port;
        options.isServer = server;
        options.numWorkers = world_size;
        options.waitWorkers = false;
        options.timeout = Milliseconds(timeout_ms);
        Store store = c10::make_intrusive<c10d::TCPStore>(host, options);
        return reinterpret_cast<ctorch_store>(new Store(std::move(store)));
    });
}

uint16_t ctorch_store_port(ctorch_store store) {
    return guarded<uint16_t>(0, [&] {
        return static_cast<c10d::TCPStore &>(*store_of(store)).getPort();
    });
}

void ctorch_store_release(ctorch_store store) {
    succeeds([&] { delete reinterpret_cast<Store *>(store); });
}

ctorch_process_group ctorch_process_group_gloo(
    ctorch_store store, int32_t rank, int32_t size, const char *host, int64_t timeout_ms) {
    return guarded<ctorch_process_group>(nullptr, [&] {
        auto options = c10d::ProcessGroupGloo::Options::create(Milliseconds(timeout_ms));
        options->devices = {
            host == nullptr ? c10d::ProcessGroupGloo::createDefaultDevice()
                            : c10d::ProcessGroupGloo::createDeviceForHostname(host)};
        Group group = c10::make_intrusive<c10d::ProcessGroupGloo>(
            store_of(store), rank, size, std::move(options));
        return reinterpret_cast<ctorch_process_group>(new Group(std::move(group)));
    });
}

ctorch_process_group ctorch_process_group_nccl(
    ctorch_store store, int32_t rank, int32_t size, int64_t timeout_ms) {
    return guarded<ctorch_process_group>(nullptr, [&]() -> ctorch_process_group {
#ifdef CTORCH_NCCL
        // Without it, waiting only orders streams, and a late peer ends the process.
        setenv("TORCH_NCCL_BLOCKING_WAIT", "1", 0);
        auto options = c10d::ProcessGroupNCCL::Options::create();
        options->timeout = Milliseconds(timeout_ms);
        Group group = c10::make_intrusive<c10d::ProcessGroupNCCL>(
            store_of(store), rank, size, std::move(options));
        return reinterpret_cast<ctorch_process_group>(new Group(std::move(group)));
#else
        TORCH_CHECK(
            false,
            "this build has no NCCL: build with LIBTORCH set to a libtorch with CUDA, and CUDA_HOME "
            "to the folder of its headers");
#endif
    });
}

bool ctorch_has_nccl(void) {
#ifdef CTORCH_NCCL
    return true;
#else
    return false;
#endif
}

void ctorch_process_group_release(ctorch_process_group group) {
    succeeds([&] { delete reinterpret_cast<Group *>(group); });
}

bool ctorch_broadcast(ctorch_process_group group, ctorch_tensor tensor, int32_t root) {
    return succeeds([&] {
        c10d::BroadcastOptions options;
        options.rootRank = root;
        std::vector<at::Tensor> tensors{shared(tensor)};
        finish(backend(group).broadcast(tensors, options));
    });
}

bool ctorch_all_reduce(ctorch_process_group group, ctorch_tensor tensor, int32_t reduction) {
    return succeeds([&] {
        c10d::AllreduceOptions options;
        options.reduceOp = static_cast<c10d::ReduceOp::RedOpType>(reduction);
        std::vector<at::Tensor> tensors{shared(tensor)};
        finish(backend(group).allreduce(tensors, options));
    });
}

bool ctorch_all_gather(
    ctorch_process_group group, ctorch_tensor input, const ctorch_tensor *outputs, int32_t count) {
    return succeeds([&] {
        std::vector<at::Tensor> inputs{shared(input)};
        std::vector<std::vector<at::Tensor>> gathered{shared(outputs, count)};
        finish(backend(group).allgather(gathered, inputs, c10d::AllgatherOptions()));
    });
}

bool ctorch_barrier(ctorch_process_group group) {
    return succeeds([&] { finish(backend(group).barrier(c10d::BarrierOptions())); });
}
