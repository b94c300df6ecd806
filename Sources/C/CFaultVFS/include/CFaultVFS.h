#ifndef CFAULTVFS_H
#define CFAULTVFS_H
// An SQLite file layer for tests, over the default one: it fails the k-th call, runs out of space, and loses power.
// A world is one such layer under a name of its own. Nothing is really synced, so that thousands of cuts are quick.
#include <stdint.h>

typedef struct fault_world fault_world;

// The calls that can fail; combine them with |.
enum {
    FAULT_WRITE = 1,
    FAULT_SYNC = 2,
    FAULT_READ = 4,
    FAULT_OPEN = 8,
    FAULT_TRUNCATE = 16,
    FAULT_DELETE = 32,
    FAULT_SHARED_MEMORY = 64,
};

// Registers a file layer under `name`; everything random in it follows from `seed`. NULL when it cannot.
fault_world *fault_world_make(const char *name, uint64_t seed);

// Takes the file layer away; no connection may use it any more.
void fault_world_end(fault_world *world);

// Lets the k-th (from 1) of the calls `kinds` from now on fail with SQLite's usual code for it; with `stays` also
// every later one. A failing write has written half of its bytes.
void fault_fail(fault_world *world, int kinds, int64_t k, int stays);

// Whether that call has come.
int fault_has_failed(fault_world *world);

// From now on nothing fails.
void fault_heal(fault_world *world);

// The files together may have this many bytes; a negative number is no limit.
void fault_set_space(fault_world *world, int64_t bytes);

// How many bytes the files have together.
int64_t fault_used_space(fault_world *world);

// How often the calls `kinds` were made.
int64_t fault_count(fault_world *world, int kinds);

// Cuts the power at the k-th (from 1) write, sync or truncation from now on: it and every later call fail.
void fault_cut(fault_world *world, int64_t k);

// Whether the power is gone.
int fault_is_cut(fault_world *world);

// Writes into `directory` what the disk holds after the cut: all that was synced, and of the rest what chance left, torn
// at sectors of 512 bytes. 0 when done.
int fault_write_survivors(fault_world *world, const char *directory);
#endif
