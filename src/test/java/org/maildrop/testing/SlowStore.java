/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import java.io.IOException;
import java.time.Duration;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import org.maildrop.server.Flavour;
import org.maildrop.testing.JamesProcess.Launch;

/** A memory server whose store can be made slow for those users whose names begin with "slow"; at first it is not. */
public final class SlowStore implements AutoCloseable {
    private static final String GATE = "org.maildrop.server.slow:type=Gate";

    private final JamesProcess james;
    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private SlowStore(JamesProcess james) throws IOException {
        this.james = james;
        connector = james.jmx();
        server = connector.getMBeanServerConnection();
    }

    /** Starts the server; the file is one of {@code conf} and its text. */
    public static SlowStore start(String file, String text) throws IOException {
        return new SlowStore(new Launch(Flavour.SLOW).with(file, text).start());
    }

    public JamesProcess james() {
        return james;
    }

    /** From now on each call of such a user takes so long, or until the store is {@link #open()} again. */
    public void shut(Duration most) {
        gate(gate -> server.invoke(gate, "shut", new Object[] {most.toMillis()}, new String[] {long.class.getName()}));
    }

    /** Those who wait go on, and nobody waits any more. */
    public void open() {
        gate(gate -> server.invoke(gate, "open", new Object[0], new String[0]));
    }

    /** How many are inside the store and wait. */
    public int waiting() {
        return (int) gate(gate -> server.getAttribute(gate, "Waiting"));
    }

    private interface Call {
        Object on(ObjectName gate) throws JMException, IOException;
    }

    private static Object gate(Call call) {
        try {
            return call.on(new ObjectName(GATE));
        } catch (JMException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
        james.close();
    }
}
