/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.workload;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.maildrop.bench.load.Script;
import org.maildrop.bench.server.BenchServer;
import org.maildrop.bench.server.Chain;

/** USER, PASS, STAT, UIDL, QUIT of users who have got one message since they did this last, on the same chain. */
final class NewMail implements Workload {
    private static final int SIZE = 2_000;

    private final int count;
    private final int sessions;
    private final Map<Chain, List<Mail>> mail = new EnumMap<>(Chain.class);
    private Chain current = Chain.OURS;

    /** @param sessions of one round, each of another user */
    NewMail(int count, int sessions) {
        this.count = count;
        this.sessions = sessions;
    }

    @Override
    public String name() {
        return String.format("poll after one new message, %,d messages", count);
    }

    @Override
    public void begin(BenchServer server) {
        for (Chain chain : Chain.values()) {
            List<Mail> users = new ArrayList<>();
            for (int number = 0; number < sessions; number++) {
                server.addUser(user(chain, number), count, SIZE);
                users.add(new Mail(count, SIZE));
            }
            mail.put(chain, users);
        }
    }

    @Override
    public int least() {
        return sessions;
    }

    @Override
    public int most() {
        return sessions;
    }

    @Override
    public void prepare(BenchServer server, Chain chain, int wanted) {
        current = chain;
        List<Mail> users = users();
        for (int number = 0; number < wanted; number++) {
            int there = users.get(number).count();
            server.deliver(user(chain, number), there, SIZE);
            users.set(number, new Mail(there + 1, SIZE));
        }
    }

    @Override
    public Script session(int number) {
        return users().get(number).poll(user(current, number));
    }

    private List<Mail> users() {
        return mail.getOrDefault(current, List.of());
    }

    private String user(Chain chain, int number) {
        return "new" + count + "-" + chain.label() + number + "@example.org";
    }
}
