/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.Pop3Client;

/** Somebody whom both nodes know. */
record User(String name) {
    static final String PASSWORD = "secret";

    static byte[] message(String subject) {
        return ("Subject: " + subject + "\r\n\r\nHello.\r\n").getBytes(US_ASCII);
    }

    /** A session on that node, which must let it in. */
    Pop3Client enter(JamesProcess node) {
        return enterIfFree(node).orElseThrow(() -> new AssertionError(name + " is not let in"));
    }

    /** A session on that node, if it lets it in. */
    Optional<Pop3Client> enterIfFree(JamesProcess node) {
        Pop3Client client = new Pop3Client(node.pop3Port());
        if (client.login(name, PASSWORD).startsWith("+OK")) {
            return Optional.of(client);
        }
        client.close();
        return Optional.empty();
    }

    /** What a login on that node is answered; it leaves at once, and removes nothing. */
    String login(JamesProcess node) {
        try (Pop3Client client = new Pop3Client(node.pop3Port())) {
            String answer = client.login(name, PASSWORD);
            if (answer.startsWith("+OK")) {
                assertThat(client.send("QUIT")).startsWith("+OK");
            }
            return answer;
        }
    }

    /** What is in the maildrop, as that node sees it. */
    List<String> subjects(JamesProcess node) {
        List<String> subjects = new ArrayList<>();
        try (Pop3Client client = enter(node)) {
            int count = client.lines("LIST").size();
            for (int number = 1; number <= count; number++) {
                subjects.add(client.lines("TOP " + number + " 0").get(0).substring("Subject: ".length()));
            }
            assertThat(client.send("QUIT")).startsWith("+OK");
        }
        return subjects;
    }
}
