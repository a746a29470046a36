/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.workload;

import org.maildrop.bench.load.Script;
import org.maildrop.bench.server.BenchServer;
import org.maildrop.bench.server.Chain;

/** A kind of session that is run again and again, on both chains alike. */
interface Workload {
    /** As in the table; unique. */
    String name();

    /** Makes what all sessions share. It stays: James takes long to remove many messages. */
    void begin(BenchServer server);

    /** Before so many sessions on that chain, outside of what is measured. */
    default void prepare(BenchServer server, Chain chain, int sessions) {}

    /** The fewest sessions of a round. */
    default int least() {
        return 1;
    }

    /** The most sessions that can be prepared at once. */
    default int most() {
        return Integer.MAX_VALUE;
    }

    /** One of the sessions that were prepared, from 0. */
    Script session(int number);

    /** After them. */
    default void tidy(BenchServer server) {}
}
