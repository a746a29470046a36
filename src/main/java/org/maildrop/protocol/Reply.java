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
 * @param line     status indicator, response code and text, or a plus sign and a challenge; without line end; printable ASCII
 * @param body     the other lines and the termination octet, if the response is multi-line
 * @param kind     what it means for the session
 * @param pause    for how long there is no reply yet; zero where there is one
 */
public record Reply(String line, Optional<ReplyBody> body, Kind kind, Duration pause) {
    Reply(String line, Optional<ReplyBody> body, Kind kind) {
        this(line, body, kind, Duration.ZERO);
    }

    /** None yet; the command is to be asked again after the pause. */
    static Reply later(Duration pause) {
        return new Reply("", Optional.empty(), Kind.LATER, pause);
    }

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

    /** The first line with its line end. */
    public byte[] octets() {
        return (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
