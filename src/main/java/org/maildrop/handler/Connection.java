/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolSessionImpl;
import org.apache.james.protocols.netty.HandlerConstants;
import org.maildrop.auth.CleartextPolicy;
import org.maildrop.auth.Transport;
import org.maildrop.lock.Loss;
import org.maildrop.protocol.CommandLine;
import org.maildrop.session.Peer;

/** James's session and its channel, as a conversation needs them. */
final class Connection {
    private static final String FRAMER = "maildropFramer";

    private final ProtocolSession session;
    private final Channel channel;

    Connection(ProtocolSession session) {
        this.session = session;
        this.channel = ChannelOf.session(session);
    }

    Wire wire() {
        return new Wire(channel);
    }

    /** The address is the client's own, also behind a proxy, once the proxy has told it. */
    Peer peer() {
        InetSocketAddress address = session.getRemoteAddress();
        String host = address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return new Peer(session.getSessionID(), host);
    }

    /**
     * Puts our framer in the place of James's and takes James's idle timer out: ours counts replies too (ADR-0003).
     *
     * @param ready called on the event loop when that is done, and not before: the greeting must wait for it. James's
     *     framer may run on a thread of its own (3.8); what came through it could be overtaken by what came after.
     */
    void prepare(FramedInput input, Runnable ready) {
        session.stopDetectingCommandInjection();
        ChannelPipeline pipeline = channel.pipeline();
        EventExecutor thread = pipeline.context(HandlerConstants.CORE_HANDLER).executor();
        pipeline.addBefore(thread, HandlerConstants.CORE_HANDLER, FRAMER, new LineFramer(CommandLine.LONGEST, input));
        pipeline.addLast(new EmptyWrites());
        if (pipeline.get(HandlerConstants.TIMEOUT_HANDLER) != null) {
            pipeline.remove(HandlerConstants.TIMEOUT_HANDLER);
        }
        removeStockFramer(pipeline, ready);
    }

    /** A client that does not wait for the greeting is kept waiting: what it has sent is handed on first. */
    private void removeStockFramer(ChannelPipeline pipeline, Runnable ready) {
        channel.config().setAutoRead(false);
        EventExecutor framerThread = pipeline.context(HandlerConstants.FRAMER).executor();
        Runnable removal = () -> {
            pipeline.remove(HandlerConstants.FRAMER);
            channel.eventLoop().execute(() -> {
                channel.config().setAutoRead(true);
                ready.run();
            });
        };
        if (framerThread.inEventLoop()) {
            removal.run();
        } else {
            framerThread.execute(removal);
        }
    }

    /** Answers STLS and begins the handshake. On the event loop: James inserts the TLS handler behind the write. */
    void startTls(String line) {
        ((ProtocolSessionImpl) session).getProtocolTransport().writeResponse(new LineResponse.StartTls(line), session);
    }

    /** Whether the client is on this machine. */
    private boolean loopback() {
        InetAddress address = session.getRemoteAddress().getAddress();
        return address != null && address.isLoopbackAddress();
    }

    private Transport transport() {
        return new Transport() {
            @Override
            public boolean tls() {
                return session.isTLSStarted();
            }

            @Override
            public List<Certificate> clientCertificates() {
                return ClientCertificates.of(channel);
            }
        };
    }

    Client client(CleartextPolicy cleartext, Optional<String> timestamp, Consumer<Loss> onLeaseLost) {
        return new Client() {
            @Override
            public Peer peer() {
                return Connection.this.peer();
            }

            @Override
            public boolean tlsActive() {
                return session.isTLSStarted();
            }

            @Override
            public Transport transport() {
                return Connection.this.transport();
            }

            @Override
            public Optional<String> timestamp() {
                return timestamp;
            }

            @Override
            public boolean cleartextAllowed() {
                return cleartext.allows(tlsActive(), loopback());
            }

            @Override
            public boolean tlsOffered() {
                return session.isStartTLSSupported();
            }

            @Override
            public void leaseLost(Loss how) {
                onLeaseLost.accept(how);
            }
        };
    }
}
