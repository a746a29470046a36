/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import java.nio.file.Path;

/** A real James with Maildrop in it, as its clients see it: ports on the loopback address, and a log file. */
public interface MailServer extends AutoCloseable {
    /** POP3 in clear, STLS offered. */
    int pop3Port();

    /** POP3 under implicit TLS. */
    int pop3sPort();

    int smtpPort();

    int imapPort();

    int webadminPort();

    /** What the server logs; it exists once the server is up. */
    Path log();

    /** Stops the server as an administrator would (SIGTERM) and waits for its end. It takes its time, ten seconds or so. */
    void stop();

    /** Ends it at once: nobody waits for the goodbyes of a server that is not needed any more. */
    @Override
    void close();
}
