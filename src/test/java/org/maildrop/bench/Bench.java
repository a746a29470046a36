/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench;

import java.util.Arrays;
import java.util.List;
import org.maildrop.lock.LockBench;

/**
 * {@code ./mvnw -q -Pbench}: what sessions cost. With {@code -Dargs=logins} whether the time of a failed login tells why it
 * failed, with {@code -Dargs="locks jvm …"} what the lock costs, with {@code
 * -Dargs=jmh} the microbenchmarks. What else there can be is told by src/doc/benchmarks.md.
 */
public final class Bench {
    private Bench() {}

    public static void main(String[] args) throws Exception {
        List<String> wanted = Arrays.asList(args);
        String which = wanted.isEmpty() ? "" : wanted.get(0);
        switch (which) {
            case "logins" -> LoginTimingBench.run(System.out);
            case "locks" -> LockBench.main(Arrays.copyOfRange(args, 1, args.length));
            case "profile" -> ProfileBench.run(System.out, wanted.subList(1, wanted.size()));
            case "statements" -> StatementsBench.run(System.out);
            case "idle" -> IdleBench.run(System.out, wanted);
            case "start" -> StartBench.run(System.out);
            case "jmh" -> JmhBench.run(wanted.subList(1, wanted.size()));
            case "slow" -> SlowStoreBench.run(System.out);
            default -> WorkloadBench.run(System.out, wanted);
        }
    }
}
