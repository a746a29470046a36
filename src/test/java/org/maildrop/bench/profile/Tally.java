/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How often each of many things was seen. */
final class Tally {
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private long total;

    void add(String what) {
        add(what, 1);
    }

    void add(String what, long times) {
        counts.merge(what, times, Long::sum);
        total += times;
    }

    long total() {
        return total;
    }

    /** The most frequent ones as lines, with their share of all. */
    List<String> top(int most) {
        List<Map.Entry<String, Long>> entries = new ArrayList<>(counts.entrySet());
        entries.sort(Map.Entry.<String, Long>comparingByValue().reversed());
        return entries.stream()
                .limit(most)
                .map(entry ->
                        String.format(Locale.ROOT, "%5.1f %%  %s", 100.0 * entry.getValue() / total, entry.getKey()))
                .toList();
    }
}
