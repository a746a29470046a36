/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The processor time of a process by kinds of its threads, the JVM's own among them, in hundredths of a second: Linux only. */
public final class ThreadTimes {
    /** In /proc/PID/task/TID/stat, counted from behind the name: proc(5). */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    private final Map<String, long[]> byKind = new TreeMap<>();

    private ThreadTimes() {}

    /** Up to now; none on other systems. */
    public static ThreadTimes of(long pid) throws IOException {
        ThreadTimes times = new ThreadTimes();
        Path tasks = Path.of("/proc/" + pid + "/task");
        if (Files.isDirectory(tasks)) {
            try (Stream<Path> all = Files.list(tasks)) {
                for (Path task : all.toList()) {
                    times.add(Files.readString(task.resolve("stat")));
                }
            }
        }
        return times;
    }

    private void add(String stat) {
        int end = stat.lastIndexOf(')');
        String[] fields = stat.substring(end + 2).split(" ", -1);
        long[] sum = byKind.computeIfAbsent(kind(stat.substring(stat.indexOf('(') + 1, end)), kind -> new long[2]);
        sum[0] += Long.parseLong(fields[USER]);
        sum[1] += Long.parseLong(fields[SYSTEM]);
    }

    /** A thread's name without its numbers. */
    static String kind(String name) {
        return name.replaceAll("[0-9]+", "N");
    }

    /** What has been used since then, as lines. */
    public List<String> since(ThreadTimes before) {
        Tally tally = new Tally();
        byKind.forEach((kind, times) -> {
            long[] earlier = before.byKind.getOrDefault(kind, new long[2]);
            tally.add(kind + ", user", Math.max(0, times[0] - earlier[0]));
            tally.add(kind + ", system", Math.max(0, times[1] - earlier[1]));
        });
        return tally.top(12);
    }
}
