/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server.slow;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;

/** Mailboxes where each call for a user whose name begins with "slow" passes the gate first. */
final class SlowMailboxes {
    private static final String SLOW = "slow";

    private SlowMailboxes() {}

    static <T> T behind(Gate gate, Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            if (asksTheStore(method) && isFor(SLOW, given)) {
                gate.pass();
            }
            Object answer = invoke(real, method, given);
            return answer instanceof MessageManager mailbox ? behind(gate, MessageManager.class, mailbox) : answer;
        }));
    }

    /** A request's begin and end are no calls of the store. */
    private static boolean asksTheStore(Method method) {
        return !method.getName().endsWith("ProcessingRequest");
    }

    private static boolean isFor(String prefix, Object... arguments) {
        return arguments != null
                && Arrays.stream(arguments).flatMap(SlowMailboxes::user).anyMatch(user -> user.asString()
                        .startsWith(prefix));
    }

    private static Stream<Username> user(Object argument) {
        if (argument instanceof MailboxSession session) {
            return Stream.of(session.getUser());
        }
        return argument instanceof Username name ? Stream.of(name) : Stream.empty();
    }

    private static Object invoke(Object real, Method method, Object... arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
