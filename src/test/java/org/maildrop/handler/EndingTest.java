/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslClosedEngineException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How a connection fails tells why the session ends. */
class EndingTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new IOException("Connection reset by peer"), Ending.RESET),
                arguments(new IOException("Broken pipe"), Ending.RESET),
                arguments(new ClosedChannelException(), Ending.DISCONNECTED),
                arguments(new SslClosedEngineException("SSLEngine closed already"), Ending.DISCONNECTED),
                arguments(new IllegalStateException("unforeseen"), Ending.DISCONNECTED),
                arguments(new DecoderException("of nothing else"), Ending.DISCONNECTED),
                arguments(new SSLHandshakeException("connection closed"), Ending.TLS_FAILED),
                arguments(new DecoderException(new NotSslRecordException("not TLS")), Ending.TLS_FAILED));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsToldApart(Throwable failure, Ending ending) {
        assertThat(Ending.of(failure)).isEqualTo(ending);
    }
}
