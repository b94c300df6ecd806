#ifndef CSQLITE_SHIM_H
#define CSQLITE_SHIM_H
// What of sqlite3 Swift cannot import: variadic functions, macros that are casts, methods behind pointers.
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

// SQLite no longer sums what it allocates, for which each allocation of each thread takes one lock of all. Has to come before
// anything else of SQLite; afterwards it changes nothing.
static inline int csqlite_sum_no_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

static inline int csqlite_config_flag(sqlite3 *db, int option, int on) { return sqlite3_db_config(db, option, on, (int *)0); }

static inline int csqlite_bind_text(sqlite3_stmt *statement, int index, const char *text, int count) {
    return sqlite3_bind_text(statement, index, text, count, SQLITE_TRANSIENT);
}

static inline int csqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int count) {
    return sqlite3_bind_blob(statement, index, bytes, count, SQLITE_TRANSIENT);
}

// A busy handler: looks again after 50 microseconds for the first 2 ms, then every half millisecond. Another process
// holds the lock for one sync, about 100 microseconds; SQLite's own handler sleeps 1 to 100 ms.
static inline int csqlite_wait(void *limit_in_milliseconds, int tries) {
    if (tries >= 40 + 2 * *(int *)limit_in_milliseconds) return 0;
    usleep(tries < 40 ? 50 : 500);
    return 1;
}

static inline int csqlite_set_wait(sqlite3 *db, int *limit_in_milliseconds) {
    return sqlite3_busy_handler(db, csqlite_wait, limit_in_milliseconds);
}

static inline int csqlite_note_frames(void *frames, sqlite3 *db, const char *name, int count) {
    (void)db, (void)name;
    *(int *)frames = count;
    return SQLITE_OK;
}

// Keeps the length of the write-ahead log, in frames, in *frames after each commit. Ends automatic checkpoints.
static inline void csqlite_watch_log(sqlite3 *db, int *frames) { sqlite3_wal_hook(db, csqlite_note_frames, frames); }

// The last connection to close leaves the write-ahead log and its index in place.
static inline int csqlite_keep_log(sqlite3 *db) {
    int on = 1;
    return sqlite3_file_control(db, "main", SQLITE_FCNTL_PERSIST_WAL, &on);
}

// The system's number for why no file can be made in a directory; 0 where one can. Leaves nothing behind.
int csqlite_why_no_file(const char *directory);

// Appends zeros to the write-ahead log until it has `size` bytes, and syncs it, so that later commits overwrite blocks
// the file system has already written once. Call it only while this connection holds the write lock: then nobody else
// appends, resets or cuts the log, and a reader of the log stops at the first frame without a valid checksum.
static inline int csqlite_extend_log(sqlite3 *db, sqlite3_int64 size) {
    static const char zeros[65536];
    sqlite3_file *log = 0;
    sqlite3_int64 end = 0;
    int rc = sqlite3_file_control(db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    if (rc != SQLITE_OK) return rc;
    if (log == 0 || log->pMethods == 0) return SQLITE_OK;
    rc = log->pMethods->xFileSize(log, &end);
    if (rc != SQLITE_OK || end >= size) return rc;
    while (rc == SQLITE_OK && end < size) {
        sqlite3_int64 part = size - end < (sqlite3_int64)sizeof zeros ? size - end : (sqlite3_int64)sizeof zeros;
        rc = log->pMethods->xWrite(log, zeros, (int)part, end);
        end += part;
    }
    return rc == SQLITE_OK ? log->pMethods->xSync(log, SQLITE_SYNC_NORMAL) : rc;
}
#endif
