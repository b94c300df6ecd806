#ifndef CFAULTVFS_WORLD_H
#define CFAULTVFS_WORLD_H
#include <pthread.h>
#include <sqlite3.h>
#include "CFaultVFS.h"

#define FAULT_KINDS 7

// A change that no sync has confirmed; `bytes` is NULL for a truncation to `offset`.
typedef struct pending {
    struct pending *next;
    unsigned char *bytes;
    int64_t offset, count;
} pending;

// One file: what is surely on the disk, what is on its way, and how long it looks to the program.
typedef struct disk {
    struct disk *next;
    char *path;
    unsigned char *synced;
    int64_t synced_size, size;
    pending *first, *last;
    int is_named, is_deleted, syncs_directory;
} disk;

struct fault_world {
    sqlite3_vfs vfs;
    sqlite3_vfs *root;
    pthread_mutex_t mutex;
    char *name;
    uint64_t random;
    disk *disks;
    int64_t counts[FAULT_KINDS];
    int kinds, stays, has_failed, is_cut, is_cutting;
    int64_t remaining, space, cut_in;
};

// Counts a call; the code it has to fail with, or SQLITE_OK. Sets is_cutting when the power goes in this very call. The
// mutex is held.
int fault_meet(fault_world *world, int kind);
// The file's record, made when it is missing. The mutex is held.
disk *fault_disk(fault_world *world, const char *path);
void fault_note_write(disk *file, const void *bytes, int64_t count, int64_t offset);
void fault_note_truncate(disk *file, int64_t size);
void fault_note_sync(fault_world *world, disk *file);
void fault_note_delete(fault_world *world, const char *path, int is_synced);
int64_t fault_total(fault_world *world);
// Fills the vfs methods.
void fault_fill_vfs(fault_world *world);
#endif
