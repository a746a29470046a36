/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.inside;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A message of so many octets, the same ones for the same number: headers as a mail that has come a long way has them,
 * CRLF, text in lines of 72, every tenth of which begins with a dot.
 *
 * @param number what makes it differ from others
 * @param size in octets, the headers included
 */
public record SampleMessage(int number, int size) {
    /** The headers take a little less than this. */
    public static final int SMALLEST = 1_024;

    /** So many are different; then they come again. */
    public static final int DIFFERENT = 10;

    private static final String HEADERS = """
            Return-Path: <alice@example.com>
            Received: from mx1.example.org (mx1.example.org [192.0.2.25])
            \tby mail.example.org (Postfix) with ESMTPS id 4Wq7%1$06dz3
            \tfor <bob@example.org>; Mon, 23 Nov 2026 10:15:30 +0000 (UTC)
            Received: from laptop.example.com (unknown [198.51.100.7])
            \tby mx1.example.org (Postfix) with ESMTPSA id 9Kx2%1$06dz1
            \tfor <bob@example.org>; Mon, 23 Nov 2026 10:15:28 +0000 (UTC)
            Message-ID: <%1$d.4711@laptop.example.com>
            Date: Mon, 23 Nov 2026 11:15:27 +0100
            MIME-Version: 1.0
            User-Agent: Mozilla Thunderbird
            From: Alice Example <alice@example.com>
            To: Bob Example <bob@example.org>
            Subject: Minutes of meeting number %1$d, and what is left to do
            Content-Type: text/plain; charset=UTF-8
            Content-Transfer-Encoding: 8bit

            """;
    private static final byte[] TEXT = text();

    public SampleMessage {
        if (size < SMALLEST) {
            throw new IllegalArgumentException("a message of " + size + " octets");
        }
    }

    /** Ends with CRLF. */
    public byte[] octets() {
        byte[] headers = headers();
        byte[] octets = Arrays.copyOf(headers, size);
        for (int at = headers.length; at < size; at += TEXT.length) {
            System.arraycopy(TEXT, 0, octets, at, Math.min(TEXT.length, size - at));
        }
        if (octets[size - 3] == '\r') {
            octets[size - 3] = '.';
        }
        octets[size - 2] = '\r';
        octets[size - 1] = '\n';
        return octets;
    }

    /** With the empty line that ends them: what TOP 0 sends. */
    public byte[] headers() {
        return String.format(HEADERS, number % DIFFERENT).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] text() {
        String line = "Nobody reads the text of a message that was made to measure how it goes.";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            text.append(i == 9 ? "." + line.substring(1) : line).append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
