/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

/** James's settings of its users, their passwords hashed in microseconds: for servers whose tests are about something else. */
public final class CheapPasswords {
    /** In {@code conf}. */
    public static final String FILE = "usersrepository.xml";

    public static final String XML = """
            <?xml version="1.0"?>
            <usersrepository name="LocalUsers">
              <algorithm>PBKDF2-SHA512-1-512</algorithm>
              <enableVirtualHosting>true</enableVirtualHosting>
              <enableForwarding>true</enableForwarding>
            </usersrepository>
            """;

    private CheapPasswords() {}
}
