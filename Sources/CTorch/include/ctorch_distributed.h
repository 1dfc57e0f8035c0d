#ifndef CTORCH_DISTRIBUTED_H
#define CTORCH_DISTRIBUTED_H

#include "ctorch_tensor.h"

#ifdef __cplusplus
extern "C" {
#endif

/// A key-value store that processes meet at.
typedef struct ctorch_store_impl *ctorch_store;

/// Processes that compute together.
typedef struct ctorch_process_group_impl *ctorch_process_group;

/// How values of several processes become one, numbered as c10d numbers them.
typedef enum ctorch_reduction : int32_t {
    ctorch_reduce_sum = 0,
    ctorch_reduce_product = 2,
    ctorch_reduce_minimum = 3,
    ctorch_reduce_maximum = 4
} ctorch_reduction;

/// Opens a TCP store: the server listens on `port` (0: any free one), the others connect.
ctorch_store ctorch_store_tcp(
    const char *host, uint16_t port, int32_t world_size, bool server, int64_t timeout_ms);
uint16_t ctorch_store_port(ctorch_store store);
void ctorch_store_release(ctorch_store store);

/// Joins a group over Gloo; `host` is the address that this process listens on for its peers,
/// `NULL` the one that the machine's own name stands for.
ctorch_process_group ctorch_process_group_gloo(
    ctorch_store store, int32_t rank, int32_t size, const char *host, int64_t timeout_ms);

/// Joins a group over NCCL; fails in a build without it.
ctorch_process_group ctorch_process_group_nccl(
    ctorch_store store, int32_t rank, int32_t size, int64_t timeout_ms);
void ctorch_process_group_release(ctorch_process_group group);

// Each waits until the group is done, or fails when the timeout has passed.
bool ctorch_broadcast(ctorch_process_group group, ctorch_tensor tensor, int32_t root);
bool ctorch_all_reduce(ctorch_process_group group, ctorch_tensor tensor, int32_t reduction);
/// `outputs` has one tensor per process, each of the input's shape.
bool ctorch_all_gather(
    ctorch_process_group group, ctorch_tensor input, const ctorch_tensor *outputs, int32_t count);
bool ctorch_barrier(ctorch_process_group group);

#ifdef __cplusplus
}
#endif

#endif
