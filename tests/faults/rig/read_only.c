/* While a file of the rig's is there, whatever one process family would write to files is refused: a disk that the
   system has made read-only. Only names within its own folder are meant, and what is open already. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static int is_read_only(void) {
    const char *flag = getenv("RIG_READ_ONLY_FILE");
    int kept = errno, outcome = flag && access(flag, F_OK) == 0;
    errno = kept;
    return outcome;
}

static int refuse(void) {
    errno = EROFS;
    return -1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define WRITES(flags) (((flags) & O_ACCMODE) != O_RDONLY || ((flags) & (O_CREAT | O_TRUNC)))

#define OPEN(name)                                                                    \
    int name(const char *path, int flags, ...) {                                      \
        mode_t mode = 0;                                                              \
        if (flags & O_CREAT) {                                                        \
            va_list more;                                                             \
            va_start(more, flags);                                                    \
            mode = va_arg(more, mode_t);                                              \
            va_end(more);                                                             \
        }                                                                             \
        if (path[0] != '/' && WRITES(flags) && is_read_only()) return refuse();       \
        return REAL(name)(path, flags, mode);                                         \
    }
OPEN(open)
OPEN(open64)

#define GUARDED(kind, name, given, passed)                                            \
    kind name given {                                                                 \
        if (is_read_only()) return refuse();                                          \
        return REAL(name) passed;                                                     \
    }
GUARDED(ssize_t, pwrite, (int file, const void *what, size_t size, off_t at), (file, what, size, at))
GUARDED(ssize_t, pwrite64, (int file, const void *what, size_t size, off64_t at), (file, what, size, at))
GUARDED(ssize_t, pwritev, (int file, const struct iovec *what, int count, off_t at), (file, what, count, at))
GUARDED(ssize_t, pwritev64, (int file, const struct iovec *what, int count, off64_t at), (file, what, count, at))
GUARDED(int, ftruncate, (int file, off_t size), (file, size))
GUARDED(int, ftruncate64, (int file, off64_t size), (file, size))

#define NAMED(name)                                                                   \
    int name(const char *path) {                                                      \
        if (path[0] != '/' && is_read_only()) return refuse();                        \
        return REAL(name)(path);                                                      \
    }
NAMED(unlink)
NAMED(rmdir)

int mkdir(const char *path, mode_t mode) {
    if (path[0] != '/' && is_read_only()) return refuse();
    return REAL(mkdir)(path, mode);
}

int rename(const char *from, const char *to) {
    if (from[0] != '/' && is_read_only()) return refuse();
    return REAL(rename)(from, to);
}
