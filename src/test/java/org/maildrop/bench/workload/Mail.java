/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.workload;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.maildrop.bench.inside.SampleMessage;
import org.maildrop.bench.load.Body;
import org.maildrop.bench.load.Expected;
import org.maildrop.bench.load.Script;
import org.maildrop.bench.server.BenchServer;

/**
 * The mail of a user: the sample messages from 0 on, and so what commands for it must be answered.
 *
 * @param size of each message, in octets
 */
record Mail(int count, int size) {
    Expected stat() {
        return Expected.line("STAT", "+OK " + count + " " + (long) count * size);
    }

    /** The session of a client that looks whether there is something new: USER, PASS, STAT, UIDL, QUIT. */
    Script poll(String user) {
        return Script.login(user, BenchServer.PASSWORD)
                .then(stat())
                .then(uidl())
                .quit();
    }

    /** The uids of an INBOX that was made for them, which both chains take for unique-ids. */
    private Expected uidl() {
        StringBuilder listing = new StringBuilder();
        for (int number = 1; number <= count; number++) {
            listing.append(number).append(' ').append(number).append("\r\n");
        }
        return Expected.body("UIDL", Body.of(listing.toString().getBytes(StandardCharsets.US_ASCII))::equals);
    }

    List<Expected> retrAll() {
        return each("RETR %d", message -> Body.of(message.octets()));
    }

    List<Expected> topAll() {
        return each("TOP %d 0", message -> Body.of(message.headers()));
    }

    List<Expected> deleAll() {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> Expected.line("DELE " + number))
                .toList();
    }

    private List<Expected> each(String command, Function<SampleMessage, Body> reply) {
        List<Body> different = IntStream.range(0, Math.min(count, SampleMessage.DIFFERENT))
                .mapToObj(number -> reply.apply(new SampleMessage(number, size)))
                .toList();
        return IntStream.range(0, count)
                .mapToObj(index -> Expected.body(
                        String.format(command, index + 1), different.get(index % different.size())::equals))
                .toList();
    }
}
