/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** The stacks of a recording, counted in several ways. */
public final class Stacks {
    private static final String OURS = "org.maildrop";
    private static final String JAMES = "org.apache.james";
    private static final int CALLERS = 3;
    private static final long NANOS_A_MICRO = 1_000;
    private static final long MICROS_A_MILLI = 1_000;

    /** In these a thread waits for something to do. */
    private static final Set<String> IDLE = Set.of(
            "sun.nio.ch.EPoll.wait",
            "sun.nio.ch.Net.accept",
            "sun.nio.ch.Net.poll",
            "java.net.PlainSocketImpl.socketAccept");

    private final Tally leaves = new Tally();
    private final Tally groups = new Tally();
    private final Tally callers = new Tally();
    private final Tally paths = new Tally();
    private final Tally threads = new Tally();
    private final Tally natives = new Tally();
    private final Tally compiled = new Tally();
    private final Tally deoptimized = new Tally();

    private Stacks() {}

    public static Stacks of(Path recording) throws IOException {
        Stacks stacks = new Stacks();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                stacks.add(file.readEvent());
            }
        }
        return stacks;
    }

    private void add(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case "jdk.Compilation" ->
                compiled.add(
                        method(event.getValue("method")) + ", level " + event.getShort("compileLevel"),
                        event.getDuration().toNanos() / NANOS_A_MICRO);
            case "jdk.Deoptimization" ->
                deoptimized.add(event.getString("reason") + " " + method(event.getValue("method")));
            default -> sample(event);
        }
    }

    private void sample(RecordedEvent event) {
        RecordedStackTrace stack = event.getStackTrace();
        if (stack == null || stack.getFrames().isEmpty()) {
            return;
        }
        List<String> frames = stack.getFrames().stream()
                .map(frame -> method(frame.getMethod()))
                .filter(frame -> !frame.contains("$$Lambda"))
                .toList();
        if (event.getEventType().getName().equals("jdk.ExecutionSample")) {
            running(frames);
            threads.add(ThreadTimes.kind(event.getThread("sampledThread").getJavaName()));
        } else if (!IDLE.contains(frames.get(0))) {
            natives.add(path(frames));
        }
    }

    private void running(List<String> frames) {
        leaves.add(frames.get(0));
        groups.add(group(frames.get(0)));
        callers.add(frames.stream()
                .map(Stacks::group)
                .filter(group -> !group.equals("JDK"))
                .findFirst()
                .orElse("JDK"));
        paths.add(path(frames));
    }

    private static String method(RecordedMethod method) {
        return method.getType().getName() + "." + method.getName();
    }

    private static String group(String frame) {
        Optional<String> known =
                List.of(OURS, JAMES, "io.netty", "reactor", "com.google", "ch.qos", "org.slf4j").stream()
                        .filter(group -> frame.startsWith(group + "."))
                        .findFirst();
        return known.orElseGet(() -> frame.matches("(java|javax|jdk|sun|com\\.sun)\\..*") ? "JDK" : "others");
    }

    /** The method that ran, and the nearest of ours and of James's above it. */
    private static String path(List<String> frames) {
        return frames.get(0)
                + frames.stream()
                        .skip(1)
                        .filter(frame ->
                                group(frame).equals(OURS) || group(frame).equals(JAMES))
                        .map(Stacks::shorter)
                        .distinct()
                        .limit(CALLERS)
                        .map(frame -> " < " + frame)
                        .collect(Collectors.joining());
    }

    private static String shorter(String frame) {
        return frame.replace(JAMES + ".", "james.").replace(OURS + ".", "");
    }

    /** Lines to print. */
    public List<String> report(int frames, int stacks) {
        return List.of(
                leaves.total() + " samples of running threads",
                section("by package of the method that ran", groups.top(frames)),
                section("by package of the nearest method that is not the JDK's", callers.top(frames)),
                section("by thread", threads.top(frames)),
                section("by method", leaves.top(frames)),
                section("by method and who called it", paths.top(stacks)),
                section(natives.total() + " samples in native methods, other than waiting", natives.top(stacks)),
                section(compiled.total() / MICROS_A_MILLI + " ms of compilation", compiled.top(stacks)),
                section(deoptimized.total() + " times that compiled code was left", deoptimized.top(stacks)));
    }

    private static String section(String title, List<String> lines) {
        return "\n" + title + "\n" + String.join("\n", lines);
    }
}
