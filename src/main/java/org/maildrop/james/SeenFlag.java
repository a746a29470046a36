/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageManager.FlagsUpdateMode;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MessageRange;

/**
 * The bridge to {@code MessageManager.setFlags}, whose flags are those of javax.mail in James 3.8 and of jakarta.mail in 3.9:
 * it is found by its name, and the flags are made of whatever type it takes.
 */
final class SeenFlag {
    private static final String NAME = "setFlags";

    private SeenFlag() {}

    /** Marks the messages of a range as seen. Inside a request. */
    static void add(MessageManager mailbox, MessageRange range, MailboxSession session) throws MailboxException {
        try {
            Method setFlags = setFlags();
            Object seen = seen(setFlags.getParameterTypes()[0]);
            setFlags.invoke(mailbox, seen, FlagsUpdateMode.ADD, range, session);
        } catch (InvocationTargetException e) {
            throw new MailboxException("the flag was not set", e);
        } catch (ReflectiveOperationException e) {
            throw new MailboxException("this James has no " + NAME + " that we know", e);
        }
    }

    private static Method setFlags() throws NoSuchMethodException {
        return Arrays.stream(MessageManager.class.getMethods())
                .filter(method -> method.getName().equals(NAME) && method.getParameterCount() == 4)
                .findFirst()
                .orElseThrow(NoSuchMethodException::new);
    }

    /** A Flags of that type with seen in it. New each time, as James changes what it is given. */
    static Object seen(Class<?> flags) throws ReflectiveOperationException {
        Class<?> flag = Arrays.stream(flags.getClasses())
                .filter(type -> type.getSimpleName().equals("Flag"))
                .findFirst()
                .orElseThrow(ClassNotFoundException::new);
        return flags.getConstructor(flag).newInstance(flag.getField("SEEN").get(null));
    }
}
