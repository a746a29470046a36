/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

/** Settings of a server whose stores are not there; it starts all the same. */
final class Away {
    private static final String NOWHERE =
            "<store>jdbc</store><jdbc><url>jdbc:postgresql://127.0.0.1:1/away</url></jdbc>";

    static final String SETTINGS =
            "<maildrop><lock>" + NOWHERE + "</lock><auth><secrets>" + NOWHERE + "</secrets></auth></maildrop>";

    private Away() {}
}
