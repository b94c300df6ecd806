// The state of a world: what is on the disk, what is on its way, and which call comes next to fail.
#include "world.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t next_random(uint64_t *state) {  // splitmix64
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

fault_world *fault_world_make(const char *name, uint64_t seed) {
    fault_world *world = calloc(1, sizeof *world);
    if (!world) return NULL;
    world->root = sqlite3_vfs_find(NULL);
    world->name = strdup(name);
    world->random = seed;
    world->space = -1;
    pthread_mutex_init(&world->mutex, NULL);
    fault_fill_vfs(world);
    if (sqlite3_vfs_register(&world->vfs, 0) != SQLITE_OK) {
        fault_world_end(world);
        return NULL;
    }
    return world;
}

static void drop_pending(disk *file) {
    while (file->first) {
        pending *change = file->first;
        file->first = change->next;
        free(change->bytes);
        free(change);
    }
    file->last = NULL;
}

void fault_world_end(fault_world *world) {
    sqlite3_vfs_unregister(&world->vfs);
    while (world->disks) {
        disk *file = world->disks;
        world->disks = file->next;
        drop_pending(file);
        free(file->synced);
        free(file->path);
        free(file);
    }
    pthread_mutex_destroy(&world->mutex);
    free(world->name);
    free(world);
}

// MARK: Which call fails

static const int codes[FAULT_KINDS] = {
    SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_IOERR_READ, SQLITE_CANTOPEN,
    SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_DELETE, SQLITE_IOERR_SHMMAP,
};

int fault_meet(fault_world *world, int kind) {
    int place = 0;
    while (!(kind >> place & 1)) place++;
    world->counts[place]++;
    world->is_cutting = 0;
    if (world->is_cut) return codes[place];
    if (kind & (FAULT_WRITE | FAULT_SYNC | FAULT_TRUNCATE) && world->cut_in > 0 && --world->cut_in == 0) {
        world->is_cut = world->is_cutting = 1;
        return codes[place];
    }
    if (!(world->kinds & kind)) return SQLITE_OK;
    if (world->remaining > 0 && --world->remaining == 0) world->has_failed = 1;
    else if (!(world->has_failed && world->stays)) return SQLITE_OK;
    return codes[place];
}

void fault_fail(fault_world *world, int kinds, int64_t k, int stays) {
    pthread_mutex_lock(&world->mutex);
    world->kinds = kinds;
    world->remaining = k;
    world->stays = stays;
    world->has_failed = 0;
    pthread_mutex_unlock(&world->mutex);
}

void fault_heal(fault_world *world) {
    pthread_mutex_lock(&world->mutex);
    world->kinds = 0;
    world->space = -1;
    pthread_mutex_unlock(&world->mutex);
}

void fault_cut(fault_world *world, int64_t k) {
    pthread_mutex_lock(&world->mutex);
    world->cut_in = k;
    pthread_mutex_unlock(&world->mutex);
}

void fault_set_space(fault_world *world, int64_t bytes) {
    pthread_mutex_lock(&world->mutex);
    world->space = bytes;
    pthread_mutex_unlock(&world->mutex);
}

int fault_has_failed(fault_world *world) {
    pthread_mutex_lock(&world->mutex);
    int answer = world->has_failed;
    pthread_mutex_unlock(&world->mutex);
    return answer;
}

int fault_is_cut(fault_world *world) {
    pthread_mutex_lock(&world->mutex);
    int answer = world->is_cut;
    pthread_mutex_unlock(&world->mutex);
    return answer;
}

int64_t fault_total(fault_world *world) {
    int64_t total = 0;
    for (disk *file = world->disks; file; file = file->next) total += file->is_deleted ? 0 : file->size;
    return total;
}

int64_t fault_used_space(fault_world *world) {
    pthread_mutex_lock(&world->mutex);
    int64_t answer = fault_total(world);
    pthread_mutex_unlock(&world->mutex);
    return answer;
}

int64_t fault_count(fault_world *world, int kinds) {
    int64_t total = 0;
    pthread_mutex_lock(&world->mutex);
    for (int place = 0; place < FAULT_KINDS; place++) total += kinds >> place & 1 ? world->counts[place] : 0;
    pthread_mutex_unlock(&world->mutex);
    return total;
}

// MARK: What is on the disk

// A file that was there before the world was is on its disk.
static void take_over(disk *file) {
    FILE *in = fopen(file->path, "rb");
    if (!in) return;
    if (!fseek(in, 0, SEEK_END) && (file->size = ftell(in)) > 0) {
        file->synced = malloc((size_t)file->size);
        rewind(in);
        file->synced_size = (int64_t)fread(file->synced, 1, (size_t)file->size, in);
        file->is_named = 1;
    }
    fclose(in);
}

disk *fault_disk(fault_world *world, const char *path) {
    for (disk *file = world->disks; file; file = file->next)
        if (!strcmp(file->path, path)) return file;
    disk *file = calloc(1, sizeof *file);
    file->path = strdup(path);
    take_over(file);
    file->next = world->disks;
    world->disks = file;
    return file;
}

static void add(disk *file, const void *bytes, int64_t count, int64_t offset) {
    pending *change = calloc(1, sizeof *change);
    if (bytes) {
        change->bytes = malloc(count > 0 ? (size_t)count : 1);
        memcpy(change->bytes, bytes, (size_t)count);
    }
    change->count = count;
    change->offset = offset;
    if (file->last) file->last->next = change;
    else file->first = change;
    file->last = change;
}

void fault_note_write(disk *file, const void *bytes, int64_t count, int64_t offset) {
    add(file, bytes, count, offset);
    if (offset + count > file->size) file->size = offset + count;
}

void fault_note_truncate(disk *file, int64_t size) {
    add(file, NULL, 0, size);
    file->size = size;
}

static void resize(unsigned char **bytes, int64_t *size, int64_t wanted) {
    *bytes = realloc(*bytes, wanted > 0 ? (size_t)wanted : 1);
    if (wanted > *size) memset(*bytes + *size, 0, (size_t)(wanted - *size));
    *size = wanted;
}

static void put(unsigned char **bytes, int64_t *size, const unsigned char *from, int64_t count, int64_t offset) {
    if (offset + count > *size) resize(bytes, size, offset + count);
    memcpy(*bytes + offset, from, (size_t)count);
}

void fault_note_sync(fault_world *world, disk *file) {
    for (pending *change = file->first; change; change = change->next) {
        if (change->bytes) put(&file->synced, &file->synced_size, change->bytes, change->count, change->offset);
        else resize(&file->synced, &file->synced_size, change->offset);
    }
    drop_pending(file);
    file->is_named = 1;
    if (!file->syncs_directory) return;
    // The first sync of a new log or journal also syncs the directory, and with it every name in it.
    file->syncs_directory = 0;
    for (disk *other = world->disks; other; other = other->next) other->is_named = !other->is_deleted;
}

void fault_note_delete(fault_world *world, const char *path, int is_synced) {
    disk *file = fault_disk(world, path);
    drop_pending(file);
    file->size = 0;
    file->is_deleted = 1;
    if (is_synced) file->is_named = 0;
}

// MARK: The cut

// Of one unconfirmed change: nothing, all of it, or each of its sectors by chance.
static void survive(unsigned char **bytes, int64_t *size, const pending *change, int mood, uint64_t *random) {
    uint64_t fate = mood == 3 ? next_random(random) % 3 : (uint64_t)mood;
    if (fate == 0) return;
    if (!change->bytes) {
        resize(bytes, size, change->offset);
    } else if (fate == 1) {
        put(bytes, size, change->bytes, change->count, change->offset);
    } else {
        for (int64_t at = 0; at < change->count;) {
            int64_t part = 512 - (change->offset + at) % 512;
            if (part > change->count - at) part = change->count - at;
            if (next_random(random) & 1) put(bytes, size, change->bytes + at, part, change->offset + at);
            at += part;
        }
    }
}

static int write_survivor(fault_world *world, const disk *file, int mood, const char *directory) {
    const char *slash = strrchr(file->path, '/');
    char path[4096];
    if (snprintf(path, sizeof path, "%s%s", directory, slash ? slash : file->path) >= (int)sizeof path) return 1;
    unsigned char *bytes = NULL;
    int64_t size = 0;
    if (file->synced_size) put(&bytes, &size, file->synced, file->synced_size, 0);
    for (const pending *change = file->first; change; change = change->next)
        survive(&bytes, &size, change, mood, &world->random);
    FILE *out = fopen(path, "wb");
    int failed = !out;
    if (out && size) failed = fwrite(bytes, 1, (size_t)size, out) != (size_t)size;
    if (out && fclose(out)) failed = 1;
    free(bytes);
    return failed;
}

int fault_write_survivors(fault_world *world, const char *directory) {
    int failed = 0;
    pthread_mutex_lock(&world->mutex);
    int mood = (int)(next_random(&world->random) % 6);  // half of all cuts are wild, the others of one kind
    if (mood > 3) mood = 3;
    for (disk *file = world->disks; file; file = file->next) {
        // A name that was never synced, or whose removal was not, is there or not by chance.
        int is_certain = file->is_named && !file->is_deleted;
        int is_gone = file->is_deleted && !file->is_named;
        if (is_gone || (!is_certain && next_random(&world->random) & 1)) continue;
        failed |= write_survivor(world, file, mood, directory);
    }
    pthread_mutex_unlock(&world->mutex);
    return failed;
}
