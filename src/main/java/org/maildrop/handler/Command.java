/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import org.maildrop.protocol.Argument;
import org.maildrop.protocol.Keyword;
import org.maildrop.protocol.Reply;
import org.maildrop.session.Session;

/** What is done for one keyword. The gate has been passed: the keyword is valid in the session's state. */
interface Command {
    Keyword keyword();

    /**
     * Whether it waits for users, lock or store, and so is not run on an I/O thread. It is asked right before {@link
     * #execute}.
     *
     * @throws org.maildrop.protocol.MalformedArgument as {@link #execute} does
     */
    default boolean blocks(Session session, Argument argument) {
        return false;
    }

    /**
     * Carries it out.
     *
     * @throws org.maildrop.protocol.MalformedArgument when the argument does not fit the grammar; nothing was done
     */
    Reply execute(Session session, Client client, Argument argument);

    /** Goes on where {@link #execute} or this left off with a reply for later. */
    default Reply again(Session session, Client client) {
        throw new IllegalStateException(keyword() + " never answers later");
    }
}
