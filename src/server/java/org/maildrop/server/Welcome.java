/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server;

import java.nio.file.Path;

/** What a started server says: where it listens, and commands to go on with, to be retyped as they are. */
final class Welcome {
    private static final String TEXT = """

            Apache James (%1$s) with Maildrop is up. It listens on 127.0.0.1 only:
              SMTP %3$d, POP3 %4$d (STLS offered), POP3 under TLS %5$d, IMAP %6$d, webadmin %7$d, JMX %8$d
            Its state and its log are in %2$s. Ctrl-C stops it.

            Go on in another terminal, in this same folder:
              ./mvnw -q -Pcli%9$s -Dargs="AddDomain example.org"
              ./mvnw -q -Pcli%9$s -Dargs="AddUser bob@example.org secret"
              printf 'Subject: Hello\\r\\n\\r\\nThe first mail.\\r\\n' | curl -sS --mail-from alice@example.org --mail-rcpt bob@example.org --upload-file - smtp://127.0.0.1:%3$d
              curl -sS --user bob@example.org:secret pop3://127.0.0.1:%4$d/1
              curl -sS --user bob@example.org:secret --insecure --ssl-reqd pop3://127.0.0.1:%4$d
              curl -sS --user bob@example.org:secret --insecure pop3s://127.0.0.1:%5$d
            """;

    private Welcome() {}

    static String text(Flavour flavour, ServerHome home, Ports ports, int offset) {
        Path folder = home.directory().startsWith(home.project())
                ? home.project().relativize(home.directory())
                : home.directory();
        return TEXT.formatted(
                flavour.label(),
                folder,
                ports.smtp(),
                ports.pop3(),
                ports.pop3s(),
                ports.imap(),
                ports.webadmin(),
                ports.jmx(),
                offset == 0 ? "" : " -Dports.offset=" + offset);
    }
}
