package io.cairo.transformation.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the operating system is asked to keep a worker from, should one ever break out of its engine. What this machine does
 * not have or does not allow is left out.
 *
 * @param name for the operator
 * @param command what to put before the worker's own command
 */
record Confinement(String name, List<String> command) {
    private static final String PRLIMIT = "/usr/bin/prlimit";
    private static final String SETPRIV = "/usr/bin/setpriv";
    private static final String UNSHARE = "/usr/bin/unshare";

    /** From the strongest to none; the first with which a worker starts is the one to use. */
    static List<Confinement> candidates() {
        List<Confinement> all = new ArrayList<>();
        if (has(UNSHARE) && has(SETPRIV) && has(PRLIMIT)) {
            // Processes are counted within the new user namespace; in the machine's own, those of others would count.
            all.add(new Confinement(
                    "no network, no privileges, limits",
                    List.of(
                            UNSHARE,
                            "--user",
                            "--map-root-user",
                            "--net",
                            "--",
                            SETPRIV,
                            "--no-new-privs",
                            "--bounding-set=-all",
                            "--inh-caps=-all",
                            "--",
                            PRLIMIT,
                            "--nofile=64",
                            "--core=0",
                            "--fsize=0",
                            "--nproc=64",
                            "--")));
        }
        if (has(SETPRIV) && has(PRLIMIT)) {
            all.add(new Confinement(
                    "no new privileges, limits",
                    List.of(SETPRIV, "--no-new-privs", "--", PRLIMIT, "--nofile=64", "--core=0", "--fsize=0", "--")));
        }
        all.add(new Confinement("none", List.of()));
        return all;
    }

    private static boolean has(String program) {
        return Files.isExecutable(Path.of(program));
    }
}
