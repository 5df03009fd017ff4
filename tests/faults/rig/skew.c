/* Moves the clock of one process family by the seconds that a file names, read anew each second; time spans are true. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static int (*real_clock)(clockid_t, struct timespec *);

static long skew(void) {
    static long moved = 0;
    static time_t read_at = 0;
    struct timespec now;
    if (!real_clock) real_clock = dlsym(RTLD_NEXT, "clock_gettime");
    real_clock(CLOCK_MONOTONIC, &now);
    if (now.tv_sec != read_at) {
        read_at = now.tv_sec;
        FILE *file = fopen(getenv("RIG_SKEW_FILE") ? getenv("RIG_SKEW_FILE") : "/nonexistent", "r");
        if (file) {
            if (fscanf(file, "%ld", &moved) != 1) moved = 0;
            fclose(file);
        }
    }
    return moved;
}

int clock_gettime(clockid_t which, struct timespec *told) {
    long moved = skew();
    int outcome = real_clock(which, told);
    if (outcome == 0 && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) told->tv_sec += moved;
    return outcome;
}

int gettimeofday(struct timeval *restrict told, void *restrict zone) {
    struct timespec now;
    (void)zone;
    if (clock_gettime(CLOCK_REALTIME, &now)) return -1;
    told->tv_sec = now.tv_sec;
    told->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *told) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (told) *told = now.tv_sec;
    return now.tv_sec;
}
