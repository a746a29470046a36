/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import java.util.List;

/** The sessions of this server, for its operators. Safe for use by several threads; nothing here waits for a session. */
public interface LiveSessions {
    /** All there are, in no order. */
    List<SessionView> list();

    /**
     * Ends a session as an operator may: the client is told, the maildrop is free, nothing is removed. One whose QUIT is
     * under way is left to end by that. It takes a moment, or as long as a command that waits for the storage.
     *
     * @param session its id, as the log has it: {@link Peer#session}
     * @return whether there is one
     */
    boolean kick(String session);
}
