/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import java.util.Optional;

/**
 * Port: where it is kept who did what, for those who have to answer for it later. Called on the session's thread, on which
 * a slow one would be felt; it never throws. Never told a password.
 */
public interface Audit {
    /** Keeps nothing. */
    Audit NONE = new Audit() {
        @Override
        public void entered(Peer peer, String user, String mechanism) {
            // On purpose.
        }

        @Override
        public void refused(Peer peer, Optional<String> claimed, String mechanism, String outcome) {
            // On purpose.
        }

        @Override
        public void removed(Peer peer, String user, int messages) {
            // On purpose.
        }
    };

    /** A login that led into the maildrop. */
    void entered(Peer peer, String user, String mechanism);

    /**
     * One that did not.
     *
     * @param claimed who the client said it was, in its words; or the user, once that was proven
     * @param outcome as the log has it
     */
    void refused(Peer peer, Optional<String> claimed, String mechanism, String outcome);

    /** QUIT removed so many of the user's messages, at least one. */
    void removed(Peer peer, String user, int messages);
}
