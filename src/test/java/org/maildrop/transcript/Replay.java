/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** One transcript against one server, in one mode, over one transport. One-use. */
final class Replay implements AutoCloseable {
    private static final int LINES_SHOWN_AFTER = 4;

    private final Transcript transcript;
    private final Mode mode;
    private final Transport transport;
    private final Backstage backstage;
    private final Cast cast = new Cast();
    private final Dialogue dialogue = new Dialogue();
    private final Map<String, Connection> open = new LinkedHashMap<>();
    private final Map<String, Heard> heard = new HashMap<>();

    private Replay(Transcript transcript, Mode mode, Transport transport, Backstage backstage) {
        this.transcript = transcript;
        this.mode = mode;
        this.transport = transport;
        this.backstage = backstage;
    }

    /** Fails with an AssertionError that shows expected and seen side by side. */
    static void run(Transcript transcript, Mode mode, Transport transport, Backstage backstage) throws IOException {
        try (Replay replay = new Replay(transcript, mode, transport, backstage)) {
            for (Step step : transcript.steps()) {
                step.play(replay);
            }
            replay.nothingMore();
        }
    }

    void exchange(String session, List<Line> lines) throws IOException {
        boolean greeted = transcript.hasty() || open.containsKey(session);
        Connection connection = connection(session);
        // The one thing that a client waits for, unless it is a script, is the greeting.
        int start = greeted ? 0 : greeting(session, connection, lines);
        if (!mode.waitsForReplies()) {
            connection.write(mode.writes(
                    lines.stream().map(line -> wireOctets(session, line)).collect(joining())));
        }
        for (Line line : lines.subList(start, lines.size())) {
            if (line instanceof Line.Sent sent) {
                send(session, connection, sent);
            } else if (line instanceof Line.Expected expected) {
                expect(session, connection, expected);
            }
        }
        connection.awaitWritten();
    }

    private int greeting(String session, Connection connection, List<Line> lines) throws IOException {
        if (lines.get(0) instanceof Line.Expected greeting) {
            expect(session, connection, greeting);
            return 1;
        }
        return 0;
    }

    private void send(String session, Connection connection, Line.Sent sent) {
        dialogue.sent(session, sent);
        if (mode.waitsForReplies()) {
            connection.write(List.of(wireOctets(session, sent)));
        }
    }

    private String wireOctets(String session, Line line) {
        return line instanceof Line.Sent sent
                ? heard.getOrDefault(session, Heard.NOTHING).proven(cast.onWire(sent.octets()))
                : "";
    }

    private void expect(String session, Connection connection, Line.Expected expected) throws IOException {
        Seen seen = connection.readLine();
        if (!seen.isLine() || !expected.matches(seen.octets(), cast)) {
            throw failure(session, connection, expected.number(), "S: " + expected.readable(), seen);
        }
        heard.put(session, heard.getOrDefault(session, Heard.NOTHING).and(seen.octets()));
        dialogue.agreed(session, expected, cast.offWire(seen.readable()));
    }

    void closed(String session, int line) throws IOException {
        Connection connection = connection(session);
        Seen seen = connection.readLine();
        // With lines unread in the server's socket, its close reaches the client as a reset.
        boolean closed = seen.isEnd() || (seen.isReset() && !mode.waitsForReplies());
        if (!closed) {
            throw failure(session, connection, line, "CLOSED", seen);
        }
        connection.close();
        open.remove(session);
    }

    void gone(String session, boolean reset) throws IOException {
        Connection connection = connection(session);
        open.remove(session);
        if (reset) {
            connection.reset();
        } else {
            connection.drop();
        }
    }

    void startTls(String session, int line) throws IOException {
        try {
            connection(session).startTls();
        } catch (IOException e) {
            throw new AssertionError(headline(line) + "\n" + dialogue + "\nno TLS: " + e.getMessage(), e);
        }
    }

    void share(String user, String secret) {
        backstage.share(cast.wireName(user), secret);
    }

    void addUser(String name, String password) {
        cast.add(name, password);
        backstage.addUser(cast.wireName(name), password);
    }

    void addStranger(String name) {
        cast.add(name, "");
    }

    void mail(String user, Delivery delivery, List<String> messages) {
        backstage.append(
                cast.wireName(user),
                cast.password(user),
                delivery,
                messages.stream()
                        .map(octets -> octets.getBytes(StandardCharsets.ISO_8859_1))
                        .toList());
    }

    void expunge(String user, int number) {
        backstage.expunge(cast.wireName(user), cast.password(user), number);
    }

    void folder(String user, String folder, List<String> messages, int line) {
        Awaitility.await(headline(line) + ": the folder " + folder)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(backstage.patience())
                .untilAsserted(() -> assertThat(backstage.folder(cast.wireName(user), cast.password(user), folder))
                        .isEqualTo(messages));
    }

    void free(String user, int line) {
        Awaitility.await(headline(line) + ": the maildrop is free again")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(backstage.patience())
                .until(() -> opens(user));
    }

    private boolean opens(String user) throws IOException {
        try (Connection probe = connect(Transport.CLEAR)) {
            probe.readLine();
            probe.write(List.of("USER " + cast.wireName(user) + "\r\n"));
            probe.readLine();
            probe.write(List.of("PASS " + cast.password(user) + "\r\n"));
            boolean opened = probe.readLine().octets().startsWith("+OK");
            probe.write(List.of("QUIT\r\n"));
            probe.readLine();
            return opened && probe.readLine().isEnd();
        }
    }

    /** At the end of the file each session still open says so, and must be answered by the end of the stream alone. */
    private void nothingMore() throws IOException {
        for (Map.Entry<String, Connection> session : open.entrySet()) {
            Connection connection = session.getValue();
            connection.finish();
            Seen seen = connection.readLine();
            if (!seen.isEnd()) {
                throw failure(session.getKey(), connection, 0, "(end of the transcript)", seen);
            }
        }
    }

    private Connection connection(String session) throws IOException {
        Connection connection = open.get(session);
        if (connection == null) {
            connection = connect(transport);
            open.put(session, connection);
            heard.remove(session);
        }
        return connection;
    }

    private Connection connect(Transport over) throws IOException {
        return new Connection(backstage.port(over), over, backstage.patience());
    }

    private AssertionError failure(String session, Connection connection, int line, String expected, Seen seen)
            throws IOException {
        dialogue.differed(session, line, expected, cast.offWire(seen.readable()));
        connection.hurry();
        for (int i = 0; i < LINES_SHOWN_AFTER && seen.isLine(); i++) {
            seen = connection.readLine();
            dialogue.differed(session, line, "", cast.offWire(seen.readable()));
        }
        return new AssertionError(headline(line) + "\n" + dialogue);
    }

    private String headline(int line) {
        return transcript.name() + (line > 0 ? ":" + line : "") + ", " + mode.name() + ", " + transport;
    }

    @Override
    public void close() {
        open.values().forEach(Connection::close);
    }
}
