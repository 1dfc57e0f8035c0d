// Starting libvips, its messages, and the lock around it.

#if defined(__linux__)
#define _GNU_SOURCE
#endif

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "Shim.h"

static _Thread_local char message[1024];

static pthread_mutex_t draining = PTHREAD_MUTEX_INITIALIZER;
static uint64_t missing_data_warnings = 0;

static pthread_rwlock_t lock;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool started = false;

static void ignore(const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer data) {
    (void)domain;
    (void)level;
    (void)text;
    (void)data;
}

static void start(void) {
    pthread_rwlockattr_t attributes;
    pthread_rwlockattr_init(&attributes);
#if defined(__GLIBC__)
    // Else a thread that asks to be alone waits for as long as others keep coming.
    pthread_rwlockattr_setkind_np(&attributes, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
#endif
    pthread_rwlock_init(&lock, &attributes);
    pthread_rwlockattr_destroy(&attributes);

    // Warnings of decoders go to GLib's log, and from there to standard error.
    g_log_set_handler(
        "VIPS", G_LOG_LEVEL_WARNING | G_LOG_LEVEL_MESSAGE | G_LOG_LEVEL_INFO | G_LOG_LEVEL_DEBUG,
        ignore, NULL);
    if (vips_init("flukeprint") != 0) {
        cvips_keep_error();
        return;
    }
    vips_cache_set_max(0);
    vips_concurrency_set(1);
    // liborc frees the code it compiled without a lock, so that two threads that resize corrupt the heap
    // (0.4.33, Debian 12's). The plain loops give the same pixels.
    vips_vector_set_enabled(FALSE);
    // Loaders that this project has no use for are attack surface: scripts, documents, ImageMagick.
    vips_operation_block_set("VipsForeignLoad", TRUE);
    vips_operation_block_set("VipsForeignLoadJpeg", FALSE);
    vips_operation_block_set("VipsForeignLoadPng", FALSE);
    vips_operation_block_set("VipsForeignLoadTiff", FALSE);
    vips_operation_block_set("VipsForeignLoadWebp", FALSE);
    vips_operation_block_set("VipsForeignLoadHeif", FALSE);
    started = true;
}

bool cvips_start(void) {
    pthread_once(&once, start);
    return started;
}

const char *cvips_version(void) {
    return vips_version_string();
}

/// Empties libvips' buffer of errors into `text`, or nowhere, and counts warnings of missing data on the way.
static void drain(char *text, size_t count) {
    pthread_mutex_lock(&draining);
    char *found = vips_error_buffer_copy();
    // The buffer drops what does not fit: when it is nearly full, a warning may be missing.
    if (strstr(found, "premature end") != NULL || strlen(found) > 8000) {
        ++missing_data_warnings;
    }
    if (text != NULL) {
        snprintf(text, count, "%s", found);
    }
    g_free(found);
    pthread_mutex_unlock(&draining);
}

void cvips_keep_error(void) {
    drain(message, sizeof message);
}

uint64_t cvips_missing_data_warnings(void) {
    drain(NULL, 0);
    pthread_mutex_lock(&draining);
    uint64_t count = missing_data_warnings;
    pthread_mutex_unlock(&draining);
    return count;
}

const char *cvips_error(void) {
    return message;
}

void cvips_enter(bool alone) {
    if (alone) {
        pthread_rwlock_wrlock(&lock);
        drain(NULL, 0);
    } else {
        pthread_rwlock_rdlock(&lock);
    }
}

void cvips_leave(void) {
    pthread_rwlock_unlock(&lock);
}

size_t cvips_tracked_memory(void) {
    return vips_tracked_get_mem();
}
