/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.maildrop.auth.Apop;
import org.maildrop.auth.Mechanisms;
import org.maildrop.protocol.Keyword;
import org.maildrop.session.Audit;
import org.maildrop.session.SessionSettings;

/** The commands by keyword: one for each, checked when it is made. */
final class Commands {
    private final Map<Keyword, Command> byKeyword = new EnumMap<>(Keyword.class);
    private final AuthCommand auth;

    Commands(Mechanisms mechanisms, Optional<Apop> apop, SessionSettings settings, Traffic traffic, Audit audit) {
        Logins logins = new Logins(traffic, audit);
        auth = new AuthCommand(mechanisms, logins);
        List<Command> all = List.of(
                new UserCommand(logins),
                new PassCommand(logins),
                new ApopCommand(apop, logins),
                auth,
                new StlsCommand(),
                new Utf8Command(),
                new StatCommand(),
                new ListCommand(),
                new RetrCommand(),
                new DeleCommand(),
                new NoopCommand(),
                new RsetCommand(),
                new TopCommand(),
                new UidlCommand(),
                new CapaCommand(mechanisms, settings),
                new LangCommand(),
                new QuitCommand(audit));
        all.forEach(command -> byKeyword.put(command.keyword(), command));
        if (byKeyword.size() != Keyword.values().length) {
            throw new IllegalStateException("there are keywords without a command");
        }
    }

    Command get(Keyword keyword) {
        Command command = byKeyword.get(keyword);
        if (command == null) {
            throw new IllegalStateException("no command for " + keyword);
        }
        return command;
    }

    /** What a response to a challenge is for. */
    AuthCommand auth() {
        return auth;
    }
}
