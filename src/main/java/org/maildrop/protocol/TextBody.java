/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Lines that are ready to be sent. */
final class TextBody implements ReplyBody {
    private final byte[] octets;
    private int sent;

    TextBody(byte[] octets) {
        this.octets = octets;
    }

    /** Lines of printable characters that do not begin with a dot, and the termination octet. */
    static TextBody of(List<String> lines) {
        String text = lines.stream().map(line -> line + "\r\n").collect(Collectors.joining());
        return new TextBody((text + ".\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int fill(byte[] buffer, int offset, int length) {
        if (sent == octets.length) {
            return FINISHED;
        }
        int count = Math.min(length, octets.length - sent);
        System.arraycopy(octets, sent, buffer, offset, count);
        sent += count;
        return count;
    }

    @Override
    public void close() {
        // In memory: there is nothing to give back.
    }
}
