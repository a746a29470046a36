/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class BrokenConnectionsTest {
    private final HeardEndings input = new HeardEndings();
    private final EmbeddedChannel channel = new EmbeddedChannel(new BrokenConnections(input));

    @Test
    void aConnectionThatBreaksIsClosedWithoutAFuss() {
        channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));

        channel.checkException();
        assertThat(channel.isOpen()).isFalse();
        assertThat(input.endings()).containsExactly(Ending.RESET);
    }

    @Test
    void oneOnWhichTlsCannotBeHadIsToldApart() {
        channel.pipeline().fireExceptionCaught(new DecoderException(new SSLException("certificate_unknown")));

        channel.checkException();
        assertThat(channel.isOpen()).isFalse();
        assertThat(input.endings()).containsExactly(Ending.TLS_FAILED);
    }

    @Test
    void whatElseGoesWrongIsLeftToJames() {
        channel.pipeline().fireExceptionCaught(new IllegalStateException("a defect"));

        assertThatIllegalStateException().isThrownBy(channel::checkException).withMessage("a defect");
        assertThat(channel.isOpen()).isTrue();
        assertThat(input.endings()).isEmpty();
    }
}
