/*
 * cpu_time.c - run a command and print the processor time it took, user and system, in
 * milliseconds.
 *
 * Call:   cpu_time COMMAND [ARGUMENT...]     the command's own output goes nowhere
 * Exit:   0 where the command ended with 0 or 1 (done, or its input has errors); else 1, and the
 *         reason instead of a time: a signal is a crash, and after SECONDS_MAX a hang.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS_MAX = 30 };

static long milliseconds(struct timeval t) {
    return t.tv_sec * 1000L + t.tv_usec / 1000;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "usage: cpu_time COMMAND [ARGUMENT...]\n");
        return 2;
    }
    pid_t child = fork();
    if (child == 0) {
        int nowhere = open("/dev/null", O_RDWR);
        dup2(nowhere, STDIN_FILENO);
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
        setrlimit(RLIMIT_CPU, &(struct rlimit){SECONDS_MAX, SECONDS_MAX + 1});
        execvp(argv[1], argv + 1);
        _exit(127);
    }
    int status = 0;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
        printf("cannot run %s\n", argv[1]);
        return 1;
    }
    if (WIFSIGNALED(status)) {
        if (WTERMSIG(status) == SIGXCPU) {
            printf("longer than %d s\n", SECONDS_MAX);
        } else {
            printf("ended by signal %d\n", WTERMSIG(status));
        }
        return 1;
    }
    if (WEXITSTATUS(status) > 1) {
        printf("ended with exit code %d\n", WEXITSTATUS(status));
        return 1;
    }
    printf("%ld\n", milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime));
    return 0;
}
