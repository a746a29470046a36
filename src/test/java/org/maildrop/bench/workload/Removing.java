/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.workload;

import java.util.ArrayList;
import java.util.List;
import org.maildrop.bench.load.Expected;
import org.maildrop.bench.load.Script;
import org.maildrop.bench.load.WrongReplyException;
import org.maildrop.bench.server.BenchServer;
import org.maildrop.bench.server.Chain;

/** All messages are fetched and removed: each session needs a maildrop of its own, filled anew. */
final class Removing implements Workload {
    private static final int AT_ONCE = 60;

    private final Mail mail;
    private final boolean pipelined;
    private final List<Expected> commands = new ArrayList<>();
    private int filled;

    Removing(int count, boolean pipelined) {
        this.mail = new Mail(count, 20_000);
        this.pipelined = pipelined;
        commands.addAll(mail.retrAll());
        commands.addAll(mail.deleAll());
    }

    @Override
    public String name() {
        return "drain and DELE of all: " + mail.count() + " x 20 KB" + (pipelined ? ", pipelined" : "");
    }

    @Override
    public void begin(BenchServer server) {
        for (int number = 0; number < AT_ONCE; number++) {
            server.addUser(user(number), 0, mail.size());
        }
    }

    @Override
    public int most() {
        return AT_ONCE;
    }

    @Override
    public void prepare(BenchServer server, Chain chain, int sessions) {
        for (int number = 0; number < sessions; number++) {
            server.fill(user(number), mail.count(), mail.size());
        }
        filled = sessions;
    }

    @Override
    public Script session(int number) {
        return Script.login(user(number), BenchServer.PASSWORD)
                .then(mail.stat())
                .commands(pipelined, commands)
                .quit();
    }

    @Override
    public void tidy(BenchServer server) {
        for (int number = 0; number < filled; number++) {
            long left = server.empty(user(number));
            if (left > 0) {
                throw new WrongReplyException("QUIT has left " + left + " messages");
            }
        }
    }

    private String user(int number) {
        return "remove" + number + (pipelined ? "-pipelined" : "") + "@example.org";
    }
}
