/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.workload;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.maildrop.bench.server.Store;

/** The workloads by the names that the command line knows. */
public enum Kind {
    POLL(
            Store.MEMORY,
            List.of(() -> new Polling(1_000), () -> new Polling(10_000), () -> new Polling(100_000)),
            List.of(() -> new Polling(1_000), () -> new Polling(10_000))),
    NEWMAIL(
            Store.MEMORY,
            List.of(() -> new NewMail(1_000, 100), () -> new NewMail(10_000, 10), () -> new NewMail(100_000, 1)),
            List.of(() -> new NewMail(1_000, 20), () -> new NewMail(10_000, 2))),
    FIRST(
            Store.MEMORY,
            List.of(
                    () -> Polling.first(100),
                    () -> Polling.first(1_000),
                    () -> Polling.first(10_000),
                    () -> Polling.first(100_000)),
            List.of(() -> Polling.first(100), () -> Polling.first(1_000))),
    DRAIN(
            Store.MEMORY,
            List.of(() -> Reading.drain(100, false), () -> Reading.drain(100, true)),
            List.of(() -> Reading.drain(100, false), () -> Reading.drain(100, true))),
    REMOVE(
            Store.MEMORY,
            List.of(() -> new Removing(100, false), () -> new Removing(100, true)),
            List.of(() -> new Removing(100, true))),
    LARGE(Store.MEMORY, List.of(() -> Reading.large(50)), List.of(() -> Reading.large(10))),
    TOP(
            Store.MEMORY,
            List.of(() -> Reading.headers(1_000, false), () -> Reading.headers(1_000, true)),
            List.of(() -> Reading.headers(100, false), () -> Reading.headers(100, true))),
    POSTGRESQL(
            Store.POSTGRESQL,
            List.of(
                    () -> new Polling(1_000),
                    () -> new Polling(10_000),
                    () -> Reading.drain(100, false),
                    () -> Reading.drain(100, true)),
            List.of(() -> new Polling(1_000), () -> Reading.drain(100, false))),
    POSTGRESQL_FIRST(
            Store.POSTGRESQL,
            List.of(() -> Polling.first(100), () -> Polling.first(1_000), () -> Polling.first(10_000)),
            List.of(() -> Polling.first(100)));

    private final Store store;
    private final List<Supplier<Workload>> full;
    private final List<Supplier<Workload>> quick;

    Kind(Store store, List<Supplier<Workload>> full, List<Supplier<Workload>> quick) {
        this.store = store;
        this.full = full;
        this.quick = quick;
    }

    public Store store() {
        return store;
    }

    /** Whether the server remembers listings, as it does by default. */
    public boolean remembers() {
        return this != FIRST && this != POSTGRESQL_FIRST;
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public static Kind named(String name) {
        return Arrays.stream(values())
                .filter(kind ->
                        kind.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind of sessions is named " + name));
    }

    List<Workload> workloads(boolean small) {
        return (small ? quick : full).stream().map(Supplier::get).toList();
    }
}
