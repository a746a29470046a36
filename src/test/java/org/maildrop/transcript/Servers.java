/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.maildrop.testing.ImapClient;
import org.maildrop.testing.JamesProcess;

/** The real servers that transcripts are replayed against: one for each distinct maildrop.xml, for as long as the JVM. */
final class Servers {
    private Servers() {}

    static Backstage serving(Transcript transcript) {
        // Without the last line end, so that other tests with the same settings share the server.
        String settings = transcript.settings().strip();
        return behind(JamesProcess.shared(settings.isEmpty() ? Map.of() : Map.of("maildrop.xml", settings)));
    }

    /** A server that the caller has started. */
    static Backstage behind(JamesProcess server) {
        return new James(server);
    }

    private record James(JamesProcess server) implements Backstage {
        @Override
        public int port(Transport transport) {
            return switch (transport) {
                case CLEAR -> server.pop3Port();
                case TLS -> server.pop3sPort();
            };
        }

        @Override
        public void addUser(String name, String password) {
            server.addUser(name, text(password));
        }

        @Override
        public void share(String name, String secret) {
            server.share(name, text(secret));
        }

        @Override
        public void append(String name, String password, Delivery delivery, List<byte[]> messages) {
            Instant received = Instant.now().minus(Duration.ofDays(delivery.daysAgo()));
            try (ImapClient imap = server.imap(name, text(password))) {
                imap.needs(delivery.folder());
                messages.forEach(message -> imap.append(delivery.folder(), message, received));
            }
        }

        @Override
        public List<String> folder(String name, String password, String folder) {
            try (ImapClient imap = server.imap(name, text(password))) {
                return imap.subjects(folder);
            }
        }

        @Override
        public void expunge(String name, String password, int number) {
            server.expunge(name, text(password), number);
        }

        /** A transcript's char is an octet; the octets of a password are UTF-8. */
        private static String text(String octets) {
            return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }
    }
}
