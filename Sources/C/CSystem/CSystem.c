#define _GNU_SOURCE
#include "CSystem.h"
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

int csystem_lock_whole_file(int fd, int exclusive) {
    struct flock lock = {.l_type = exclusive ? F_WRLCK : F_RDLCK, .l_whence = SEEK_SET};
    return fcntl(fd, F_OFD_SETLK, &lock) == 0 ? 0 : (errno == EACCES ? -EAGAIN : -errno);
}

static int address(const char *path, struct sockaddr_un *out) {
    size_t length = strlen(path);
    if (length >= sizeof out->sun_path) return -ENAMETOOLONG;
    memset(out, 0, sizeof *out);
    out->sun_family = AF_UNIX;
    memcpy(out->sun_path, path, length + 1);
    return 0;
}

static int failed(int fd) {
    int reason = -errno;
    close(fd);
    return reason;
}

int csystem_unix_listen(const char *path, int backlog) {
    struct sockaddr_un at;
    int wrong = address(path, &at);
    if (wrong) return wrong;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -errno;
    if (bind(fd, (struct sockaddr *)&at, sizeof at) || chmod(path, 0600) || listen(fd, backlog)) return failed(fd);
    return fd;
}

int csystem_unix_connect(const char *path) {
    struct sockaddr_un at;
    int wrong = address(path, &at);
    if (wrong) return wrong;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -errno;
    if (connect(fd, (struct sockaddr *)&at, sizeof at)) return failed(fd);
    return fd;
}

int csystem_unix_accept(int listener) {
    int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    return fd < 0 ? -errno : fd;
}

ssize_t csystem_send(int fd, const void *bytes, size_t count) {
    ssize_t sent = send(fd, bytes, count, MSG_NOSIGNAL);
    return sent < 0 ? -errno : sent;
}

int64_t csystem_boottime(void) {
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int csystem_wait(int fd, int for_writing, int milliseconds) {
    int64_t end = csystem_boottime() + (int64_t)milliseconds * 1000000;
    struct pollfd one = {.fd = fd, .events = for_writing ? POLLOUT : POLLIN};
    for (;;) {
        int ready = poll(&one, 1, milliseconds);
        if (ready >= 0) return ready;
        if (errno != EINTR) return -errno;
        int64_t left = (end - csystem_boottime()) / 1000000;
        milliseconds = left < 0 ? 0 : (int)left;
    }
}

// Runs between fork and exec: only calls that are safe there.
static void become(const char *path, char *const argv[], const char *log, int report) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
    int nowhere = open("/dev/null", O_RDWR);
    int errors = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (nowhere >= 0 && errors >= 0 && dup2(nowhere, 0) == 0 && dup2(nowhere, 1) == 1 && dup2(errors, 2) == 2) {
        if (report != 3) {
            dup3(report, 3, O_CLOEXEC);
            report = 3;
        }
        close_range(4, ~0U, 0);
        execve(path, argv, environ);
    }
    int reason = errno;
    ssize_t ignored = write(report, &reason, sizeof reason);
    (void)ignored;
    _exit(127);
}

int csystem_spawn_detached(const char *path, char *const argv[], const char *log) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC)) return -errno;
    // Three descriptors may be closed in us; the report must not sit where standard input to error go.
    if (ends[1] <= 2) {
        int higher = fcntl(ends[1], F_DUPFD_CLOEXEC, 3);
        int reason = -errno;
        close(ends[1]);
        if (higher < 0) {
            close(ends[0]);
            return reason;
        }
        ends[1] = higher;
    }
    pid_t child = fork();
    if (child == 0) {
        if (setsid() < 0) _exit(1);
        pid_t grandchild = fork();
        if (grandchild == 0) become(path, argv, log, ends[1]);
        _exit(grandchild < 0);
    }
    int reason = child < 0 ? errno : 0;
    close(ends[1]);
    int status = 0;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    int reported = 0;
    ssize_t count;
    do count = read(ends[0], &reported, sizeof reported); while (count < 0 && errno == EINTR);
    if (count == (ssize_t)sizeof reported) reason = reported;
    else if (!reason && status) reason = EAGAIN;
    close(ends[0]);
    return -reason;
}
