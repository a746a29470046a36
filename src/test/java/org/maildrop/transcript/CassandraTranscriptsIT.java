/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.maildrop.server.Flavour;
import org.maildrop.testing.CassandraProcess;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;

/** What depends on the mailboxes and on the lock, line by line and pipelined, on James over Cassandra. */
@Tag("cassandra")
class CassandraTranscriptsIT {
    private static final Set<String> TOPICS = Set.of("dele", "list", "lock", "octets", "rfc", "snapshot", "uidl");

    private static JamesProcess james;

    @BeforeAll
    static void start() {
        james = new Launch(Flavour.CASSANDRA)
                .onCassandra(CassandraProcess.shared().address())
                .with("maildrop.xml", "<maildrop><lock><store>cassandra</store></lock></maildrop>")
                .start();
    }

    @AfterAll
    static void stop() {
        if (james != null) {
            james.kill();
        }
    }

    @TestFactory
    Stream<DynamicNode> transcripts() throws IOException {
        return Transcripts.all().stream()
                .filter(transcript -> transcript.settings().isEmpty())
                .filter(transcript -> transcript.transports().contains(Transport.CLEAR))
                .filter(transcript -> TOPICS.contains(Transcripts.topic(transcript)))
                .flatMap(transcript -> transcript.modes().stream()
                        .filter(mode -> mode == Mode.LINE || mode == Mode.PIPELINED)
                        .map(mode -> dynamicTest(
                                transcript.name() + ", " + mode.name(),
                                () -> Replay.run(transcript, mode, Transport.CLEAR, Servers.behind(james)))));
    }
}
