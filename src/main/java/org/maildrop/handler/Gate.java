/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.maildrop.protocol.CommandLine;
import org.maildrop.protocol.Keyword;
import org.maildrop.protocol.LoginReplies;
import org.maildrop.protocol.MalformedArgument;
import org.maildrop.protocol.Replies;
import org.maildrop.protocol.Reply;
import org.maildrop.protocol.Request;
import org.maildrop.session.Phase;
import org.maildrop.session.Session;
import org.maildrop.session.Tally;

/**
 * What stands between a request and its command: the one check against the table of keywords and states, and the count of
 * what was refused. Belongs to whoever runs the conversation.
 */
final class Gate {
    private static final int MOST_REFUSED_BEFORE_LOGIN = 3;
    private static final int MOST_REFUSED = 20;
    private static final int MOST_FAILED_LOGINS = 3;

    private final Commands commands;
    private final Session session;
    private final Client client;
    private final CommandClock clock;
    private @Nullable Command unanswered;
    private int refusedInARow;

    Gate(Commands commands, Session session, Client client, CommandClock clock) {
        this.commands = commands;
        this.session = session;
        this.client = client;
        this.clock = clock;
    }

    /** Takes a line apart: amid AUTH it is a response, else a command. */
    Request read(byte[] line) {
        return session.challenged() ? CommandLine.response(line) : CommandLine.parse(line, session.phase());
    }

    /** Whether carrying it out may wait for users, lock or store. */
    boolean blocks(Request request) {
        if (!(request instanceof Request.Command given)) {
            return request instanceof Request.Response;
        }
        try {
            return given.keyword().validIn(session.phase())
                    && commands.get(given.keyword()).blocks(session, given.argument());
        } catch (MalformedArgument refusedAnyway) {
            return false;
        }
    }

    /** Carries a request out, or refuses it. */
    Reply pass(Request request) {
        session.touch();
        boolean loggedIn = session.phase() == Phase.TRANSACTION;
        clock.begins(request);
        return bounded(clock.stops(answer(request)), loggedIn ? MOST_REFUSED : MOST_REFUSED_BEFORE_LOGIN);
    }

    /** Asks the command again that had no reply yet. */
    Reply again() {
        Command command = unanswered;
        if (command == null) {
            throw new IllegalStateException("no command is unanswered");
        }
        clock.goesOn();
        return bounded(clock.stops(ask(command, () -> command.again(session, client))), MOST_REFUSED_BEFORE_LOGIN);
    }

    private Reply answer(Request request) {
        if (request instanceof Request.Response response) {
            AuthCommand auth = commands.auth();
            return ask(auth, () -> auth.respond(session, client, response.text()));
        }
        if (request instanceof Request.TooLong) {
            if (session.challenged()) {
                session.cancelAuth();
            }
            return Replies.lineTooLong();
        }
        if (!(request instanceof Request.Command given)) {
            return Replies.unknownCommand();
        }
        if (!given.keyword().validIn(session.phase())) {
            return Replies.notNow(given.keyword(), session.phase());
        }
        Command command = commands.get(given.keyword());
        Reply reply = ask(command, () -> command.execute(session, client, given.argument()));
        if (reply.kind() == Reply.Kind.DONE) {
            count(given.keyword());
        }
        return reply;
    }

    private void count(Keyword keyword) {
        Tally tally = session.tally();
        switch (keyword) {
            case LIST -> tally.listed();
            case UIDL -> tally.uidlAsked();
            case TOP -> tally.topSent();
            case RETR -> tally.retrieved();
            case DELE -> tally.marked();
            default -> {}
        }
    }

    private Reply ask(Command command, Supplier<Reply> question) {
        try {
            Reply reply = question.get();
            unanswered = reply.kind() == Reply.Kind.LATER ? command : null;
            return reply;
        } catch (MalformedArgument malformed) {
            return Replies.of(malformed);
        } catch (RuntimeException e) {
            new TroubleLog(session.tally(), client.peer()).unexpected(e);
            return Replies.unexpectedFailure();
        }
    }

    /** Too many refused commands in a row, or failed logins at all, end the session. */
    private Reply bounded(Reply reply, int most) {
        if (reply.kind() == Reply.Kind.LATER || reply.kind() == Reply.Kind.CHALLENGE) {
            return reply;
        }
        refusedInARow = reply.kind() == Reply.Kind.REFUSED ? refusedInARow + 1 : 0;
        if (session.failedLogins() >= MOST_FAILED_LOGINS) {
            return LoginReplies.tooManyFailedLogins();
        }
        return refusedInARow >= most ? Replies.tooManyRefused() : reply;
    }
}
