/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.maildrop.session.Audit;
import org.maildrop.session.Peer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * James's audit trail, which there is from 3.9 on: looked for once, by its name. Its entries are those of James's other
 * protocols: who, from where, in which session, and what; never a password.
 */
public final class JamesAudit implements Audit {
    private static final Logger LOGGER = LoggerFactory.getLogger("org.maildrop.audit");
    private static final String TRAIL = "org.apache.james.util.AuditTrail";

    /** An address, and no name that would have to be looked up. */
    private static final Pattern ADDRESS = Pattern.compile("\\d+(\\.\\d+){3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*(%.*)?");

    private final Entries entries;

    /** The calls of an entry, in the order in which they are made; each but the last gives the entry. */
    private record Entries(
            MethodHandle entry,
            MethodHandle username,
            MethodHandle remoteIp,
            MethodHandle sessionId,
            MethodHandle protocol,
            MethodHandle action,
            MethodHandle parameters,
            MethodHandle log) {
        static Entries of(Class<?> trail) throws ReflectiveOperationException {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> entry = Class.forName(trail.getName() + "$Entry", true, trail.getClassLoader());
            MethodType supplied = MethodType.methodType(entry, Supplier.class);
            MethodType text = MethodType.methodType(entry, String.class);
            return new Entries(
                    general(lookup.findStatic(trail, "entry", MethodType.methodType(entry))),
                    general(lookup.findVirtual(entry, "username", supplied)),
                    general(lookup.findVirtual(entry, "remoteIP", supplied)),
                    general(lookup.findVirtual(entry, "sessionId", supplied)),
                    general(lookup.findVirtual(entry, "protocol", text)),
                    general(lookup.findVirtual(entry, "action", text)),
                    general(lookup.findVirtual(entry, "parameters", supplied)),
                    general(lookup.findVirtual(entry, "log", MethodType.methodType(void.class, String.class))));
        }

        /** Of and for any object: its own type is not known here. */
        private static MethodHandle general(MethodHandle handle) {
            return handle.asType(handle.type().generic());
        }
    }

    private JamesAudit(Entries entries) {
        this.entries = entries;
    }

    /** The audit trail of the James whose classes that loader has; without one, and with another than is known, none. */
    public static Audit in(ClassLoader loader) {
        Class<?> trail;
        try {
            trail = Class.forName(TRAIL, true, loader);
        } catch (ClassNotFoundException before39) {
            return Audit.NONE;
        }
        try {
            return new JamesAudit(Entries.of(trail));
        } catch (ReflectiveOperationException | LinkageError other) {
            LOGGER.warn("James's audit trail is another than Maildrop knows: nothing goes into it", other);
            return Audit.NONE;
        }
    }

    @Override
    public void entered(Peer peer, String user, String mechanism) {
        write(peer, Optional.of(user), "AUTH", Map.of("mechanism", mechanism), "POP3 login succeeded.");
    }

    @Override
    public void refused(Peer peer, Optional<String> claimed, String mechanism, String outcome) {
        Map<String, String> parameters = Map.of("mechanism", mechanism, "outcome", outcome);
        write(peer, claimed, "AUTH", parameters, "POP3 login refused.");
    }

    @Override
    public void removed(Peer peer, String user, int messages) {
        Map<String, String> parameters = Map.of("messages", Integer.toString(messages));
        write(peer, Optional.of(user), "QUIT", parameters, "POP3 QUIT removed messages.");
    }

    private void write(Peer peer, Optional<String> user, String action, Map<String, String> parameters, String text) {
        try {
            Object entry = entries.entry.invokeExact();
            if (user.isPresent()) {
                entry = entries.username.invokeExact(entry, supply(user.get()));
            }
            entry = entries.remoteIp.invokeExact(entry, supply(address(peer)));
            entry = entries.sessionId.invokeExact(entry, supply(peer.session()));
            entry = entries.protocol.invokeExact(entry, (Object) "POP3");
            entry = entries.action.invokeExact(entry, (Object) action);
            entry = entries.parameters.invokeExact(entry, supply(parameters));
            Object ignored = entries.log.invokeExact(entry, (Object) text);
        } catch (Throwable e) {
            LOGGER.warn("James's audit trail has not taken an entry", e);
        }
    }

    private static Object supply(Object value) {
        Supplier<Object> supplier = () -> value;
        return supplier;
    }

    /** As James's trail wants it; the port is not told in it. */
    private static Optional<InetSocketAddress> address(Peer peer) throws UnknownHostException {
        return ADDRESS.matcher(peer.address()).matches()
                ? Optional.of(new InetSocketAddress(InetAddress.getByName(peer.address()), 0))
                : Optional.empty();
    }
}
