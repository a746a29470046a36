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

/** {@code ./mvnw -q -Pbench}: which benchmark is the first argument, the rest is for it. */
public final class Bench {
    private Bench() {}

    public static void main(String[] args) throws Exception {
        List<String> wanted = Arrays.asList(args);
        if (!wanted.isEmpty() && wanted.get(0).equals("logins")) {
            LoginTimingBench.run(System.out);
        } else {
            LockBench.main(args);
        }
    }
}
