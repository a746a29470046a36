/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where one server listens, on the loopback address only. */
public record Ports(int smtp, int pop3, int pop3s, int imap, int webadmin, int jmx) {
    private static final PortBlocks BLOCKS = new PortBlocks();

    /** The ports that people know, moved out of the privileged range and then by {@code offset}. */
    public static Ports shifted(int offset) {
        return new Ports(1025 + offset, 1110 + offset, 1995 + offset, 1143 + offset, 8000 + offset, 9999 + offset);
    }

    /** Six ports that were free a moment ago. */
    public static Ports free() {
        return new Ports(oneFree(), oneFree(), oneFree(), oneFree(), oneFree(), oneFree());
    }

    /**
     * One more, each time another. Not one that the system would choose: it gives those to connections as well, and where
     * many are made one of them may have it before the server does.
     */
    public static int oneFree() {
        return BLOCKS.oneFree();
    }

    /** The lowest of these ports that something listens on already, with its name. */
    Optional<String> taken() {
        return byNumber().entrySet().stream()
                .filter(port -> !isFree(port.getKey()))
                .map(port -> "port " + port.getKey() + " (" + port.getValue() + ")")
                .findFirst();
    }

    /**
     * The same configuration file with these ports. The files are written as an administrator has them, on all
     * addresses and with the standard ports, so that the shipped ones are used as they are.
     */
    String in(String configuration) {
        return configuration
                .replace("<bind>0.0.0.0:25<", bind(smtp))
                .replace("<bind>0.0.0.0:110<", bind(pop3))
                .replace("<bind>0.0.0.0:995<", bind(pop3s))
                .replace("<bind>0.0.0.0:143<", bind(imap))
                .replace("port=8000\n", "port=" + webadmin + "\n");
    }

    private static String bind(int port) {
        return "<bind>127.0.0.1:" + port + "<";
    }

    private Map<Integer, String> byNumber() {
        return new TreeMap<>(Map.of(
                smtp, "SMTP", pop3, "POP3", pop3s, "POP3 under TLS", imap, "IMAP", webadmin, "webadmin", jmx, "JMX"));
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException inUse) {
            return false;
        }
    }
}
