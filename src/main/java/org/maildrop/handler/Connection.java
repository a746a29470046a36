/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
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
import org.jspecify.annotations.Nullable;
import org.maildrop.auth.CleartextPolicy;
import org.maildrop.auth.Transport;
import org.maildrop.lock.Loss;
import org.maildrop.protocol.CommandLine;
import org.maildrop.session.Peer;

/** James's session and its channel, as a conversation needs them. */
final class Connection {
    private static final String FRAMER = "maildropFramer";
    private static final String DEPARTURE = "maildropDeparture";
    private static final String ARRIVAL = "maildropArrival";
    private static final String BROKEN = "maildropBrokenConnections";
    private static final String BROKEN_BEFORE = "maildropBrokenConnectionsBefore";

    private final ProtocolSession session;
    private final Channel channel;
    private final Inflow inflow;
    /** Where TLS is implicit. Kept, since the pipeline of a channel that is gone forgets its handlers. */
    private final @Nullable SslHandler implicitTls;

    Connection(ProtocolSession session) {
        this.session = session;
        this.channel = ChannelOf.session(session);
        this.inflow = new Inflow(channel);
        this.implicitTls = startedTls();
    }

    Wire wire() {
        return new Wire(channel, inflow);
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
        if (thread != channel.eventLoop()) {
            pipeline.addBefore(HandlerConstants.FRAMER, DEPARTURE, inflow.departure());
            pipeline.addBefore(thread, HandlerConstants.CORE_HANDLER, ARRIVAL, inflow.arrival());
        }
        pipeline.addBefore(thread, HandlerConstants.FRAMER, BROKEN, new BrokenConnections(input));
        // For what is on its way through James's framer already.
        pipeline.addBefore(thread, HandlerConstants.CORE_HANDLER, BROKEN_BEFORE, new BrokenConnections(input));
        pipeline.addBefore(thread, HandlerConstants.CORE_HANDLER, FRAMER, new LineFramer(CommandLine.LONGEST, input));
        pipeline.addLast(new EmptyWrites());
        if (pipeline.get(HandlerConstants.TIMEOUT_HANDLER) != null) {
            pipeline.remove(HandlerConstants.TIMEOUT_HANDLER);
        }
        removeStockFramer(pipeline, ready);
    }

    /** A client that does not wait for the greeting is kept waiting: what it has sent is handed on first. */
    private void removeStockFramer(ChannelPipeline pipeline, Runnable ready) {
        inflow.held(true);
        EventExecutor framerThread = pipeline.context(HandlerConstants.FRAMER).executor();
        Runnable removal = () -> {
            pipeline.remove(HandlerConstants.FRAMER);
            channel.eventLoop().execute(() -> {
                inflow.held(false);
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

    /**
     * What ended a connection that is gone. What TLS says of it may pass us by: a client that does not wait for anything can
     * have spoken before James tells us of the connection. So it is asked.
     */
    Ending gone() {
        SslHandler started = startedTls();
        SslHandler tls = started == null ? implicitTls : started;
        Throwable failure = tls == null ? null : tls.handshakeFuture().cause();
        return failure != null && Ending.of(failure) == Ending.TLS_FAILED ? Ending.TLS_FAILED : Ending.DISCONNECTED;
    }

    private @Nullable SslHandler startedTls() {
        return channel.pipeline().get(SslHandler.class);
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
