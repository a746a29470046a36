/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import static org.maildrop.transcript.KeywordStates.Point.AFTER_PASS;
import static org.maildrop.transcript.KeywordStates.Point.AFTER_STLS;
import static org.maildrop.transcript.KeywordStates.Point.AFTER_USER;
import static org.maildrop.transcript.KeywordStates.Point.BEFORE_USER;
import static org.maildrop.transcript.KeywordStates.Point.CHALLENGED;
import static org.maildrop.transcript.KeywordStates.Point.GONE;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The table keyword × state, as transcripts. */
final class KeywordStates {
    private static final String NAMED = "+OK name accepted, the password decides";
    private static final String ENTERED = "+OK maildrop locked and ready, 1 message (24 octets)";
    private static final String LISTED = "+OK mechanisms follow\nPLAIN\n.";
    private static final String NOT_OFFERED = "-ERR this mechanism is not offered, CAPA tells which are";
    private static final String NO_NAME = "-ERR USER comes before PASS";
    private static final String ALWAYS = "+OK capabilities follow\nTOP\nUIDL\nUSER\nPIPELINING\nRESP-CODES\n"
            + "AUTH-RESP-CODE\nUTF8 USER\nLANG\nEXPIRE NEVER\nIMPLEMENTATION Maildrop\n";
    private static final String PASS = "C: PASS secret\nS: " + ENTERED + "\n";
    private static final String LOGIN = "C: USER bob\nS: " + NAMED + "\n" + PASS;

    private KeywordStates() {}

    /** Where a session can be: how it gets there, and how one sees that it is there. */
    enum Point {
        BEFORE_USER("before USER", "S: +OK Maildrop ready\n", "C: PASS secret\nS: " + NO_NAME + "\n" + LOGIN),
        AFTER_USER("after USER", BEFORE_USER.way + "C: USER bob\nS: " + NAMED + "\n", PASS),
        AFTER_PASS("after PASS", "LOGIN bob\n", "C: NOOP\nS: +OK\n"),
        AFTER_STLS("after STLS", "", "STARTTLS\n" + BEFORE_USER.proof),
        CHALLENGED("amid AUTH", "", "C: *\nS: -ERR authentication cancelled\n" + BEFORE_USER.proof),
        GONE("at its end", "", "CLOSED\n");

        final String name;
        private final String way;
        private final String proof;

        Point(String name, String way, String proof) {
            this.name = name;
            this.way = way;
            this.proof = proof;
        }
    }

    /** One cell: in this state, this request is answered so, and leads there. */
    record Cell(Point from, String request, Answer answer) {
        String transcript() {
            return "USER bob secret\nMAIL bob\n| Subject: one\n|\n| Hello.\n" + from.way + "C: " + request + "\n"
                    + answer.lines() + answer.next.apply(from).proof;
        }
    }

    private record Answer(String text, UnaryOperator<Point> next) {
        String lines() {
            return text.lines().map(line -> "S: " + line + "\n").reduce("", String::concat);
        }
    }

    static List<Cell> table(Transport transport) {
        return Stream.of(
                        row("USER bob", to(AFTER_USER, NAMED), to(AFTER_USER, NAMED), tooLate("USER")),
                        row("PASS secret", stays(NO_NAME), to(AFTER_PASS, ENTERED), tooLate("PASS")),
                        row("PASS wrong", stays(NO_NAME), to(BEFORE_USER, denied()), tooLate("PASS")),
                        row("APOP bob c4c9334bac560ecc979e58001b3e22fb", noApop(), noApop(), tooLate("APOP")),
                        row("STLS", stls(transport), stls(transport), tooLate("STLS")),
                        row("UTF8", stays("+OK UTF-8 mode"), stays("+OK UTF-8 mode"), tooLate("UTF8")),
                        everywhere("LANG", "+OK languages follow\nen English\nde Deutsch\n."),
                        everywhere("LANG en-GB", "+OK en English from now on"),
                        everywhere("LANG MUL", "-ERR this language is not offered, LANG alone lists which are"),
                        row("CAPA", capa(transport), capa(transport), stays(ALWAYS + ".")),
                        row("AUTH", stays(LISTED), stays(LISTED), tooLate("AUTH")),
                        row("AUTH PLAIN", to(CHALLENGED, "+ "), to(CHALLENGED, "+ "), tooLate("AUTH")),
                        row("AUTH XYZZY", stays(NOT_OFFERED), stays(NOT_OFFERED), tooLate("AUTH")),
                        row("QUIT", to(GONE, "+OK bye"), to(GONE, "+OK bye"), to(GONE, updated())),
                        transaction("STAT", "+OK 1 24"),
                        transaction("LIST", "+OK 1 message (24 octets)\n1 24\n."),
                        transaction("LIST 1", "+OK 1 24"),
                        transaction("RETR 1", "+OK 24 octets\nSubject: one\n\nHello.\n."),
                        transaction("DELE 1", "+OK message 1 marked as deleted"),
                        transaction("NOOP", "+OK"),
                        transaction("RSET", "+OK maildrop has 1 message (24 octets)"),
                        transaction("TOP 1 0", "+OK top of message follows\nSubject: one\n\n."),
                        transaction("UIDL", "+OK unique-ids follow\n1 1\n."),
                        transaction("UIDL 1", "+OK 1 1"),
                        // The gate comes before the grammar: an argument is not read in the wrong state.
                        transaction("RETR", "-ERR RETR needs a message-number: digits only"),
                        transaction("TOP 1", "-ERR TOP needs a message-number, one space and a number of lines"),
                        row("USER", stays(needed("USER")), stays(needed("USER")), tooLate("USER")),
                        row("PASS", stays(NO_NAME), stays(needed("PASS")), tooLate("PASS")),
                        nowhere("LAST"),
                        nowhere("XYZZY"),
                        nowhere(""))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Cell> row(String request, Answer before, Answer named, Answer entered) {
        return List.of(
                new Cell(BEFORE_USER, request, before),
                new Cell(AFTER_USER, request, named),
                new Cell(AFTER_PASS, request, entered));
    }

    private static List<Cell> transaction(String request, String answer) {
        Answer tooEarly = stays("-ERR " + request.split(" ")[0] + " is for after the login");
        return row(request, tooEarly, tooEarly, stays(answer));
    }

    private static List<Cell> everywhere(String request, String answer) {
        return row(request, stays(answer), stays(answer), stays(answer));
    }

    private static List<Cell> nowhere(String request) {
        return everywhere(request, "-ERR unknown command");
    }

    private static Answer stays(String text) {
        return new Answer(text, UnaryOperator.identity());
    }

    private static Answer to(Point next, String text) {
        return new Answer(text, from -> next);
    }

    private static Answer tooLate(String keyword) {
        return stays("-ERR " + keyword + " is for before the login");
    }

    private static Answer stls(Transport transport) {
        return switch (transport) {
            case CLEAR -> to(AFTER_STLS, "+OK begin TLS negotiation");
            case TLS -> stays("-ERR TLS is already active");
        };
    }

    private static Answer capa(Transport transport) {
        return switch (transport) {
            case CLEAR -> stays(ALWAYS + "SASL PLAIN\nSTLS\n.");
            case TLS -> stays(ALWAYS + "SASL PLAIN\n.");
        };
    }

    private static Answer noApop() {
        return stays("-ERR APOP is not offered here");
    }

    private static String denied() {
        return "-ERR [AUTH] wrong name or password";
    }

    private static String needed(String keyword) {
        return "-ERR " + keyword + " needs an argument";
    }

    private static String updated() {
        return "+OK bye, 0 messages removed, 1 left";
    }
}
