/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import java.util.List;
import java.util.Set;

/** The sessions of this server, for its operators. Safe for use by several threads; nothing here waits for a session. */
public interface LiveSessions {
    /** All there are, in no order. */
    List<SessionView> list();

    /**
     * Ends sessions as an operator may: the client is told, the maildrop is free, nothing is removed. One whose QUIT is
     * under way is left to end by that. It takes a moment, or as long as a command that waits for the storage.
     *
     * @param sessions their ids, as the log has them: {@link Peer#session}
     * @return whether there is one of them
     */
    boolean kick(Set<String> sessions);
}
