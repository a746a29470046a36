/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A session to be: what the client says and what it expects. It says the next thing when all that it waits for is there. */
public final class Script {
    private final List<Exchange> exchanges = new ArrayList<>();

    /**
     * @param octets what is sent at once
     * @param replies to all of it, in order
     */
    record Exchange(byte[] octets, List<Expected> replies) {}

    /** It waits for the greeting, logs in with USER and PASS, and is told that all is well. */
    public static Script login(String user, String password) {
        Script script = new Script();
        script.exchanges.add(new Exchange(new byte[0], List.of(Expected.line("the connection"))));
        return script.then(Expected.line("USER " + user)).then(Expected.line("PASS " + password));
    }

    /** Sends one command, and waits for its reply. */
    public Script then(Expected reply) {
        return pipelined(List.of(reply));
    }

    /** Sends many commands at once, and then waits for the replies. */
    public Script pipelined(List<Expected> replies) {
        StringBuilder commands = new StringBuilder();
        for (Expected reply : replies) {
            commands.append(reply.to()).append("\r\n");
        }
        exchanges.add(new Exchange(commands.toString().getBytes(StandardCharsets.UTF_8), List.copyOf(replies)));
        return this;
    }

    /** As {@link #pipelined}, or one after another. */
    public Script commands(boolean pipelined, List<Expected> replies) {
        if (pipelined) {
            return pipelined(replies);
        }
        replies.forEach(this::then);
        return this;
    }

    /** Says goodbye; the server ends the connection. */
    public Script quit() {
        return then(Expected.line("QUIT"));
    }

    List<Exchange> exchanges() {
        return exchanges;
    }
}
