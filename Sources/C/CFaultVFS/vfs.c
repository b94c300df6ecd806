// The methods SQLite calls: each counts, perhaps fails, is noted, and goes on to the default file layer.
#include "world.h"
#include <string.h>

typedef struct fault_file {
    sqlite3_file base;
    fault_world *world;
    disk *disk;  // NULL for temporary files
    sqlite3_file *real;
} fault_file;

#define SELF(file) ((fault_file *)(file))
#define REAL(file) (SELF(file)->real)

static int meet(fault_world *world, int kind) {
    pthread_mutex_lock(&world->mutex);
    int rc = fault_meet(world, kind);
    pthread_mutex_unlock(&world->mutex);
    return rc;
}

static int fault_close(sqlite3_file *file) { return REAL(file)->pMethods->xClose(REAL(file)); }

static int fault_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    int rc = meet(SELF(file)->world, FAULT_READ);
    return rc ? rc : REAL(file)->pMethods->xRead(REAL(file), bytes, count, offset);
}

static int fault_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    fault_file *self = SELF(file);
    if (!self->disk) return self->real->pMethods->xWrite(self->real, bytes, count, offset);
    fault_world *world = self->world;
    pthread_mutex_lock(&world->mutex);
    int rc = fault_meet(world, FAULT_WRITE);
    int64_t growth = offset + count - self->disk->size;
    if (!rc && world->space >= 0 && growth > 0 && fault_total(world) + growth > world->space) rc = SQLITE_FULL;
    int written = rc ? count / 2 : count;
    if (world->is_cut) {
        // The write under way when the power goes may have reached the disk in part; later ones do not.
        if (world->is_cutting) fault_note_write(self->disk, bytes, count, offset);
    } else {
        int real = written ? self->real->pMethods->xWrite(self->real, bytes, written, offset) : SQLITE_OK;
        if (real == SQLITE_OK && written) fault_note_write(self->disk, bytes, written, offset);
        if (!rc) rc = real;
    }
    pthread_mutex_unlock(&world->mutex);
    return rc;
}

static int fault_truncate(sqlite3_file *file, sqlite3_int64 size) {
    fault_file *self = SELF(file);
    if (!self->disk) return self->real->pMethods->xTruncate(self->real, size);
    pthread_mutex_lock(&self->world->mutex);
    int rc = fault_meet(self->world, FAULT_TRUNCATE);
    if (!rc) rc = self->real->pMethods->xTruncate(self->real, size);
    if (!rc) fault_note_truncate(self->disk, size);
    pthread_mutex_unlock(&self->world->mutex);
    return rc;
}

static int fault_sync(sqlite3_file *file, int flags) {
    (void)flags;
    fault_file *self = SELF(file);
    if (!self->disk) return SQLITE_OK;
    pthread_mutex_lock(&self->world->mutex);
    int rc = fault_meet(self->world, FAULT_SYNC);
    if (!rc) fault_note_sync(self->world, self->disk);
    pthread_mutex_unlock(&self->world->mutex);
    return rc;
}

static int fault_size(sqlite3_file *file, sqlite3_int64 *size) {
    return REAL(file)->pMethods->xFileSize(REAL(file), size);
}
static int fault_lock(sqlite3_file *file, int level) { return REAL(file)->pMethods->xLock(REAL(file), level); }
static int fault_unlock(sqlite3_file *file, int level) { return REAL(file)->pMethods->xUnlock(REAL(file), level); }
static int fault_reserved(sqlite3_file *file, int *answer) {
    return REAL(file)->pMethods->xCheckReservedLock(REAL(file), answer);
}
static int fault_control(sqlite3_file *file, int op, void *argument) {
    // Allocating ahead would hide that space runs out; SQLite treats it as a hint.
    if (op == SQLITE_FCNTL_SIZE_HINT || op == SQLITE_FCNTL_CHUNK_SIZE) return SQLITE_OK;
    return REAL(file)->pMethods->xFileControl(REAL(file), op, argument);
}
static int fault_sector(sqlite3_file *file) { return REAL(file)->pMethods->xSectorSize(REAL(file)); }
static int fault_traits(sqlite3_file *file) { return REAL(file)->pMethods->xDeviceCharacteristics(REAL(file)); }

static int fault_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **memory) {
    int rc = meet(SELF(file)->world, FAULT_SHARED_MEMORY);
    if (rc) *memory = 0;
    return rc ? rc : REAL(file)->pMethods->xShmMap(REAL(file), page, size, extend, memory);
}
static int fault_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
    return REAL(file)->pMethods->xShmLock(REAL(file), offset, count, flags);
}
static void fault_shm_barrier(sqlite3_file *file) { REAL(file)->pMethods->xShmBarrier(REAL(file)); }
static int fault_shm_unmap(sqlite3_file *file, int remove) {
    return REAL(file)->pMethods->xShmUnmap(REAL(file), remove);
}

// Version 2: with shared memory, without mapped reads.
static const sqlite3_io_methods methods = {
    2, fault_close, fault_read, fault_write, fault_truncate, fault_sync, fault_size, fault_lock, fault_unlock,
    fault_reserved, fault_control, fault_sector, fault_traits, fault_shm_map, fault_shm_lock, fault_shm_barrier,
    fault_shm_unmap, 0, 0,
};

// MARK: The file layer

static sqlite3_vfs *root(sqlite3_vfs *vfs) { return ((fault_world *)vfs->pAppData)->root; }

static int fault_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out) {
    fault_world *world = vfs->pAppData;
    fault_file *self = SELF(file);
    memset(self, 0, sizeof *self);
    int rc = meet(world, FAULT_OPEN);
    if (rc) return rc;
    self->world = world;
    self->real = (sqlite3_file *)(self + 1);
    rc = root(vfs)->xOpen(root(vfs), path, self->real, flags, out);
    if (rc) return rc;
    self->base.pMethods = &methods;
    if (path && flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) {
        pthread_mutex_lock(&world->mutex);
        self->disk = fault_disk(world, path);
        if (self->disk->is_deleted) {
            // A file made anew under an old name begins empty, also on the disk.
            fault_note_truncate(self->disk, 0);
            self->disk->is_deleted = 0;
        }
        if (flags & SQLITE_OPEN_CREATE && !(flags & SQLITE_OPEN_MAIN_DB)) self->disk->syncs_directory = 1;
        pthread_mutex_unlock(&world->mutex);
    }
    return SQLITE_OK;
}

static int fault_delete(sqlite3_vfs *vfs, const char *path, int sync) {
    fault_world *world = vfs->pAppData;
    int rc = meet(world, FAULT_DELETE);
    if (!rc) rc = root(vfs)->xDelete(root(vfs), path, sync);
    if (rc) return rc;
    pthread_mutex_lock(&world->mutex);
    fault_note_delete(world, path, sync);
    pthread_mutex_unlock(&world->mutex);
    return rc;
}

static int fault_access(sqlite3_vfs *vfs, const char *path, int flags, int *answer) {
    return root(vfs)->xAccess(root(vfs), path, flags, answer);
}
static int fault_full_path(sqlite3_vfs *vfs, const char *path, int size, char *out) {
    return root(vfs)->xFullPathname(root(vfs), path, size, out);
}
static int fault_randomness(sqlite3_vfs *vfs, int size, char *out) { return root(vfs)->xRandomness(root(vfs), size, out); }
static int fault_sleep(sqlite3_vfs *vfs, int microseconds) { return root(vfs)->xSleep(root(vfs), microseconds); }
static int fault_time(sqlite3_vfs *vfs, double *now) { return root(vfs)->xCurrentTime(root(vfs), now); }
static int fault_time64(sqlite3_vfs *vfs, sqlite3_int64 *now) { return root(vfs)->xCurrentTimeInt64(root(vfs), now); }
static int fault_last_error(sqlite3_vfs *vfs, int size, char *out) { return root(vfs)->xGetLastError(root(vfs), size, out); }

void fault_fill_vfs(fault_world *world) {
    sqlite3_vfs *vfs = &world->vfs;
    vfs->iVersion = 2;
    vfs->szOsFile = (int)sizeof(fault_file) + world->root->szOsFile;
    vfs->mxPathname = world->root->mxPathname;
    vfs->zName = world->name;
    vfs->pAppData = world;
    vfs->xOpen = fault_open;
    vfs->xDelete = fault_delete;
    vfs->xAccess = fault_access;
    vfs->xFullPathname = fault_full_path;
    vfs->xRandomness = fault_randomness;
    vfs->xSleep = fault_sleep;
    vfs->xCurrentTime = fault_time;
    vfs->xCurrentTimeInt64 = fault_time64;
    vfs->xGetLastError = fault_last_error;
}
