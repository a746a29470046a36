/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LineFramerTest {
    private static final int LONGEST = 8;

    private final Input input = new Input();
    private final EmbeddedChannel channel = new EmbeddedChannel(new LineFramer(LONGEST, input));

    @ParameterizedTest
    @MethodSource
    void octetsAreCutIntoTheSameLinesHoweverTheyArrive(String octets, List<String> lines) {
        assertThat(framed(octets, octets.length())).isEqualTo(lines);
        for (int size = 1; size < octets.length(); size++) {
            assertThat(framed(octets, size)).as("in pieces of %d", size).isEqualTo(lines);
        }
        for (int at = 1; at < octets.length(); at++) {
            EmbeddedChannel cut = new EmbeddedChannel(new LineFramer(LONGEST, new Input()));
            feed(cut, octets.substring(0, at));
            feed(cut, octets.substring(at));
            assertThat(lines(cut)).as("cut at %d", at).isEqualTo(lines);
        }
    }

    static Stream<Arguments> octetsAreCutIntoTheSameLinesHoweverTheyArrive() {
        return Stream.of(
                arguments("NOOP\r\n", List.of("NOOP\r\n")),
                arguments("NOOP\n", List.of("NOOP\n")),
                arguments("\r\n\n\r\r\n", List.of("\r\n", "\n", "\r\r\n")),
                arguments("A\r\nB\nC\r\nD", List.of("A\r\n", "B\n", "C\r\n")),
                arguments("A\rB\r\n", List.of("A\rB\r\n")),
                arguments("A\0\u00e9\u00ff\r\n", List.of("A\0\u00e9\u00ff\r\n")),
                arguments("123456\r\n", List.of("123456\r\n")),
                arguments("1234567\n", List.of("1234567\n")),
                arguments("1234567\r\n", List.of("1234567\r")),
                arguments("12345678\n", List.of("12345678")),
                arguments("12345678\nA\r\n", List.of("12345678", "A\r\n")),
                arguments("1234567890abcdefghij\r\nA\r\n", List.of("12345678", "A\r\n")),
                arguments("1234567890\n1234567890\nA\n", List.of("12345678", "12345678", "A\n")),
                arguments("1234567890abc", List.of("12345678")),
                arguments("", List.of()));
    }

    @Test
    void aLineThatIsTooLongIsHandedOnAsSoonAsThatIsKnownAndOnlyOnce() {
        feed(channel, "12345678");
        assertThat(lines(channel)).isEmpty();
        feed(channel, "9");
        assertThat(lines(channel)).containsExactly("12345678");
        for (int piece = 0; piece < 1000; piece++) {
            feed(channel, "x".repeat(1000));
        }
        assertThat(lines(channel)).isEmpty();
        feed(channel, "x\nNOOP\n");
        assertThat(lines(channel)).containsExactly("NOOP\n");
    }

    /** Were a line scanned anew for each octet that arrives, this would be two hundred thousand million looks. */
    @Test
    @Timeout(10)
    void scanningIsLinear() {
        EmbeddedChannel longLines = new EmbeddedChannel(new LineFramer(1 << 20, input));
        for (int count = 0; count < 600_000; count++) {
            longLines.writeInbound(Unpooled.wrappedBuffer(new byte[] {'x'}));
        }
        feed(longLines, "\n");

        assertThat(lines(longLines)).hasSize(1);
    }

    @Test
    void aLineBegunAndNotEndedBeforeTheConnectionEndsIsNotHandedOn() {
        feed(channel, "A\r\nQUIT");
        channel.finish();

        assertThat(lines(channel)).containsExactly("A\r\n");
    }

    @Test
    void theEndOfEachReadIsToldBehindItsLines() {
        feed(channel, "A\nB\n");
        feed(channel, "C");

        assertThat(input.readsComplete).isEqualTo(2);
    }

    @Test
    void whatWasBegunInClearBehindStlsIsForgotten() {
        input.awaited = true;
        feed(channel, "PASS");
        channel.pipeline().fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
        feed(channel, "CAPA\r\n");

        assertThat(lines(channel)).containsExactly("CAPA\r\n");
    }

    @Test
    void alsoALongLineBegunInClearIsForgotten() {
        input.awaited = true;
        feed(channel, "1234567890");
        channel.pipeline().fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
        feed(channel, "CAPA\r\n");

        assertThat(lines(channel)).containsExactly("12345678", "CAPA\r\n");
    }

    @Test
    void theNewsOfAnImplicitHandshakeOrOfOneThatFailedForgetsNothing() {
        feed(channel, "CA");
        channel.pipeline().fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
        input.awaited = true;
        channel.pipeline().fireUserEventTriggered(new SslHandshakeCompletionEvent(new IOException("no")));
        feed(channel, "PA\r\n");

        assertThat(lines(channel)).containsExactly("CAPA\r\n");
    }

    private List<String> framed(String octets, int size) {
        EmbeddedChannel pieces = new EmbeddedChannel(new LineFramer(LONGEST, new Input()));
        for (int at = 0; at < octets.length(); at += size) {
            feed(pieces, octets.substring(at, Math.min(octets.length(), at + size)));
        }
        return lines(pieces);
    }

    private static void feed(EmbeddedChannel channel, String octets) {
        channel.writeInbound(Unpooled.copiedBuffer(octets, StandardCharsets.ISO_8859_1));
    }

    private static List<String> lines(EmbeddedChannel channel) {
        List<String> lines = new ArrayList<>();
        for (ByteBuf line = channel.readInbound(); line != null; line = channel.readInbound()) {
            lines.add(line.toString(StandardCharsets.ISO_8859_1));
            line.release();
        }
        return lines;
    }

    private static final class Input implements FramedInput {
        private int readsComplete;
        private boolean awaited;

        @Override
        public void readComplete() {
            readsComplete++;
        }

        @Override
        public boolean tlsStarted() {
            return awaited;
        }

        @Override
        public void end(Ending how) {
            throw new AssertionError(how);
        }
    }
}
