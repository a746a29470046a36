/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the notation. What it does not know is refused, with file and line. */
final class TranscriptParser {
    private final String name;
    private final List<Source> sources;
    private final Map<String, String> passwords = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Line> exchange = new ArrayList<>();
    private List<Mode> modes = Mode.all();
    private Set<Transport> transports = EnumSet.allOf(Transport.class);
    private String settings = "";
    private boolean hasty;
    private String session = "";
    private int next;

    private TranscriptParser(String name, String file) {
        this.name = name;
        this.sources = Source.linesOf(file);
    }

    static Transcript parse(String name, String file) {
        return new TranscriptParser(name, file).parse();
    }

    private Transcript parse() {
        while (next < sources.size()) {
            Source source = sources.get(next++);
            try {
                line(source);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + ":" + source.number() + ": " + e.getMessage(), e);
            }
        }
        endExchange();
        return new Transcript(name, settings, hasty, modes, transports, List.copyOf(steps));
    }

    private void line(Source source) {
        int number = source.number();
        if (source.text().isEmpty() || source.text().startsWith("#")) {
            return;
        }
        switch (source.word()) {
            case "C:" -> exchange.add(Line.Sent.line(number, source.rest()));
            case "C\\" -> exchange.add(new Line.Sent(number, Escapes.unescape(source.rest())));
            case "S:" -> exchange.add(new Line.Literal(number, source.rest() + "\r\n"));
            case "S\\" -> exchange.add(new Line.Literal(number, wholeLine(Escapes.unescape(source.rest()))));
            case "S~" -> exchange.add(new Line.WithHoles(number, source.rest()));
            case "LOGIN" -> login(number, source.rest());
            default -> {
                endExchange();
                directive(source);
            }
        }
    }

    private static String wholeLine(String octets) {
        if (octets.indexOf('\n') != octets.length() - 1) {
            throw new IllegalArgumentException("an S line with escapes is one line, and says its own \\r\\n");
        }
        return octets;
    }

    /** What every session begins with; only transcripts of the login itself compare it word by word. */
    private void login(int number, String user) {
        exchange.add(new Line.WithHoles(number, "+OK{any}"));
        exchange.add(Line.Sent.line(number, "USER " + user));
        exchange.add(new Line.WithHoles(number, "+OK{any}"));
        exchange.add(Line.Sent.line(number, "PASS " + passwordOf(user)));
        exchange.add(new Line.WithHoles(number, "+OK{any}"));
    }

    private void directive(Source source) {
        int number = source.number();
        String rest = source.rest();
        switch (source.word()) {
            case "SESSION" -> session = rest;
            case "CLOSED" -> steps.add(new Step.Closed(number, session));
            case "DROP" -> steps.add(new Step.Gone(session, false));
            case "RESET" -> steps.add(new Step.Gone(session, true));
            case "STARTTLS" -> steps.add(new Step.StartTls(number, session));
            case "USER" -> user(rest.split(" ", 2));
            case "STRANGER" -> stranger(rest);
            case "SECRET" -> secret(rest.split(" ", 2));
            case "MAIL" -> mail(rest.split(" ", 2));
            case "FOLDER" -> folder(number, rest.split(" "));
            case "EXPUNGE" -> expunge(rest.split(" "));
            case "FREE" -> steps.add(new Step.Free(number, known(rest)));
            case "MODES" ->
                modes = reasoned(rest)
                        .flatMap(word -> Mode.named(word).stream())
                        .toList();
            case "TRANSPORTS" ->
                transports = EnumSet.copyOf(reasoned(rest).map(Transport::named).toList());
            case "HASTY" -> hasty = true;
            case "SETTINGS" -> settings = block();
            default -> throw new IllegalArgumentException("not a line of a transcript: " + source.text());
        }
    }

    private void user(String... nameAndPassword) {
        if (nameAndPassword.length != 2 || !nameAndPassword[0].matches("[a-z]+")) {
            throw new IllegalArgumentException("expected USER name password, the name in a to z");
        }
        passwords.put(nameAndPassword[0], nameAndPassword[1]);
        steps.add(new Step.User(nameAndPassword[0], nameAndPassword[1]));
    }

    /** Failed logins are counted by name, so each replay has its own strangers too. */
    private void stranger(String stranger) {
        if (!stranger.matches("[a-z]+")) {
            throw new IllegalArgumentException("expected STRANGER name, the name in a to z");
        }
        steps.add(new Step.Stranger(stranger));
    }

    private void secret(String... userAndSecret) {
        if (userAndSecret.length != 2) {
            throw new IllegalArgumentException("expected SECRET user secret");
        }
        steps.add(new Step.Secret(known(userAndSecret[0]), userAndSecret[1]));
    }

    /** Mail that arrives at once is one step: one IMAP session brings it. */
    private void mail(String... userAndDelivery) {
        String user = known(userAndDelivery[0]);
        Delivery delivery = userAndDelivery.length == 1 ? Delivery.USUAL : Delivery.parse(userAndDelivery[1]);
        String octets = block();
        Step last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
        if (last instanceof Step.Mail before
                && before.user().equals(user)
                && before.delivery().equals(delivery)) {
            steps.set(steps.size() - 1, before.and(octets));
        } else {
            steps.add(new Step.Mail(user, delivery, List.of(octets)));
        }
    }

    private void folder(int number, String... userAndFolder) {
        if (userAndFolder.length != 2) {
            throw new IllegalArgumentException("expected FOLDER user folder");
        }
        List<String> messages = block().lines().toList();
        steps.add(new Step.Folder(number, known(userAndFolder[0]), userAndFolder[1], messages));
    }

    private void expunge(String... userAndNumber) {
        if (userAndNumber.length != 2) {
            throw new IllegalArgumentException("expected EXPUNGE user number");
        }
        steps.add(new Step.Expunge(known(userAndNumber[0]), Integer.parseInt(userAndNumber[1])));
    }

    /** Words before " -- reason": a file that is not replayed in every way says why. */
    private static Stream<String> reasoned(String rest) {
        String[] wordsAndReason = rest.split(" -- ", 2);
        if (wordsAndReason.length != 2 || wordsAndReason[1].isBlank()) {
            throw new IllegalArgumentException("a restriction needs a reason: WORDS -- REASON");
        }
        return Arrays.stream(wordsAndReason[0].split(" "));
    }

    private String block() {
        StringBuilder octets = new StringBuilder();
        while (next < sources.size() && sources.get(next).isBlock()) {
            octets.append(sources.get(next++).blockOctets());
        }
        return octets.toString();
    }

    private String known(String user) {
        passwordOf(user);
        return user;
    }

    private String passwordOf(String user) {
        String password = passwords.get(user);
        if (password == null) {
            throw new IllegalArgumentException("no USER before: " + user);
        }
        return password;
    }

    private void endExchange() {
        if (!exchange.isEmpty()) {
            steps.add(new Step.Exchange(session, List.copyOf(exchange)));
            exchange.clear();
        }
    }
}
