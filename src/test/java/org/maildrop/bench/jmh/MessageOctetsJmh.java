/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.jmh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.maildrop.protocol.MessageBody;
import org.maildrop.protocol.MessageOctets;
import org.maildrop.protocol.ReplyBody;
import org.maildrop.snapshot.MessageInMemory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a message of a megabyte costs on its way: measured, and made ready for the wire. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MessageOctetsJmh {
    private static final int OCTETS = 1 << 20;

    /** Octets of a line, its end included. */
    @Param({"78", "20"})
    public int line;

    @Param({"crlf", "lf"})
    public String ends;

    private final byte[] room = new byte[32 * 1024];
    private byte[] message;

    @Setup
    public void fill() {
        String end = ends.equals("crlf") ? "\r\n" : "\n";
        String text = "x".repeat(line - end.length()) + end;
        message = ("Subject: x" + end + end + text.repeat(OCTETS / line)).getBytes(StandardCharsets.US_ASCII);
    }

    @Benchmark
    public MessageOctets measure() throws IOException {
        return MessageOctets.measure(new ByteArrayInputStream(message));
    }

    @Benchmark
    public long send() throws IOException {
        return drain(MessageBody.whole(new ByteArrayInputStream(message)));
    }

    @Benchmark
    public long sendFromMemory() throws IOException {
        return drain(MessageBody.whole(new MessageInMemory(message)));
    }

    private long drain(ReplyBody body) throws IOException {
        long sent = 0;
        for (int filled = body.fill(room, 0, room.length);
                filled != ReplyBody.FINISHED;
                filled = body.fill(room, 0, room.length)) {
            sent += filled;
        }
        return sent;
    }
}
