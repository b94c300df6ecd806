// The program's own fsync and fdatasync stand before the C library's, for SQLite's library too: they count and pass on.
#define _GNU_SOURCE
#include "CSyncCount.h"
#include <stdatomic.h>
#include <sys/syscall.h>
#include <unistd.h>

static _Atomic int64_t syncs;

int64_t sync_count(void) { return atomic_load(&syncs); }

int fsync(int file) {
    atomic_fetch_add(&syncs, 1);
    return (int)syscall(SYS_fsync, file);
}

int fdatasync(int file) {
    atomic_fetch_add(&syncs, 1);
    return (int)syscall(SYS_fdatasync, file);
}
