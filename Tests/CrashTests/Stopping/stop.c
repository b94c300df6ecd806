// Loaded before the C library of the built program by the tests of crashes (LD_PRELOAD): ends the process, or fails a
// system call, exactly at the k-th call of one kind on one file. The program knows nothing of it, and children do not
// inherit it. STOP is `call=write,on=store.db-wal,with=TEXT,at=3,do=before`:
//   call  write sync truncate open unlink rename send connect lock
//   on    a part of the file's path; `socket` for sockets
//   with  a part of the bytes; calls without it do not count
//   at    the k-th such call, from 1; 0 only counts
//   then  wait, from that call on, for the next call of this kind on the same file: write, sync, or read, which first waits
//         until there is something to read
//   do    before, half, after: kill there; term: SIGTERM before; hang: never return; stand: stop the whole process before, until
//         SIGCONT; freeze: stop whoever is at the other end of the socket, then go on; or a number: fail with that errno, `stay` after it: and so does every later one
// How many calls there were, and whether it struck, is written into the file STOP_COUNT at the end, or when it strikes.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PASS, HALF, AFTER, FREEZE, FAIL };
static char call[16], on[128], with[128], then[16], how[16], count_file[512];
static long at, seen, struck, armed;

static void read_part(const char *text, const char *name, char *out, size_t size) {
    char key[16];
    snprintf(key, sizeof key, "%s=", name);
    const char *start = strstr(text, key);
    out[0] = 0;
    if (!start) return;
    start += strlen(key);
    size_t length = strcspn(start, ",");
    snprintf(out, size, "%.*s", (int)(length < size ? length : size - 1), start);
}

__attribute__((constructor)) static void begin(void) {
    const char *text = getenv("STOP"), *file = getenv("STOP_COUNT");
    char number[16];
    if (!text) return;
    read_part(text, "call", call, sizeof call);
    read_part(text, "on", on, sizeof on);
    read_part(text, "with", with, sizeof with);
    read_part(text, "at", number, sizeof number);
    read_part(text, "then", then, sizeof then);
    read_part(text, "do", how, sizeof how);
    at = atol(number);
    if (file) snprintf(count_file, sizeof count_file, "%s", file);
    unsetenv("LD_PRELOAD");
    unsetenv("STOP");
    unsetenv("STOP_COUNT");
}

static void report(void) {
    if (!count_file[0]) return;
    int (*real_open)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
    ssize_t (*real_write)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    char line[64];
    int length = snprintf(line, sizeof line, "%ld %ld\n", seen, struck);
    int fd = real_open(count_file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd >= 0 && real_write(fd, line, (size_t)length) == length) close(fd);
}

__attribute__((destructor)) static void end(void) { report(); }

static void finish(void) {
    report();
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static int strike(void) {
    __atomic_store_n(&struck, 1, __ATOMIC_SEQ_CST);
    if (!strcmp(how, "before")) finish();
    if (!strcmp(how, "half")) return HALF;
    if (!strcmp(how, "after")) return AFTER;
    if (!strcmp(how, "term")) {
        report();
        kill(getpid(), SIGTERM);
        return PASS;
    }
    if (!strcmp(how, "freeze")) return FREEZE;
    if (!strcmp(how, "stand")) {
        report();
        raise(SIGSTOP);  // to this very thread: it does not go on before
        return PASS;
    }
    if (!strcmp(how, "hang")) {
        report();
        for (;;) pause();
    }
    errno = atoi(how);
    return FAIL;
}

// What happens at this call; sets errno for a failure.
static int meet_path(const char *kind, const char *path, const void *bytes, size_t count) {
    if (!call[0] || !strstr(path, on)) return PASS;
    if (then[0] && !strcmp(kind, then) && __atomic_exchange_n(&armed, 0, __ATOMIC_SEQ_CST)) return strike();
    if (strcmp(kind, call)) return PASS;
    if (with[0] && !memmem(bytes ? bytes : "", count, with, strlen(with))) return PASS;
    long number = __atomic_add_fetch(&seen, 1, __ATOMIC_SEQ_CST);
    int stays = strstr(how, "stay") != 0;
    if (!at || (stays ? number < at : number != at)) return PASS;
    if (!then[0]) return strike();
    __atomic_store_n(&armed, 1, __ATOMIC_SEQ_CST);
    return PASS;
}

static int meet(const char *kind, int fd, const void *bytes, size_t count) {
    if (!call[0]) return PASS;
    char link[64], path[512];
    int saved = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length < 0 ? 0 : length] = 0;
    int what = meet_path(kind, path, bytes, count);
    if (what != FAIL) errno = saved;
    return what;
}

static void freeze_other_end(int fd) {
    struct ucred other;
    socklen_t size = sizeof other;
    if (!getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &other, &size)) kill(other.pid, SIGSTOP);
}

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

// A call that hands over bytes: half of them may go before the end.
#define PUT(name, kind, type, ...) \
    REAL(name); \
    int what = meet(kind, fd, bytes, count); \
    if (what == FAIL) return -1; \
    if (what == FREEZE) freeze_other_end(fd); \
    type done = real(fd, bytes, what == HALF ? count / 2 : count, ##__VA_ARGS__); \
    if (what == HALF || what == AFTER) finish(); \
    if (what == FREEZE) report(); \
    return done

ssize_t write(int fd, const void *bytes, size_t count) { PUT(write, "write", ssize_t); }
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) { PUT(pwrite, "write", ssize_t, offset); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) { PUT(pwrite64, "write", ssize_t, offset); }

ssize_t send(int fd, const void *bytes, size_t count, int flags) { PUT(send, "send", ssize_t, flags); }

// Only a read that is waited for counts: here the answer has come, so what was asked for is done.
ssize_t read(int fd, void *bytes, size_t count) {
    REAL(read);
    struct pollfd one = {.fd = fd, .events = POLLIN};
    if (!__atomic_load_n(&armed, __ATOMIC_SEQ_CST) || strcmp(then, "read")) return real(fd, bytes, count);
    if (poll(&one, 1, 20000) < 1) return real(fd, bytes, count);
    int what = meet("read", fd, 0, 0);
    if (what == FAIL) return -1;
    ssize_t done = real(fd, bytes, count);
    if (what == AFTER || what == HALF) finish();
    return done;
}

#define PLAIN(name, kind, path, result) \
    REAL(name); \
    int what = path; \
    if (what == FAIL) return -1; \
    int done = result; \
    if (what == AFTER || what == HALF) finish(); \
    return done

int fsync(int fd) { PLAIN(fsync, "sync", meet("sync", fd, 0, 0), real(fd)); }
int fdatasync(int fd) { PLAIN(fdatasync, "sync", meet("sync", fd, 0, 0), real(fd)); }
int ftruncate(int fd, off_t size) { PLAIN(ftruncate, "truncate", meet("truncate", fd, 0, 0), real(fd, size)); }
int ftruncate64(int fd, off64_t size) { PLAIN(ftruncate64, "truncate", meet("truncate", fd, 0, 0), real(fd, size)); }
int unlink(const char *path) { PLAIN(unlink, "unlink", meet_path("unlink", path, 0, 0), real(path)); }
int rename(const char *old, const char *new) { PLAIN(rename, "rename", meet_path("rename", new, 0, 0), real(old, new)); }
int connect(int fd, const struct sockaddr *to, socklen_t size) {
    PLAIN(connect, "connect", meet("connect", fd, 0, 0), real(fd, to, size));
}

// Only taking a lock that ends with its holder counts; SQLite's are of another kind.
int fcntl(int fd, int command, ...) {
    va_list list;
    va_start(list, command);
    void *given = va_arg(list, void *);
    va_end(list);
    REAL(fcntl);
    if (command != F_OFD_SETLK || ((struct flock *)given)->l_type == F_UNLCK) return real(fd, command, given);
    if (meet("lock", fd, 0, 0) == FAIL) return -1;
    return real(fd, command, given);
}

static mode_t mode_of(int flags, va_list list) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0; }
#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        va_list list; \
        va_start(list, flags); \
        mode_t mode = mode_of(flags, list); \
        va_end(list); \
        PLAIN(name, "open", meet_path("open", path, 0, 0), real(path, flags, mode)); \
    }
OPEN(open)
OPEN(open64)
