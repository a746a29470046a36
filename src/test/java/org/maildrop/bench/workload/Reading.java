/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.workload;

import java.util.List;
import org.maildrop.bench.load.Expected;
import org.maildrop.bench.load.Script;
import org.maildrop.bench.server.BenchServer;

/** Commands for messages that stay, one after another or all at once. */
final class Reading implements Workload {
    private final String name;
    private final Mail mail;
    private final String user;
    private final boolean pipelined;
    private final List<Expected> commands;

    private Reading(String name, String user, Mail mail, List<Expected> commands, boolean pipelined) {
        this.name = name + (pipelined ? ", pipelined" : "");
        this.user = user + (pipelined ? "-pipelined" : "") + "@example.org";
        this.mail = mail;
        this.commands = commands;
        this.pipelined = pipelined;
    }

    static Reading drain(int count, boolean pipelined) {
        Mail mail = new Mail(count, 20_000);
        return new Reading("drain: RETR of " + count + " x 20 KB", "drain", mail, mail.retrAll(), pipelined);
    }

    static Reading large(int megabytes) {
        Mail mail = new Mail(1, megabytes * 1_000_000);
        return new Reading("RETR of one message of " + megabytes + " MB", "large", mail, mail.retrAll(), false);
    }

    static Reading headers(int count, boolean pipelined) {
        Mail mail = new Mail(count, 2_000);
        return new Reading(String.format("TOP n 0 of %,d messages", count), "top", mail, mail.topAll(), pipelined);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void begin(BenchServer server) {
        server.addUser(user, mail.count(), mail.size());
    }

    @Override
    public Script session(int number) {
        return Script.login(user, BenchServer.PASSWORD)
                .then(mail.stat())
                .commands(pipelined, commands)
                .quit();
    }
}
