/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What is counted as one client: an IPv4 address, or the 64 leading bits of an IPv6 address, since whoever has one has all
 * below them (RFC 6177).
 *
 * @param name    to tell it from others
 * @param trusted whether it is this machine itself: a webmail, say, that speaks for many
 */
public record ClientNetwork(String name, boolean trusted) {
    private static final int PREFIX = 8;

    /** That of an address in its numeric form; what is none is a network of its own. */
    public static ClientNetwork of(String address) {
        if (address.isEmpty() || !(address.indexOf(':') >= 0 || Character.isDigit(address.charAt(0)))) {
            return new ClientNetwork(address, false);
        }
        try {
            // Numeric, so no name is looked up.
            InetAddress numeric = InetAddress.getByName(address);
            String name = numeric instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(numeric.getAddress(), PREFIX))
                    : numeric.getHostAddress();
            return new ClientNetwork(name, numeric.isLoopbackAddress());
        } catch (UnknownHostException e) {
            return new ClientNetwork(address, false);
        }
    }
}
