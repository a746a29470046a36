/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.guice;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This server's name in the deployment: its host and its process, so that two on one host differ. */
final class Node {
    private Node() {}

    static String name() {
        return host() + "/" + ProcessHandle.current().pid();
    }

    /** The host's name for clients to see, where a name of the Internet is expected. */
    static String publicHost() {
        String host = host();
        return host.matches("[A-Za-z0-9.-]+") ? host : "localhost";
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
