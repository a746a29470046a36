/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to CAPA (RFC 2449, section 5), the same in both states but for what only one of them allows.
 *
 * @param startTls whether STLS would be accepted now (RFC 2595, section 4)
 */
public record Capabilities(boolean startTls) {
    private static final List<String> ALWAYS = List.of(
            "TOP",
            "UIDL",
            "USER",
            "PIPELINING",
            "RESP-CODES",
            "AUTH-RESP-CODE",
            "EXPIRE NEVER",
            "IMPLEMENTATION Maildrop");

    List<String> lines() {
        List<String> lines = new ArrayList<>(ALWAYS);
        if (startTls) {
            lines.add("STLS");
        }
        return lines;
    }

    ReplyBody body() {
        return new TextBody((String.join("\r\n", lines()) + "\r\n.\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
