/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.workload;

import org.maildrop.bench.load.Script;
import org.maildrop.bench.server.BenchServer;

/** USER, PASS, STAT, UIDL, QUIT, and nothing is new; on a server that remembers no listing each login is as the first one. */
final class Polling implements Workload {
    private static final int SIZE = 2_000;

    private final String name;
    private final Mail mail;
    private final String user;
    private final Script script;

    Polling(int count) {
        this("poll", count);
    }

    /** For a server that remembers nothing. */
    static Polling first(int count) {
        return new Polling("first login", count);
    }

    private Polling(String name, int count) {
        this.name = name;
        this.mail = new Mail(count, SIZE);
        this.user = "poll" + count + "@example.org";
        this.script = mail.poll(user);
    }

    @Override
    public String name() {
        return String.format("%s, %,d messages", name, mail.count());
    }

    @Override
    public void begin(BenchServer server) {
        server.addUser(user, mail.count(), mail.size());
    }

    @Override
    public Script session(int number) {
        return script;
    }
}
