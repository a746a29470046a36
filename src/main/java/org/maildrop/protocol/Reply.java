/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A response to one command: its first line, and for a multi-line one its body.
 *
 * @param head     what programs read: status indicator, response code, numbers; or a plus sign and a challenge; printable
 *                 ASCII
 * @param code     of a refusal, if it has one
 * @param text     what people read, behind it
 * @param body     the other lines and the termination octet, if the response is multi-line
 * @param kind     what it means for the session
 * @param pause    for how long there is no reply yet; zero where there is one
 * @param language in which it is said, and all that follow; nothing where it stays as it is
 */
public record Reply(
        String head,
        Optional<ResponseCode> code,
        Optional<Phrase> text,
        Optional<ReplyBody> body,
        Kind kind,
        Duration pause,
        Optional<Language> language) {
    private static final String OK = "+OK";
    private static final String ERR = "-ERR";

    /** What a reply means for the session that sends it. */
    public enum Kind {
        /** The command was carried out. */
        DONE,
        /** The client asked for what cannot be: such commands are counted, and too many in a row end the session. */
        REFUSED,
        /** It could not be carried out, through no fault of the client. */
        FAILED,
        /** None yet: the command is to be asked again after a pause. */
        LATER,
        /** The client is to answer it: neither a success nor a refusal yet. */
        CHALLENGE,
        /** The TLS handshake begins behind it. */
        START_TLS,
        /** The last one: the connection is closed when it has been sent. */
        LAST,
        /** Likewise, because the client has asked too often for what cannot be. */
        EXPELLED
    }

    private Reply(String head, Optional<Phrase> text, Optional<ReplyBody> body, Kind kind) {
        this(head, Optional.empty(), text, body, kind, Duration.ZERO, Optional.empty());
    }

    static Reply ok() {
        return new Reply(OK, Optional.empty(), Optional.empty(), Kind.DONE);
    }

    static Reply ok(Phrase text) {
        return new Reply(OK, Optional.of(text), Optional.empty(), Kind.DONE);
    }

    /** What was asked for, in numbers: the same in every language. */
    static Reply ok(String numbers) {
        return new Reply(OK + " " + numbers, Optional.empty(), Optional.empty(), Kind.DONE);
    }

    /** From this one on in that language, and the tag tells which it is. */
    static Reply ok(Language language, Phrase text) {
        String head = OK + " " + language.tag();
        return new Reply(
                head,
                Optional.empty(),
                Optional.of(text),
                Optional.empty(),
                Kind.DONE,
                Duration.ZERO,
                Optional.of(language));
    }

    static Reply multiLine(Phrase text, ReplyBody body) {
        return new Reply(OK, Optional.of(text), Optional.of(body), Kind.DONE);
    }

    static Reply refused(Phrase text) {
        return new Reply(ERR, Optional.of(text), Optional.empty(), Kind.REFUSED);
    }

    static Reply refused(ResponseCode code, Phrase text) {
        return new Reply(
                ERR + " [" + code.wire() + "]",
                Optional.of(code),
                Optional.of(text),
                Optional.empty(),
                Kind.REFUSED,
                Duration.ZERO,
                Optional.empty());
    }

    static Reply failed(Phrase text) {
        return refused(text).as(Kind.FAILED);
    }

    static Reply failed(ResponseCode code, Phrase text) {
        return refused(code, text).as(Kind.FAILED);
    }

    static Reply challenge(String base64) {
        return new Reply("+ " + base64, Optional.empty(), Optional.empty(), Kind.CHALLENGE);
    }

    /** None yet; the command is to be asked again after the pause. */
    static Reply later(Duration pause) {
        return new Reply("", Optional.empty(), Optional.empty(), Optional.empty(), Kind.LATER, pause, Optional.empty());
    }

    /** The same line, but for the session it means this. */
    Reply as(Kind other) {
        return new Reply(head, code, text, body, other, pause, language);
    }

    /** Whether it begins with the negative status indicator. */
    public boolean isError() {
        return head.startsWith(ERR);
    }

    /** The first line, without its end. */
    public String line(Language language) {
        return text.map(phrase -> head + " " + phrase.in(language)).orElse(head);
    }

    /** The first line with its line end. */
    public byte[] octets(Language language) {
        return (line(language) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
