/*
 * The same figures by libvirt's own C client, to hold ours against.
 * usage: client URI-OF-THE-DEFAULT-WORLD URI-OF-A-LARGE-WORLD
 * Prints one line a figure: its name, a blank, its value (milliseconds, or calls in a second).
 */
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { opens = 100, calls = 5000, listings = 6, rounds = 150 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void fail(const char *what)
{
    fprintf(stderr, "%s: %s\n", what, virGetLastErrorMessage());
    exit(1);
}

static int ascending(const void *a, const void *b)
{
    double difference = *(const double *)a - *(const double *)b;
    return (difference > 0) - (difference < 0);
}

static double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, ascending);
    return values[count / 2];
}

static virConnectPtr opened(const char *uri)
{
    virConnectPtr connection = virConnectOpen(uri);
    if (connection == NULL)
        fail(uri);
    return connection;
}

static void ask_who(virConnectPtr connection)
{
    unsigned long version;
    char *hostname = virConnectGetHostname(connection);
    if (hostname == NULL || virConnectGetType(connection) == NULL ||
        virConnectGetVersion(connection, &version) < 0 || virConnectGetLibVersion(connection, &version) < 0)
        fail("who");
    free(hostname);
}

static double time_open(const char *uri, int who)
{
    double took[opens];
    for (int i = 0; i < opens; i++) {
        double start = now();
        virConnectPtr connection = opened(uri);
        if (who)
            ask_who(connection);
        took[i] = now() - start;
        virConnectClose(connection);
    }
    return median(took, opens);
}

static double calls_per_second(virDomainPtr domain)
{
    double start = now();
    for (int i = 0; i < calls; i++) {
        int state, reason;
        if (virDomainGetState(domain, &state, &reason, 0) < 0)
            fail("state");
    }
    return calls / (now() - start) * 1e3;
}

static double time_listing(virConnectPtr connection)
{
    double took[listings];
    for (int i = 0; i < listings; i++) {
        double start = now();
        virDomainPtr *domains;
        int count = virConnectListAllDomains(connection, &domains, 0);
        if (count < 0)
            fail("list");
        for (int at = 0; at < count; at++) {
            virDomainInfo facts;
            if (virDomainGetInfo(domains[at], &facts) < 0)
                fail("info");
            virDomainFree(domains[at]);
        }
        free(domains);
        took[i] = now() - start;
    }
    return median(took, listings);
}

static int told;

static int on_lifecycle(virConnectPtr connection, virDomainPtr domain, int event, int detail, void *opaque)
{
    (void)connection, (void)domain, (void)event, (void)detail, (void)opaque;
    told = 1;
    return 0;
}

static double time_event(virConnectPtr connection, virDomainPtr domain)
{
    double took[rounds];
    int id = virConnectDomainEventRegisterAny(connection, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                              VIR_DOMAIN_EVENT_CALLBACK(on_lifecycle), NULL, NULL);
    if (id < 0)
        fail("events");
    for (int i = 0; i < rounds; i++) {
        double start = now();
        told = 0;
        if ((i % 2 ? virDomainResume(domain) : virDomainSuspend(domain)) < 0)
            fail("suspend");
        while (!told)
            if (virEventRunDefaultImpl() < 0)
                fail("loop");
        took[i] = now() - start;
    }
    virConnectDomainEventDeregisterAny(connection, id);
    return median(took, rounds);
}

int main(int argc, char **argv)
{
    if (argc != 3 || virEventRegisterDefaultImpl() < 0)
        return 2;
    /* The world lives as long as somebody has it open: else each opening would make it anew. */
    virConnectPtr small = opened(argv[1]);
    printf("open %g\n", time_open(argv[1], 0));
    printf("who %g\n", time_open(argv[1], 1));
    virDomainPtr domain = virDomainLookupByName(small, "test");
    if (domain == NULL)
        fail("lookup");
    printf("calls %g\n", calls_per_second(domain));
    printf("event %g\n", time_event(small, domain));
    virDomainFree(domain);
    virConnectClose(small);
    virConnectPtr large = opened(argv[2]);
    printf("list %g\n", time_listing(large));
    virConnectClose(large);
    return 0;
}
