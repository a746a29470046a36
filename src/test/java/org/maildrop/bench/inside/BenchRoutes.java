/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.inside;

import com.google.inject.Inject;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import org.apache.james.webadmin.Routes;
import spark.Request;
import spark.Service;

/** The benchmark's routes in webadmin; they answer a number or a file's name, as text. */
public final class BenchRoutes implements Routes {
    /** Below it all routes are. */
    public static final String BASE = "/bench";

    private static final String MESSAGES = BASE + "/messages/:user";
    private static final String RECORDING = BASE + "/recording";

    private final Filler filler;
    private final Recorder recorder = new Recorder();

    @Inject
    BenchRoutes(Filler filler) {
        this.filler = filler;
    }

    @Override
    public String getBasePath() {
        return BASE;
    }

    @Override
    public void define(Service service) {
        service.put(
                MESSAGES,
                (request, response) -> filler.fill(
                        request.params("user"),
                        number(request, "first"),
                        number(request, "count"),
                        number(request, "size")));
        service.delete(MESSAGES, (request, response) -> filler.remove(request.params("user")));
        service.get(BASE + "/cpu", (request, response) -> cpuNanos());
        service.get(BASE + "/heap", (request, response) -> heapAfterCollection());
        service.get(BASE + "/threads", (request, response) -> ManagementFactory.getThreadMXBean()
                .getThreadCount());
        service.get(BASE + "/compiling", (request, response) -> ManagementFactory.getCompilationMXBean()
                .getTotalCompilationTime());
        service.put(RECORDING, (request, response) -> recorder.start());
        service.delete(RECORDING, (request, response) -> recorder.stop());
    }

    private static int number(Request request, String name) {
        return Integer.parseInt(request.queryParams(name));
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** Twice: what the first one has left to be cleaned by others is gone after the second. */
    private static long heapAfterCollection() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
