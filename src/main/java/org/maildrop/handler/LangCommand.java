/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.util.Optional;
import org.maildrop.protocol.Argument;
import org.maildrop.protocol.Keyword;
import org.maildrop.protocol.Language;
import org.maildrop.protocol.Replies;
import org.maildrop.protocol.Reply;
import org.maildrop.session.Session;

/** LANG [language range] (RFC 6856, section 3): the language of all that is said from now on. Alone it lists them. */
final class LangCommand implements Command {
    @Override
    public Keyword keyword() {
        return Keyword.LANG;
    }

    @Override
    public Reply execute(Session session, Client client, Argument argument) {
        Optional<String> range = argument.languageRange();
        if (range.isEmpty()) {
            return Replies.languages();
        }
        return Language.of(range.get()).map(Replies::language).orElseGet(Replies::unknownLanguage);
    }
}
