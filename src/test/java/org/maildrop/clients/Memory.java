/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import org.maildrop.testing.JamesProcess;

/** The memory of a server, through the JMX of its JVM. */
final class Memory implements AutoCloseable {
    private static final String DIAGNOSTICS = "com.sun.management:type=DiagnosticCommand";
    private static final String DIRECT_BUFFERS = "java.nio:type=BufferPool,name=direct";
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    /** By how much two looks at a server that has come to rest may differ, in octets. */
    private static final long AT_REST = 100_000;

    private final JMXConnector connector;
    private final MBeanServerConnection server;
    private final BufferPoolMXBean directBuffers;

    Memory(JamesProcess james) throws IOException {
        connector = james.jmx();
        server = connector.getMBeanServerConnection();
        directBuffers = ManagementFactory.newPlatformMXBeanProxy(server, DIRECT_BUFFERS, BufferPoolMXBean.class);
    }

    /** What is reachable on the heap when that has come to rest, in octets. */
    long live() throws IOException, JMException {
        long before = liveNow();
        long live = liveNow();
        while (Math.abs(live - before) > AT_REST) {
            before = live;
            live = liveNow();
        }
        return live;
    }

    /** Counted object by object: what is used also has what sessions at work have dropped since a collection. */
    private long liveNow() throws IOException, JMException {
        String[] onlyLive = {};
        Object histogram =
                server.invoke(new ObjectName(DIAGNOSTICS), "gcClassHistogram", new Object[] {onlyLive}, new String[] {
                    String[].class.getName()
                });
        Matcher total = TOTAL.matcher((String) histogram);
        if (!total.find()) {
            throw new IOException("no total in " + histogram);
        }
        return Long.parseLong(total.group(1));
    }

    /** What is taken for buffers outside the heap, used or not, in octets: Netty takes 4 MB at a time. */
    long direct() {
        return directBuffers.getTotalCapacity();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
