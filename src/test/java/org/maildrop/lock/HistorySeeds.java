/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Which histories are run: new ones each time, or the one of -Dhistory.seed. */
final class HistorySeeds {
    private HistorySeeds() {}

    static long[] of(int number) {
        String wanted = System.getProperty("history.seed");
        return wanted == null
                ? new Random().longs(number).toArray()
                : LongStream.of(Long.parseLong(wanted)).toArray();
    }

    static <T> T named(long seed, Supplier<T> history) {
        try {
            return history.get();
        } catch (AssertionError e) {
            throw new AssertionError("again with -Dhistory.seed=" + seed + "\n" + e.getMessage(), e);
        }
    }
}
