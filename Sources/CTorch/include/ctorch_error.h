#ifndef CTORCH_ERROR_H
#define CTORCH_ERROR_H

#ifdef __cplusplus
extern "C" {
#endif

/// The message of the last call that failed on this thread, valid until the next failure on it.
const char *ctorch_error(void);

#ifdef __cplusplus
}
#endif

#endif
