/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** What a transcript does next; one step ends before the next begins. */
sealed interface Step {
    void play(Replay replay) throws IOException;

    /** Lines of one session, as far as nothing else forces an order: what a pipelining client sends at once. */
    record Exchange(String session, List<Line> lines) implements Step {
        @Override
        public void play(Replay replay) throws IOException {
            replay.exchange(session, lines);
        }
    }

    /** The server ends the session and sends nothing more. */
    record Closed(int line, String session) implements Step {
        @Override
        public void play(Replay replay) throws IOException {
            replay.closed(session, line);
        }
    }

    /** The client goes away without QUIT: in an orderly way (FIN), or not (RST). */
    record Gone(String session, boolean reset) implements Step {
        @Override
        public void play(Replay replay) throws IOException {
            replay.gone(session, reset);
        }
    }

    /** The TLS handshake after STLS. */
    record StartTls(int line, String session) implements Step {
        @Override
        public void play(Replay replay) throws IOException {
            replay.startTls(session, line);
        }
    }

    record User(String name, String password) implements Step {
        @Override
        public void play(Replay replay) {
            replay.addUser(name, password);
        }
    }

    /** Somebody without an account. */
    record Stranger(String name) implements Step {
        @Override
        public void play(Replay replay) {
            replay.addStranger(name);
        }
    }

    /** From now on the user has this shared secret. */
    record Secret(String user, String secret) implements Step {
        @Override
        public void play(Replay replay) {
            replay.share(user, secret);
        }
    }

    /** Messages arrive, just as their octets are, or have arrived some time ago. */
    record Mail(String user, Delivery delivery, List<String> messages) implements Step {
        Mail and(String octets) {
            return new Mail(
                    user,
                    delivery,
                    Stream.concat(messages.stream(), Stream.of(octets)).toList());
        }

        @Override
        public void play(Replay replay) {
            replay.mail(user, delivery, messages);
        }
    }

    /** Within a moment a folder of the user's has these messages, as IMAP sees them. */
    record Folder(int line, String user, String folder, List<String> messages) implements Step {
        @Override
        public void play(Replay replay) {
            replay.folder(user, folder, messages, line);
        }
    }

    /** Somebody removes a message through IMAP; {@code number} counts what INBOX holds at that moment, from 1. */
    record Expunge(String user, int number) implements Step {
        @Override
        public void play(Replay replay) {
            replay.expunge(user, number);
        }
    }

    /** The maildrop can be opened again within a second. */
    record Free(int line, String user) implements Step {
        @Override
        public void play(Replay replay) {
            replay.free(user, line);
        }
    }
}
