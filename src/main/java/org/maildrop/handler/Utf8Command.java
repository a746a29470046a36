/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import org.maildrop.protocol.Argument;
import org.maildrop.protocol.Keyword;
import org.maildrop.protocol.Replies;
import org.maildrop.protocol.Reply;
import org.maildrop.session.Session;

/**
 * UTF8 (RFC 6856, section 2.1). There is nothing to switch: names and passwords may be UTF-8 before it as well (section
 * 2.2), and messages are handed out as they are with it and without it. ADR 12 tells why.
 */
final class Utf8Command implements Command {
    @Override
    public Keyword keyword() {
        return Keyword.UTF8;
    }

    @Override
    public Reply execute(Session session, Client client, Argument argument) {
        argument.none(keyword());
        return Replies.utf8();
    }
}
